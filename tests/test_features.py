"""A text's rows never depend on its batch."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from i4nlp import features


def entries(rows, text):
    return [np.sort(buckets[owners == text]) for buckets, owners in zip(rows.buckets, rows.texts, strict=True)]


@given(st.lists(st.text(max_size=60), min_size=1, max_size=6))
def test_a_text_alone_has_the_rows_that_it_has_in_a_batch(texts):
    together = features.rows(texts)
    for place, text in enumerate(texts):
        alone = entries(features.rows([text]), 0)
        assert all(np.array_equal(one, other) for one, other in zip(alone, entries(together, place), strict=True))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Je CHERCHE un poste", "je cherche un poste"),
        ("chargé d’études à Béziers", "charge d'etudes a beziers"),
        ("voir https://example.com/a1", "voir https://example.org/b"),
        ("merci @lou_du_44_", "merci @quelquun"),
        ("𝗖𝗗𝗜 à Lyon", "cdi a lyon"),
        ("en 2026", "en 1998"),
    ],
)
def test_what_does_not_matter_is_not_seen(one, other):
    assert features.canonical(one) == features.canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("merci @i4Emploi", "merci @quelquun"), ("je cherche", "il cherche"), ("un CDI", "un CDD"), ("#i4Emploi", "i4Emploi")],
)
def test_what_matters_is_seen(one, other):
    assert features.canonical(one) != features.canonical(other)


def test_an_empty_text_has_rows():
    assert features.rows([""]).count == 1
