"""The better tweet: small edits with reasons, nothing invented, never longer, never worse, stable."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import i4nlp
from i4nlp import facts
from i4nlp.data.record import read_records
from i4nlp.facts import BLANKS
from i4nlp.labels import Label
from i4nlp.tweet import weighted_length

DATA = Path(__file__).resolve().parents[2] / "datasets" / "i4-tweets-fr"
REQUESTS = [record.text for record in read_records(DATA / "dev.jsonl") if record.label in (Label.SEEKER_REQUEST, Label.STAGE_REQUEST)]
WHOLE = "Je cherche un poste de comptable à Lille, CDI. Un partage m’aiderait beaucoup. @i4Emploi"
ADDED = "Un partage m’aiderait l’aiderait beaucoup Écrivez-moi en message privé Lieu Contrat votre métier ville CDI ou CDD i4Emploi"


def better(text, **told):
    return i4nlp.review_tweet(text, **told).rewrite


def test_a_whole_request_has_nothing_to_better():
    assert better(WHOLE) is None


@pytest.mark.parametrize(
    "text", ["Notre agence de Brest recrute un soudeur en CDI, postulez", "Quel match hier soir !", "j’ai envie d’en finir"]
)
def test_what_is_no_request_is_not_rewritten(text):
    assert better(text) is None


@pytest.mark.parametrize(
    ("text", "holds", "lacks", "change"),
    [
        ("Je cherche un poste de soudeur à Brest, CDI, appelez le 06 39 98 12 34", "message privé", "06 39", "contact_details"),
        ("Je cherche un poste de soudeur à Brest, CDI, mail : a.b@example.org merci", "message privé", "@example", "contact_details"),
        ("Je cherche un poste de 𝘀𝗼𝘂𝗱𝗲𝘂𝗿 à Brest, CDI, RT svp @i4Emploi", "soudeur", "𝘀𝗼𝘂𝗱𝗲𝘂𝗿", "styled_letters"),
        ("Je cherche un poste de soudeur à Brest, CDI, RT svp @i4Emplois", "@i4Emploi", "@i4Emplois", "tag"),
        ("Je cherche un poste de soudeur à Brest, CDI, RT svp @ i4Emploi", "@i4Emploi", "@ i4Emploi", "tag"),
        ("@i4Emploi je cherche un poste de soudeur à Brest, CDI, RT svp", "Je cherche", "@i4Emploi je", "leading_mention"),
        ("Je cherche un poste de soudeur, RT svp @i4Emploi #CDI#Brest", "#CDI #Brest", "#CDI#Brest", "hashtag_form"),
        ("#aide-soignante à Brest cherche CDI, RT svp @i4Emploi", "#AideSoignante", "#aide-", "hashtag_form"),
        ("Je cherche un poste de soudeur à Brest, CDI, RT svp @i4Emploi #emploi #CDI #Bzh #job", "#CDI", "#job", "hashtag_count"),
        ("Je cherche un poste de soudeur à Brest, CDI, RT svp @i4Emploi 🙏🙏🙏", "🙏", "🙏🙏", "emojis"),
        ("Je cherche un poste de soudeur à Brest, CDI etc.De plus je suis là, RT svp @i4Emploi", "etc. De", "etc.De", "accidental_link"),
        ("Je cherche un poste de soudeur, CDI, RT svp @i4Emploi", "[votre ville]", "[votre métier]", "facts"),
        ("Je cherche un poste de soudeur à Brest, CDI @i4Emploi", "Un partage m’aiderait", "l’aiderait", "call_to_action"),
        ("Ma sœur cherche un poste de soudeuse à Brest, CDI @i4Emploi", "Un partage l’aiderait", "m’aiderait", "call_to_action"),
        ("Je cherche un poste de soudeur à Brest, CDI, RT svp", "@i4Emploi", "[", "i4emploi"),
    ],
)
def test_each_edit_does_what_it_says(text, holds, lacks, change):
    found = better(text)
    assert holds in found.text
    assert lacks not in found.text
    assert change in [made.id for made in found.changes]
    assert all(made.reason.endswith(".") for made in found.changes)


def test_an_edit_that_the_person_leaves_is_not_made():
    text = "@i4Emploi je cherche un poste de soudeur à Brest, RT svp"
    found = i4nlp.review_tweet(text, leave={"leading_mention"}).rewrite
    assert found.text.startswith("@i4Emploi")
    assert "leading_mention" not in [made.id for made in found.changes]


def test_a_blank_is_no_fact_and_earns_nothing():
    found = better("Je cherche du travail, RT svp @i4Emploi")
    assert set(found.blanks) == set(BLANKS)
    facts = i4nlp.review_tweet(found.text).facts
    assert (facts["metier"], facts["lieu"], facts["contrat"]) == (None, [], None)


def test_a_stage_is_asked_for_no_cdi():
    found = better("Je cherche un stage de comptabilité en mars")
    assert "[CDI ou CDD]" not in found.text


def test_facts_stay_when_a_text_is_shortened():
    text = (
        "Bonjour à tous, je me permets de vous écrire car je suis actuellement à la recherche d’un poste d’assistante de direction en CDI "
        "à Lyon. J’aime la randonnée, le cinéma et la cuisine. Je suis dynamique et motivée. J’ai deux chats. Quinze ans d’expérience. Un "
        "RT m’aiderait. Bonne journée à tous ! J’attends de vos nouvelles avec une grande impatience et je vous remercie. @i4Emploi"
    )
    found = better(text)
    assert found.weighted_length <= 280
    assert all(fact in found.text for fact in ("assistante de direction", "CDI", "Lyon", "Quinze ans", "RT", "@i4Emploi"))
    assert "…" not in found.text


def invented(text, found):
    """Return the words of a rewrite that stand neither in the text nor among the words that edits add."""
    plain = {word.lower() for word in re.findall(r"\w+", f"{text} {ADDED}")}
    return [word for word in re.findall(r"\w+", found.text) if word.lower() not in plain]


@pytest.mark.parametrize("text", REQUESTS[:120])
def test_on_other_peoples_drafts_a_rewrite_is_safe(text):
    review = i4nlp.review_tweet(text)
    found = review.rewrite
    if found is None:
        return
    assert found.weighted_length == weighted_length(found.text) <= 280
    assert found.score >= review.score
    again = i4nlp.review_tweet(found.text)
    assert again.score == found.score
    assert again.rewrite is None
    assert not [word for word in invented(text, found) if word not in text and "#" not in text]


PARTS = st.sampled_from(
    [
        "Je cherche un poste de soudeur", "à Brest", "@i4Emploi", "@i4Emplois", "#CDI#Brest", "#aide-soignant",
        "RT svp", "06 39 98 12 34",
        "🙏🙏🙏", "etc.De plus", "CDI", "𝗖𝗗𝗗", "mail : a@example.org", "\n", "merci",
        "Bonjour à tous,", "#a #b #c #d #e", "(", ")", "…",
        "!!!",        "recherche emploi", "dispo de suite", "chargé·e de mission", "mot " * 60,
        "https://example.com/x", "[votre ville]", ".", ",", "«",
    ]
)  # fmt: skip


@settings(max_examples=150)
@given(st.lists(PARTS, max_size=14).map(" ".join))
def test_on_any_draft_a_rewrite_is_safe(text):
    if not text.strip():
        return
    review = i4nlp.review_tweet(text)
    found = review.rewrite
    if found is None:
        return
    assert found.weighted_length <= 280
    assert found.score >= review.score
    assert i4nlp.review_tweet(found.text).rewrite is None


@pytest.mark.parametrize("whole", ["{0}Je cherche un poste de soudeur", "Je cherche un poste de soudeur à Brest. {0}"])
@pytest.mark.parametrize("piece", ["Je cherche. ", "a,b;", "漢!字? ", "CDI à Lyon! ", "( "])
def test_a_text_of_many_tiny_pieces_is_read_a_few_times_only(whole, piece):
    """Each reading takes some milliseconds: one text of 272 characters was once read a thousand times."""
    facts.read.cache_clear()
    better(whole.format(piece * (400 // len(piece))))
    assert facts.read.cache_info().misses <= 80
