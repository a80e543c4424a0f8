"""What is handed in: texts and tweet objects that are read, and every kind that is refused."""

import pytest

from i4nlp.errors import InputError
from i4nlp.payload import MAX_CODE_POINTS, read

REFUSED = {
    "empty": ("", "empty_text"),
    "blank": (" \n\u00a0\t", "empty_text"),
    "a megabyte": ("a" * 1_000_000, "text_too_long"),
    "one code point too many": ("a" * (MAX_CODE_POINTS + 1), "text_too_long"),
    "a lone surrogate": ("Je cherche \ud83d", "invalid_unicode"),
    "a NUL": ("Je cherche\0", "nul_character"),
    "a number": (12, "not_a_tweet"),
    "bytes": (b"Je cherche", "not_a_tweet"),
    "None": (None, "not_a_tweet"),
    "a list": (["Je cherche"], "not_a_tweet"),
    "a mapping without text": ({"id": "1"}, "no_text"),
    "a mapping whose text is a number": ({"text": 3}, "not_a_text"),
    "a mapping whose text is empty": ({"text": ""}, "empty_text"),
}


@pytest.mark.parametrize(("tweet", "code"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_tweet_is_refused_with_a_french_sentence(tweet, code):
    with pytest.raises(InputError) as caught:
        read(tweet)
    assert caught.value.code == code
    assert caught.value.message.endswith(".")
    assert isinstance(caught.value, ValueError)


def test_the_longest_text_is_read():
    assert read("a" * MAX_CODE_POINTS).text == "a" * MAX_CODE_POINTS


def test_the_whole_text_of_a_long_tweet_is_read():
    assert read({"text": "Je cherche…", "note_tweet": {"text": "Je cherche un poste"}}).text == "Je cherche un poste"
    assert read({"text": "Je…", "truncated": True, "extended_tweet": {"full_text": "Je cherche"}}).text == "Je cherche"
    assert read({"full_text": "Je cherche"}).text == "Je cherche"


def test_a_note_tweet_without_text_falls_back_to_the_text():
    assert read({"text": "Je cherche", "note_tweet": None}).text == "Je cherche"


@pytest.mark.parametrize(
    "tweet",
    [
        {"text": "x", "referenced_tweets": [{"type": "retweeted", "id": "1"}]},
        {"text": "x", "retweeted_status": {"text": "x"}},
    ],
)
def test_a_retweet_is_known_by_its_object(tweet):
    assert read(tweet).is_retweet


@pytest.mark.parametrize(
    "tweet",
    [{"text": "x", "referenced_tweets": [{"type": "quoted", "id": "1"}]}, {"text": "x", "referenced_tweets": "retweeted"}, {"text": "x"}],
)
def test_a_quote_or_an_odd_object_is_no_retweet(tweet):
    assert not read(tweet).is_retweet


def test_the_id_is_kept_as_text():
    assert read({"id": 12, "text": "x"}).id == "12"
    assert read({"id": 12, "id_str": "13", "text": "x"}).id == "13"


@pytest.mark.parametrize("odd", [[1], {"a": 1}, True, 1.5, float("inf"), "", "x" * 65, "\ud800", 10**5000, None], ids=range(10))
def test_an_id_that_is_none_is_left_out(odd):
    assert read({"id": odd, "text": "x"}).id is None


@pytest.mark.parametrize("odd", [[{"type": [1]}], [{"type": {}}], ["retweeted"], {"type": "retweeted"}, [None]])
def test_odd_references_are_no_retweet(odd):
    assert not read({"text": "x", "referenced_tweets": odd}).is_retweet


def test_a_null_text_gives_way_to_the_other():
    assert read({"full_text": None, "text": "Je cherche"}).text == "Je cherche"
