"""How a text is read plainly: cases as data, the way back, and what holds on any text."""

import time
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i4nlp.normalize import normalize

CASES = tomllib.loads((Path(__file__).parent / "cases" / "normalize.toml").read_text(encoding="utf-8"))

PIECES = [
    *"abeéèàçœ AEÉIJVX019#@&;.,!?:/'’`´()-_\n\r\t\0€½…«=", "&amp;", "&lt;", "&eacute;", "&#233;", "&nbsp;", "&zwj;", "&#8205;",
    "&#xFE0F;", "&#38;", "amp;", "#38;", "&#", "&ell;", "&fjlig;", "https://", "www.", "exemple.fr", ".fr", "jean@", "#CDI",
    "Je", "RT ", "Bonjour", "svp", "ooo", "lll", "III", "2021", "hhH\u0331", "\u0301", "\u0323", "\u0331", "\u0338", "\u0307",
    "\u200d", "\ufe0f", "\u20e3", "😀", "👩", "❤️", "🇫🇷", "𝗖", "𝓪", "Ⓐ", "🅰", "ﬁ", "ᴄ", "＃", "＠", "ſ", "\u1100", "\u1161",
    "\u11a8", "\u200b", "\u202e", "\u00a0", "\u202f", "\ud83d", "\ude00", "\u037e", "\u212a", "\u1fef", "\u2028", "\u3164",
]  # fmt: skip
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.text(), st.text(st.characters(), max_size=30))


@pytest.mark.parametrize("case", CASES["changed"], ids=lambda case: case["name"])
def test_a_text_is_read_plainly(case):
    assert normalize(case["text"]).text == case["expected"]


@pytest.mark.parametrize("case", CASES["kept"], ids=lambda case: case["name"])
def test_what_is_plain_or_protected_is_kept(case):
    assert normalize(case["text"]).text == case["text"]


@given(TEXTS)
def test_a_normalised_text_is_normal(text):
    once = normalize(text).text
    assert normalize(once).text == once
    assert unicodedata.is_normalized("NFC", once)


@given(TEXTS)
def test_every_span_leads_into_the_text_as_given_and_a_longer_one_covers_it(text):
    view = normalize(text)
    end = len(view.text)
    for start in range(end):
        first, last = view.span(start, start + 1)
        assert 0 <= first <= last <= len(text)
        whole = view.span(start, end)
        assert whole[0] <= first
        assert last <= whole[1]


@given(TEXTS)
def test_a_span_of_one_plain_letter_reads_as_that_letter(text):
    view = normalize(text)
    for start, letter in enumerate(view.text):
        first, last = view.span(start, start + 1)
        if last - first == 1 and text[first].isascii() and text[first].isalnum():
            assert letter == text[first]


@given(TEXTS)
def test_no_sign_of_a_tag_a_name_or_a_price_is_lost(text):
    plain = text.replace("&", "")
    once = normalize(plain).text
    assert [once.count(sign) >= plain.count(sign) for sign in "#@€"] == [True] * 3


@pytest.mark.parametrize(
    ("text", "words", "origin"),
    [
        ("Un boulooooot svp", "boulot", "boulooooot"), ("R&amp;amp;D ici", "&", "&amp;amp;"), ("le 𝗖𝗗𝗜 là", "CDI", "𝗖𝗗𝗜"),
        ("un me\u0301tier", "métier", "me\u0301tier"), ("emploi.Je suis", "Je", "Je"), ("l’emploi", "l'emploi", "l’emploi"),
        ("caf&eacute; noir", "é", "&eacute;"), ("au 0️⃣6️⃣", "06", "0️⃣6️⃣"), ("em\u200bploi", "emploi", "em\u200bploi"),
        ("   CDI   Lyon", "CDI Lyon", "CDI   Lyon"), ("ﬁn", "fin", "ﬁn"), ("Lyon❤️", "❤️", "❤️"), ("ok, CDI", "CDI", "CDI"),
    ],
)  # fmt: skip
def test_a_span_finds_the_words_as_they_were_written(text, words, origin):
    view = normalize(text)
    start = view.text.index(words)
    first, last = view.span(start, start + len(words))
    assert text[first:last] == origin


def test_an_inserted_space_has_no_origin():
    view = normalize("merci!RT")
    assert view.text == "merci! RT"
    assert view.span(6, 7) == (6, 6)


def test_an_empty_span_stays_empty():
    assert normalize("e\u0301té").span(1, 1) == (2, 2)
    assert normalize("").span(0, 0) == (0, 0)


@pytest.mark.parametrize("span", [(-1, 1), (2, 1), (0, 4)])
def test_a_span_outside_the_text_is_refused(span):
    with pytest.raises(ValueError, match="is not inside a text of 3 characters"):
        normalize("CDI").span(*span)


@pytest.mark.parametrize("text", ["\ud83d", "a\udc00b", "\0", "&#xD800;", "&#0;", "&#99999999;"])
def test_half_characters_and_nul_do_no_harm(text):
    assert normalize(text).span(0, len(normalize(text).text))[1] <= len(text)


@pytest.mark.parametrize(
    "unit",
    ["a", " ", "&", "&amp;", "&a", "&#38;", "😀", "\u200d", "e\u0301", "\u0301", ".", "a.", "@", "a@", "#a", "abJe", "𝗖", "!ab", "x_", "1",
     "2021Abc", "abc:Ab", ";", "&#", " \n", "I ", "aaab", "a-", "https://", "&l&#116;;"],
)  # fmt: skip
def test_ten_thousand_characters_of_anything_take_no_time(unit):
    text = (unit * 10_000)[:10_000]
    start = time.perf_counter()
    normalize(text)
    # 20 to 50 ms where it was written; a step that is not linear takes seconds
    assert time.perf_counter() - start < 0.5
