"""The network: a text's scores never depend on its batch, and windows never see another text."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from i4nlp import features, network

RANDOM = np.random.default_rng(3)
PARAMETERS = {name: RANDOM.normal(0, 0.3, shape).astype(np.float32) for name, shape in network.shapes(3, 64, 24, 2, 4).items()}
NETWORK = network.Network({"known": np.sort(features.word_hashes("cherche poste stage")), **PARAMETERS})


def scores(texts):
    return NETWORK.scores(network.read(features.rows(texts), NETWORK.known))


@settings(deadline=None)
@given(st.lists(st.text("abc cherche un poste, stage 😀\n.", max_size=80), min_size=1, max_size=40))
def test_a_text_alone_has_the_scores_that_it_has_in_a_batch(texts):
    together = scores(texts)
    for place, text in enumerate(texts):
        assert np.array_equal(scores([text])[0], together[place])


def test_a_neighbour_is_not_seen():
    assert np.array_equal(scores(["je cherche", "un poste"])[0], scores(["je cherche", "deux chats noirs"])[0])


def test_the_order_of_the_words_is_seen():
    assert not np.allclose(scores(["un patron cherche un commis"]), scores(["un commis cherche un patron"]))


def test_what_comes_after_the_most_words_is_left_to_the_n_grams():
    assert np.array_equal(scores(["mot " * network.MOST_WORDS]), scores(["mot " * network.MOST_WORDS + "poste " * 50]))


@pytest.mark.parametrize("text", ["", " ", "\n"])
def test_a_text_without_words_has_scores(text):
    assert np.isfinite(scores([text])).all()


def test_nothing_has_no_scores():
    assert scores([]).shape == (0, 4)


def test_sums_of_whole_numbers_are_exact():
    most = 2**24
    assert most > network.FINE * network.FINE * 64
    assert most > network.FINE * 127 * 96
