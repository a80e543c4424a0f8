"""Score, verdict and order of the suggestions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i4nlp import facts
from i4nlp.coach.check import Draft, Profile, Verdict
from i4nlp.coach.review import review
from i4nlp.labels import Label

WHOLE = "Comptable à Lille, BTS, CDI, RT svp @i4Emploi #i4Emploi"


def of(text, label=Label.SEEKER_REQUEST, has_visual=None, alt_text=None):
    return review(Draft(text, facts.read(text), label, has_visual, alt_text=alt_text))


def test_a_whole_request_is_ready():
    found = of(WHOLE, has_visual=True, alt_text="CV de comptable, Lille, CDI")
    assert (found.score, found.verdict, found.suggestions) == (100, "ready", ())


def test_a_visual_that_was_not_told_shares_out_its_points():
    assert of(WHOLE).score == 100
    (visual,) = [check for check in of(WHOLE).checks if check.id == "missing_visual"]
    assert (visual.verdict, visual.max_points) == (Verdict.NOT_APPLICABLE, 0)


@pytest.mark.parametrize("part", ["Comptable", "à Lille", "CDI", "RT svp", "@i4Emploi"])
def test_each_missing_fact_costs_points_and_gets_a_suggestion(part):
    found = of(WHOLE.replace(part, ""))
    assert found.score < 100
    assert found.verdict == "improve"
    assert len(found.suggestions) == 1


def test_a_picture_without_a_description_costs_nothing():
    found = of(WHOLE, has_visual=True)
    assert (found.score, found.verdict, len(found.suggestions)) == (100, "ready", 1)


@pytest.mark.parametrize(
    ("text", "label", "door"),
    [
        ("Merci @i4Emploi pour vos RT !", Label.NOISE, "merci"),
        ("J’ai trouvé un CDI, merci à tous", Label.NOISE, "Félicitations"),
        ("On recrute un soudeur à Brest en CDI", Label.OFFER, "offre"),
    ],
)
def test_what_is_no_request_is_shown_one_door_and_no_advice_on_requests(text, label, door):
    (said,) = of(text, label).suggestions
    assert door in said


def test_noise_that_may_be_a_request_badly_said_gets_all_advice():
    assert len(of("Quelle belle journée à Brest", Label.NOISE).suggestions) > 2


def test_contact_details_come_first_and_stop_the_tweet():
    found = of("Comptable, appelez le 06 39 98 12 34")
    assert found.verdict == "do_not_post"
    assert "message privé" in found.suggestions[0]


def test_a_text_that_is_too_long_says_by_how_much():
    found = of(WHOLE + " merci" * 60)
    assert found.verdict == "do_not_post"
    assert "de trop" in found.suggestions[0]
    assert found.facts["too_long"]


@pytest.mark.parametrize("label", [Label.OFFER, Label.NOISE])
def test_what_is_no_request_scores_20_at_most(label):
    found = of(WHOLE, label)
    assert found.verdict == "not_a_request"
    assert found.score <= 20


def test_a_stage_scores_70_at_most_and_is_never_ready():
    found = of("Comptable à Lille, stage, RT svp @i4Emploi", Label.STAGE_REQUEST)
    assert (found.verdict, found.score) == ("improve", 70)


@given(st.text(max_size=300), st.sampled_from(Label), st.sampled_from([None, True, False]))
def test_any_text_gets_a_score_and_a_verdict(text, label, has_visual):
    found = of(text, label, has_visual)
    assert 0 <= found.score <= 100
    assert found.verdict in {"ready", "improve", "do_not_post", "not_a_request"}
    assert (found.verdict == "do_not_post") == any(check.verdict is Verdict.BLOCKER for check in found.checks)


def test_words_of_distress_get_a_number_and_no_advice_on_style():
    found = of("J’ai envie d’en finir, plus de travail, plus rien")
    assert len(found.checks) == len(found.suggestions) == 1
    assert "3114" in found.suggestions[0]


def test_a_bio_of_closed_messages_is_told():
    text = WHOLE + ", mes DM sont ouverts"
    closed = review(Draft(text, facts.read(text), Label.SEEKER_REQUEST, None, Profile(dms_open=False)))
    assert any("messages" in one for one in closed.suggestions)
