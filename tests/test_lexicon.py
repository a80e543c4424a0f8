"""Words, and the phrases of the lists among them, on any text."""

from hypothesis import example, given
from hypothesis import strategies as st

from i4nlp.lexicon import fold, phrases, words

PIECES = [
    *" .,(-·'_e\n", "œ", "Æ", "e\u0301", "İ", "CDI", "𝙲𝙳𝙸", "AideSoignante", "chargé·e", "agent(e)s", "un ", "apprenti.e", "#Job", "ﬁ", "ß",
    "contrat ", "d'apprentissage", "👩‍🍳", "mi-temps",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=30), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))


@example("e\u0301 œuvre")  # as long folded as not, with nothing at its place
@given(TEXTS)
def test_words_stand_where_they_say_one_after_the_other(text):
    end = 0
    for word in words(text):
        assert end <= word.start < word.end <= len(text)
        assert fold(text[word.start : word.end]).startswith(word.folded) or word.folded in {"saint", "sainte"}
        end = word.end


@example("e\u0301 œuvre CDI")
@given(TEXTS)
def test_a_text_in_which_a_phrase_stands_is_one_in_which_it_may(text):
    listed = phrases("contracts")
    assert listed.may_stand_in(text) or not list(listed.find(words(text)))
