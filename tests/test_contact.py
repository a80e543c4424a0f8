"""Contact details that must not go round the country: cases as data, and what holds on any text."""

import re
import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from i4nlp.contact import find

CASES = tomllib.loads((Path(__file__).parent / "cases" / "contact.toml").read_text(encoding="utf-8"))
FOUND = [(group["name"], group["kind"], text) for group in CASES["found"] for text in group["texts"]]
PASSED = [(group["name"], text) for group in CASES["passed"] for text in group["texts"]]
ROUND = "Je cherche un CDI à Lyon depuis 2019. {}\nMerci d’avance, bonne journée à tous"

PIECES = [
    *"0123456789 .-/+()@[]:,\nabé", "06 39 98 12 34", "06 ", "+33 ", "00", "jean", "exemple.fr", " arobase ", "[at]", " point ", "12 ",
    "rue ", "de la ", "Lilas", "bât B", "né le ", "12/03/1990", "mars 1985", "sécu ", "1 99 00 99 999 999", "O6", "0️⃣", "𝟬", "\u200b",
    "&amp;", "https://", "#", "tel ", "mobile ", "\ud83d",
]  # fmt: skip


def marked(text):
    """Return a case without its ⟦marks⟧, and the spans that they marked."""
    spans, plain = [], ""
    for piece in re.split("[⟦⟧]", text):
        spans.append((len(plain), len(plain) + len(piece)))
        plain += piece
    return plain, spans[1::2]


@pytest.mark.parametrize(("name", "kind", "text"), FOUND, ids=[f"{name}: {text}" for name, _, text in FOUND])
def test_a_contact_detail_is_found_where_it_stands(name, kind, text):
    plain, spans = marked(text)
    assert [(detail.kind, detail.span) for detail in find(plain)] == [(kind, span) for span in spans]


@pytest.mark.parametrize(("name", "text"), PASSED, ids=[f"{name}: {text}" for name, text in PASSED])
def test_what_only_looks_like_one_is_let_through(name, text):
    assert find(text) == ()


@pytest.mark.parametrize(("name", "kind", "text"), FOUND, ids=[f"{name}: {text}" for name, _, text in FOUND])
def test_a_contact_detail_is_found_inside_a_request(name, kind, text):
    plain, spans = marked(ROUND.format(text))
    found = find(plain)
    assert len(found) == len(spans)
    assert all(detail.kind == kind for detail in found)


@pytest.mark.parametrize(("name", "text"), PASSED, ids=[f"{name}: {text}" for name, text in PASSED])
def test_what_only_looks_like_one_is_let_through_inside_a_request(name, text):
    assert find(ROUND.format(text)) == ()


def test_there_are_as_many_cases_as_were_asked_for():
    assert len(FOUND) >= 120
    assert len(PASSED) >= 120


def test_details_of_several_kinds_come_in_reading_order():
    text = "Jean, né le 12/03/1990, 12 rue des Lilas, 06 39 98 12 34, jean@exemple.fr, 1 99 00 99 999 999 63"
    assert [detail.kind for detail in find(text)] == ["birth_date", "address", "phone", "email", "social_security"]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_details_never_overlap_and_lie_inside_the_text(text):
    at = 0
    for detail in find(text):
        start, end = detail.span
        assert at <= start < end <= len(text)
        at = end


@given(st.text(alphabet="ab éà,.!\n'’", max_size=40))
def test_a_text_of_words_alone_has_no_contact_detail(text):
    assert find(text) == ()


SEPARATORS = ["", " ", ".", "-", "/", "\u00a0", " - "]
PREFIXES = ["06", "07", "01", "+33 6", "0033 7"]


@given(st.integers(0, 99_999_999), st.sampled_from(SEPARATORS), st.sampled_from(PREFIXES))
def test_every_announced_phone_is_found_whatever_its_digits(rest, between, prefix):
    pairs = re.findall("..", f"{rest:08}")
    phone = between.join([prefix, *pairs])
    assert [detail.kind for detail in find(f"Mon numéro de téléphone : {phone}, merci")] == ["phone"]


@pytest.mark.parametrize(
    "unit",
    ["a", "0", "0 ", "06 ", "0 6 ", "06-", "1,", "@", "a@", "a@b.", "a @ ", "a [at] ", " arobase ", "12 rue ", "12 rue de la ",
     "rue A 1 ", "A ", "né à ", "né le ", "1 99 00 99 999 999 ", "+33", "06 39 98 12 34 ", "tel 1 ", "https://", "a.", "-", "réf ",
     "groupe a ", "(0", "oO"],
)  # fmt: skip
def test_ten_thousand_characters_of_anything_take_no_time(unit):
    text = (unit * 10_000)[:10_000]
    start = time.perf_counter()
    find(text)
    # 30 to 100 ms where it was written; a search that is not linear takes seconds
    assert time.perf_counter() - start < 1
