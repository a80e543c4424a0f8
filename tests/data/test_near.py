"""Near-duplicates: found by letters or by 5-grams, and only those; held to the plain definition."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from i4nlp.data import near

NEAR = [
    ("je cherche un poste de soudeur", "je cherche un poste de soudeuse"),
    ("bonjour je cherche du travail à lille merci", "je cherche du travail à lille merci bonjour"),
    ("dispo demain", "dispo demains"),
]
FAR = [
    ("je cherche un poste de soudeur à brest", "nous cherchons une boulangère dans le cantal"),
    ("dispo", "demain"),
    ("", "je cherche un poste"),
]


@pytest.mark.parametrize(("one", "other"), NEAR)
def test_two_texts_that_say_the_same_are_a_pair(one, other):
    assert near.pairs([one], [other]) == [(0, 0)]


@pytest.mark.parametrize(("one", "other"), FAR)
def test_two_texts_that_differ_are_none(one, other):
    assert near.pairs([one], [other]) == []


def grams(text):
    return {text[i : i + 5] for i in range(len(text) - 4)}


@given(st.lists(st.text(alphabet="abc ", max_size=20), max_size=6), st.lists(st.text(alphabet="abc ", max_size=20), max_size=6))
def test_the_pairs_are_those_of_the_definition(left, right):
    expected = []
    for i, one in enumerate(left):
        for j, other in enumerate(right):
            union = grams(one) | grams(other)
            close = bool(union) and len(grams(one) & grams(other)) >= 0.6 * len(union)
            if close or Levenshtein.normalized_distance(one, other) <= 0.25:
                expected.append((i, j))
    assert near.pairs(left, right) == expected


@given(st.lists(st.text(alphabet="abc ", max_size=20), max_size=9))
def test_the_pairs_of_one_list_are_those_of_it_with_itself_each_once(texts):
    assert near.pairs_within(texts) == [(one, other) for one, other in near.pairs(texts, texts) if one < other]


def test_links_handles_numbers_and_spans_are_masked():
    assert near.mask("@lou_4 voit 12 soudeurs https://example.com/a à Brest", [(15, 23)]) == "voit a brest"
