"""The doors of Python: classify, classify_many, review_tweet, review_profile, with the model in service."""

import itertools

import pytest

import i4nlp
from i4nlp.labels import Action, Label

REQUEST = "Je cherche un poste de soudeur à Brest, en CDI. Si vous avez une piste, mes DM sont ouverts, merci !"
TEXTS = [REQUEST, "Quel match hier soir !", "Notre boulangerie recrute une vendeuse, postulez", "Je cherche un stage de 3e à Lille"]


def test_a_plain_request_is_labelled_with_its_contract():
    answer = i4nlp.classify(REQUEST)
    assert answer.label is Label.SEEKER_REQUEST
    assert answer.contracts == ("cdi",)
    assert sum(answer.probabilities.values()) == pytest.approx(1)


def test_the_json_has_the_keys_of_the_interface():
    answer = i4nlp.classify({"id": "7", "text": REQUEST}).to_dict()
    assert list(answer) == ["schema", "kind", "id", "label", "probabilities", "contracts", "relay", "reasons", "model"]
    assert set(answer["relay"]) == {"action", "code", "reason"}
    assert "id" not in i4nlp.classify(REQUEST).to_dict()


def test_the_numbers_of_a_tweet_do_not_depend_on_its_batch():
    alone = [i4nlp.classify(text).probabilities for text in TEXTS]
    for size in (1, 2, 256):
        assert [one.probabilities for one in i4nlp.classify_many(TEXTS * 3, batch_size=size)] == alone * 3


def test_a_tweet_that_cannot_be_read_leaves_the_others_alone():
    first, failure, last = i4nlp.classify_many([REQUEST, 12, REQUEST])
    assert isinstance(failure, i4nlp.Failure)
    assert (failure.index, failure.error.code) == (1, "not_a_tweet")
    assert first == last


def test_a_batch_of_one_answers_before_it_asks_again():
    asked = []
    source = (asked.append(place) or REQUEST for place in itertools.count())
    answers = i4nlp.classify_many(source, batch_size=1)
    for count in (1, 2, 3):
        next(answers)
        assert len(asked) == count


def test_a_stream_is_read_in_constant_memory():
    assert len(list(itertools.islice(i4nlp.classify_many(itertools.repeat("salut")), 1000))) == 1000


def test_a_batch_of_none_is_refused():
    with pytest.raises(i4nlp.InputError):
        next(i4nlp.classify_many(TEXTS, batch_size=0))


def test_a_reason_is_a_span_of_the_text_whose_removal_lowers_the_probability():
    answer = i4nlp.classify(REQUEST)
    assert answer.reasons
    for reason in answer.reasons:
        start, end = reason.span
        assert REQUEST[start:end] == reason.text
        without = i4nlp.classify(REQUEST[:start] + REQUEST[end:]).probabilities[answer.label]
        assert (without < answer.probabilities[answer.label]) == (reason.weight > 0)


@pytest.mark.parametrize(
    ("tweet", "code"),
    [
        ({"text": REQUEST, "referenced_tweets": [{"type": "retweeted", "id": "1"}]}, "already_a_retweet"),
        ("RT @i4Emploi: " + REQUEST, "already_a_retweet"),
        (REQUEST + " 06 39 98 12 34", "contact_details"),
        ({"text": REQUEST, "possibly_sensitive": True}, "possibly_sensitive"),
        (REQUEST.replace("CDI", "intérim"), "contract"),
    ],
)
def test_what_is_never_relayed_without_a_person(tweet, code):
    decision = i4nlp.classify(tweet).relay
    assert decision.code == code
    assert decision.action is not Action.RETWEET


def test_a_long_text_of_25_000_characters_is_answered():
    assert i4nlp.classify("je cherche un poste " * 1250).label in Label


def test_a_review_has_the_keys_of_the_interface():
    review = i4nlp.review_tweet(REQUEST, has_visual=False).to_dict()
    assert list(review) == ["schema", "kind", "score", "verdict", "facts", "checks", "suggestions", "rewrite", "alt_text"]
    assert review["facts"]["metier"] == "soudeur"
    assert review["facts"]["lieu"] == ["Brest"]
    assert review["facts"]["contrat"] == "cdi"
    assert set(review["checks"][0]) == {"id", "title", "verdict", "message", "why", "source", "points", "max_points", "spans"}


def test_a_profile_that_tells_nothing_has_no_fault():
    review = i4nlp.review_profile(i4nlp.Profile())
    assert (review.score, review.verdict, review.suggestions) == (100, "ready", ())


def test_a_bio_without_the_tag_is_told_so():
    review = i4nlp.review_profile(i4nlp.Profile(bio="Soudeur à Brest", has_photo=True))
    assert any("#i4EmploiR" in one for one in review.suggestions)


@pytest.mark.parametrize("bad", ["", 3, None, "a\0"])
def test_the_coach_refuses_what_it_cannot_read(bad):
    with pytest.raises(i4nlp.InputError):
        i4nlp.review_tweet(bad)


def test_what_a_source_gave_before_it_broke_is_answered():
    def breaking():
        yield REQUEST
        yield REQUEST
        raise OSError("the line is down")

    answers = i4nlp.classify_many(breaking())
    assert [next(answers).label, next(answers).label] == [Label.SEEKER_REQUEST] * 2
    with pytest.raises(OSError, match="down"):
        next(answers)


@pytest.mark.parametrize("odd", [REQUEST, b"x", {"text": REQUEST}, 3, None])
def test_what_is_no_sequence_of_tweets_is_refused_at_once(odd):
    with pytest.raises(i4nlp.InputError):
        i4nlp.classify_many(odd)


@pytest.mark.parametrize("size", [0, -1, 1.5, None, "a", True])
def test_an_odd_batch_size_is_refused_at_once(size):
    with pytest.raises(i4nlp.InputError):
        i4nlp.classify_many(TEXTS, batch_size=size)


@pytest.mark.parametrize("profile", [None, {}, i4nlp.Profile(bio=5), i4nlp.Profile(bio="a\0"), i4nlp.Profile(has_photo="yes")])
def test_a_profile_that_is_none_is_refused(profile):
    with pytest.raises(i4nlp.InputError):
        i4nlp.review_profile(profile)


def test_an_empty_description_is_no_picture():
    assert i4nlp.review_tweet(REQUEST, alt_text="").facts["has_visual"] is None
    assert i4nlp.review_tweet(REQUEST, has_visual=False, alt_text="").facts["has_visual"] is False
    assert i4nlp.review_tweet(REQUEST, alt_text="CV de soudeur").facts["has_visual"] is True


def test_nobody_can_change_the_probabilities():
    with pytest.raises(TypeError):
        i4nlp.classify(REQUEST).probabilities["noise"] = 1
