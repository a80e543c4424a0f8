"""What goes first from a text that is too long, step by step, and what stays."""

import pytest

from i4nlp import facts
from i4nlp.coach import shorten
from i4nlp.coach.check import Draft
from i4nlp.coach.shorten import shortened
from i4nlp.labels import Label
from i4nlp.tweet import weighted_length

BASE = "Je cherche un poste de soudeur à Brest, CDI."


def draft(text):
    return Draft(text, facts.read(text), Label.SEEKER_REQUEST)


def padded(text, weight, pad="é"):
    """Return a text with a last sentence that brings it to a weight."""
    return f"{text} {pad * (weight - weighted_length(text) - 2)}."


def test_a_text_of_280_stays_and_one_of_281_does_not():
    fits = padded(BASE, 280)
    assert weighted_length(fits) == 280
    assert shortened(draft(fits)) == (fits, False)
    assert shortened(draft(padded(BASE, 281))) == (BASE, False)


def test_the_greeting_goes_first_and_the_rest_begins_with_a_capital():
    text = padded("Bonjour à tous, je cherche un poste de soudeur à Brest, CDI.", 290)
    assert shortened(draft(text)) == ("J" + text[len("Bonjour à tous, j") :], False)


def test_only_a_greeting_at_the_beginning_is_one():
    text = padded("Mon frère dit bonjour. " + BASE, 290)
    assert shorten._without_greeting(draft(text)) == text
    assert shorten._without_greeting(draft("je cherche un poste")) == "je cherche un poste"
    assert shorten._without_greeting(draft("Salut, bonjour Brest")) == "Bonjour Brest"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Je suis actuellement libre.", "Je suis libre."),
        ("Je suis ACTUELLEMENT, en plus, libre.", "Je suis en plus, libre."),
        ("L’actuellementisme.", "L’actuellementisme."),
        ("Soudeur, merci d’avance. Brest", "Soudeur, Brest"),
        ("Soudeur, merci d'avance.", "Soudeur,"),
        ("Merci d’avance pour lui de lire ceci.", "Merci d’avance pour lui de lire ceci."),
        ("Soudeur. Du coup, je cherche.", "Soudeur. je cherche."),
        ("Soudeur mais du coup je cherche.", "Soudeur mais du coup je cherche."),
    ],
)
def test_words_that_say_nothing_go_where_they_may(said, left):
    text = padded(said, 300)
    assert " ".join(shorten._without_filler(draft(text)).split()) == " ".join((left + text[len(said) :]).split())


def test_words_that_say_nothing_stay_where_there_is_room():
    text = "Je suis actuellement libre."
    assert shorten._without_filler(draft(text)) == text


def test_emojis_go_whole():
    assert shorten._without_emojis(draft("Soudeur 🙏🏽👩\u200d🔧 à Brest ❤️")) == "Soudeur  à Brest "


def test_hashtags_that_carry_no_fact_go_from_the_last_on_until_it_fits():
    text = padded(BASE, 262) + " #un #deux #CDD #quatre"
    assert weighted_length(text) > 280
    left = shorten._without_plain_hashtags(draft(text))
    assert "#CDD" in left
    assert "#quatre" not in left
    assert shorten._without_plain_hashtags(draft("Soudeur #un #deux")) == "Soudeur #un #deux"
    assert "#un" in shorten._without_plain_hashtags(draft(padded(BASE, 270) + " #un #quatre"))


@pytest.mark.parametrize(
    ("sentences", "dropped"),
    [
        # the shortest that is enough
        (["J’ai un chien et un chat.", "J’aime la mer et le vent du large, et la pluie aussi.", "Ah."], 1),
        # of equals, the last
        (["J’aime le vent du large ici.", "J’aime le bord du large ici."], 1),
        # none is enough: the longest
        (["Ah.", "Oh la la."], 1),
    ],
)
def test_of_sentences_without_a_fact_one_goes(sentences, dropped):
    over = 30 if dropped == 1 and len(sentences[0]) == 25 else 20
    rest = " ".join(sentences)
    fact = BASE[:-1] + ", CDD, "
    text = f"{fact}{'é' * (280 + over - len(fact) - len(rest) - 2)}. {rest}"
    left = shorten._without_least(draft(text), shorten._SENTENCE)
    assert [sentence in left for sentence in sentences] == [place != dropped for place in range(len(sentences))]
    assert left.startswith(fact[:-2])


def test_what_follows_a_dropped_beginning_gets_its_capital():
    assert shorten._without_least(draft("Le vent, " + BASE), shorten._CLAUSE) == BASE
    text = "J’aime la mer. je cherche un poste de soudeur à Brest."
    assert shorten._without_least(draft(text), shorten._SENTENCE) == "Je cherche un poste de soudeur à Brest."
    assert shorten._without_least(draft("Soudeur à Brest, le vent, la mer"), shorten._CLAUSE).startswith("Soudeur à Brest,")


@pytest.mark.parametrize("text", [BASE, "Soudeur à Brest. CDI à Lyon.", "J’aime la mer"])
def test_where_every_part_carries_a_fact_or_there_is_one_part_none_goes(text):
    assert shorten._without_least(draft(text), shorten._SENTENCE) is None


def test_words_are_cut_off_before_the_closing_tags_where_nothing_else_is_left():
    words = "soudeur " * 40
    left, cut = shortened(draft(f"{words.strip()} @i4Emploi #Brest"))
    assert cut
    assert left.endswith("soudeur… @i4Emploi #Brest")
    assert 270 < weighted_length(left) <= 280
    assert shorten._cut("mot, " * 80).endswith("mot…")


def test_one_long_word_is_cut_within_and_tags_that_fill_the_text_are_no_closing():
    assert shorten._cut("é" * 300) == "é" * 278 + "…"
    assert weighted_length(shorten._cut("é" * 300)) == 280 - (2 - weighted_length("…"))
    tags = "mot " + " ".join(f"#tag{number}" for number in range(60))
    assert shorten._cut(tags).startswith("mot #tag0 #tag1")
    assert shorten._cut(tags).endswith("…")
