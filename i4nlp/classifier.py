"""Texts → four calibrated probabilities, and the words that weighed."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from i4nlp import features, network
from i4nlp.artifact import ROWS, Artifact
from i4nlp.labels import Label

LABELS = tuple(Label)
_WORD = re.compile(r"\S+")
_FIRST = np.ones(1, np.bool_)
_MOST_WORDS = 100  # a reason is looked for in the first words; a tweet has fewer than 100
_MOST_CHARACTERS = 1_000
_MOST_REASONS = 5

Floats = npt.NDArray[np.float64]


class Classifier:
    """A linear model over hashed n-grams and a small network over the words in order; their calibrated scores are summed."""

    def __init__(self, artifact: Artifact) -> None:
        self.version = artifact.version
        kept = artifact.arrays["buckets.npy"]
        # laid out by bucket, so that looking up an n-gram is one index; a bucket that training never saw weighs nothing
        self._table = np.zeros((ROWS, len(LABELS) + 1), np.float32)
        self._table[kept, :-1] = artifact.arrays["weights.npy"]
        self._table[kept, -1] = artifact.arrays["idf.npy"] ** 2
        self._bias: Floats = artifact.arrays["bias.npy"]
        self._network = network.Network({name.removesuffix(".npy"): array for name, array in artifact.arrays.items()})

    def scores(self, texts: Sequence[str]) -> Floats:
        """Return calibrated log-odds up to a constant, shape [texts, labels]."""
        rows = features.rows(texts)
        blocks = len(rows.buckets)
        buckets = np.concatenate([found + (block << features.BITS) for block, found in enumerate(rows.buckets)])
        cells = np.concatenate([owners * blocks + block for block, owners in enumerate(rows.texts)])
        if rows.count > 1:  # those of a lone text are in order already
            order = np.argsort(cells, kind="stable")
            buckets, cells = buckets[order], cells[order]
        scores = _block_scores(np.take(self._table, buckets, axis=0), cells, rows.count * blocks)
        linear = np.add.reduce(scores.reshape(rows.count, blocks, len(LABELS)), axis=1, initial=0.0) + self._bias
        return np.asarray(linear + self._network.scores(network.read(rows, self._network.known)))

    def probabilities(self, texts: Sequence[str]) -> Floats:
        """Return the probability of each label, shape [texts, labels], each row summing to 1."""
        scores = self.scores(texts)
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True))

    def reasons(self, text: str, label: Label) -> list[tuple[tuple[int, int], float]]:
        """Return the spans of the words that weighed most and by how much they raise the label's log-odds.

        A word's weight is what the log-odds lose when it is taken out of the text; of a long text only the beginning is weighed.
        """
        text = text[:_MOST_CHARACTERS]
        words = [found.span() for found in _WORD.finditer(text)][:_MOST_WORDS]
        without = [text[:start] + text[end:] for start, end in words]
        log_odds = _log_odds(self.probabilities([text, *without]), LABELS.index(label))
        weighed = sorted(zip(words, log_odds[0] - log_odds[1:], strict=True), key=lambda pair: -abs(pair[1]))
        return [(span, float(weight)) for span, weight in weighed[:_MOST_REASONS] if abs(weight) >= 0.01]


def _block_scores(entries: npt.NDArray[np.float32], cells: features.Ints, count: int) -> npt.NDArray[Any]:
    """Sum entries, [entries, labels and squared idf], cell by cell, one after the other: a sum never depends on the batch.

    A cell is one block of one text; the entries come in the order of the cells.
    """
    sums = np.zeros((count, entries.shape[1]))
    if len(cells):
        starts = np.flatnonzero(np.concatenate([_FIRST, cells[1:] != cells[:-1]]))
        sums[cells[starts]] = np.add.reduceat(entries, starts, axis=0, dtype=np.float64)
    return np.asarray(sums[:, :-1] / np.maximum(np.sqrt(sums[:, -1:]), 1e-12))


def _log_odds(probabilities: Floats, label: int) -> Floats:
    chosen = np.clip(probabilities[:, label], 1e-9, 1 - 1e-9)
    return np.asarray(np.log(chosen) - np.log1p(-chosen))
