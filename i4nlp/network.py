"""Words in order → four scores: a small convolutional network over word vectors. Numpy serves what JAX trained.

The texts of a batch are laid end to end with an empty row between two of them, so that a window of three words never sees another text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from i4nlp import features, vocabulary

MOST_WORDS = 128  # of a text; the n-grams see the rest
ROWS = 24  # multiplied at once: so few that BLAS starts no second thread, which a small product only waits for
FINE = 511  # the largest whole number of a row and of the weights: 64 × 511 × 511, and 96 × 127 × 511, are less than 2 ** 24
STEPS = 64  # of a row's numbers between 0 and 1; beyond 511 / 64 they are cut
TEXTS = 8  # read at once
WINDOW = 3
TINY = 1e-5  # keeps a row of equal numbers from being divided by nothing

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a batch: for each row the places of its vector, its learnt embedding and its class, and whether it is a word at all.

    Text `i` holds the rows from `starts[i]` on, `lengths[i]` of them; a text without a word holds one empty row.
    """

    vectors: Ints
    learnt: Ints
    kinds: Ints
    inside: npt.NDArray[np.bool_]
    starts: Ints
    lengths: Ints


def read(rows: features.Rows, known: npt.NDArray[np.uint64]) -> Words:
    """Look up the words of a batch; `known` are the hashes, in order, of the words that have a learnt embedding."""
    counts = np.bincount(rows.owners, minlength=rows.count)
    position = np.arange(len(rows.owners)) - (np.cumsum(counts) - counts)[rows.owners]
    kept = position < MOST_WORDS
    hashes, kinds, owners, position = rows.words[kept], rows.kinds[kept], rows.owners[kept], position[kept]
    lengths = np.minimum(counts, MOST_WORDS)
    held = np.maximum(lengths, 1) + 1
    starts = np.cumsum(held) - held + 1
    size = int(held.sum()) + 1
    places = starts[owners] + position
    table, own, classes = np.zeros((3, size), np.int64)
    found = Words(table, own, classes, np.zeros(size, np.bool_), starts, np.maximum(lengths, 1))
    found.vectors[places] = vocabulary.places(hashes)
    found.learnt[places] = learnt(hashes, known)
    found.kinds[places] = kinds
    found.inside[places] = True
    return found


def learnt(hashes: npt.NDArray[np.uint64], known: npt.NDArray[np.uint64]) -> Ints:
    """Return the row of the learnt embedding of each word, 0 for the others."""
    if not len(known):
        return np.zeros(len(hashes), np.int64)
    found = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
    return np.where(known[found] == hashes, found + 1, 0)


class Network:
    """The parameters, ready to be served: matrices in whole numbers, so small that float32 sums their products exactly.

    An exact sum does not depend on the order of its terms: a text has the same scores alone, in any batch and on any processor.
    """

    def __init__(self, parameters: Mapping[str, Any]) -> None:
        self.known = parameters["known"]
        self._embedding, self._kinds, self._output = parameters["embedding"], parameters["kinds"], parameters["output"]
        self._attention = parameters["attention"]
        self._projection, self._projection_step = _whole(parameters["projection"][:-1])
        self._projection_bias = parameters["projection"][-1]
        width = len(self._projection_bias) + self._embedding.shape[1]
        self._layers = [
            (*_side_by_side(layer[: WINDOW * width]), *layer[WINDOW * width :]) for layer in parameters["layers"].astype(np.float32)
        ]

    def scores(self, words: Words) -> Floats:
        """Return the scores [texts, labels] of a batch; a few texts at a time, so that what is worked on stays in the processor's cache."""
        found = np.zeros((len(words.starts), self._output.shape[1]), np.float32)
        for start in range(0, len(found), TEXTS):
            texts = slice(start, start + TEXTS)
            found[texts] = np.add.reduce(self._pooled(words, texts)[:, :, None] * self._output[:-1], axis=1) + self._output[-1]
        return found

    def _pooled(self, words: Words, texts: slice) -> Floats:
        """Return the most of the rows of each text, their mean, and their mean weighed by attention, [texts, 3 × width]."""
        starts, lengths = words.starts[texts], words.lengths[texts]
        first = int(starts[0])
        # each text, and the empty row behind it; the row before the first text is only looked at
        hidden = self._hidden(words, slice(first - 1, int(starts[-1] + lengths[-1]) + 1))[1:]
        ends = np.stack([starts - first, starts - first + lengths], axis=1).ravel()
        heeded = np.einsum("ij,j->i", hidden, self._attention)
        weight = np.exp(heeded - np.repeat(np.maximum.reduceat(heeded, ends)[::2], lengths + 1))[:, None]
        weighed = np.add.reduceat(hidden * weight, ends, axis=0)[::2] / np.add.reduceat(weight, ends, axis=0)[::2]
        mean = np.add.reduceat(hidden, ends, axis=0)[::2] / lengths[:, None].astype(np.float32)
        return np.concatenate([np.maximum.reduceat(hidden, ends, axis=0)[::2], mean, weighed], axis=1)

    def _hidden(self, words: Words, rows: slice) -> Floats:
        """Return what the last layer says of each row, [rows, width]: `training.learn.layers` with as few copies as can be."""
        inside = words.inside[rows].astype(np.float32)[:, None]
        own = multiply(vocabulary.components()[words.vectors[rows]], self._projection)
        own *= self._projection_step * np.float32(vocabulary.UNIT)
        own += self._projection_bias
        values = np.concatenate([own, self._embedding[words.learnt[rows]] + self._kinds[words.kinds[rows]]], axis=1)
        values *= inside
        width = values.shape[1]
        for weights, step, bias, scale, shift in self._layers:
            given = np.rint(values * np.float32(STEPS))
            np.maximum(given, -FINE, out=given)
            np.minimum(given, FINE, out=given)
            spoken = multiply(given, weights)
            heard = spoken[:, width : 2 * width].copy()
            heard[1:] += spoken[:-1, :width]
            heard[:-1] += spoken[1:, 2 * width :]
            heard *= step / np.float32(STEPS)
            heard += bias
            np.maximum(heard, 0, out=heard)
            heard += values
            heard -= np.add.reduce(heard, axis=1, keepdims=True) / np.float32(width)
            spread = np.einsum("ij,ij->i", heard, heard)[:, None] / np.float32(width) + np.float32(TINY)
            heard *= inside / np.sqrt(spread)
            heard *= scale
            heard += shift * inside
            values = heard
        return values


def shapes(words: int, width: int, learnt: int, depth: int, labels: int) -> dict[str, tuple[int, ...]]:
    """Return the shapes of the parameters; `learnt` of the `width` numbers of a word are learnt for each of `words` words."""
    return {
        "projection": (vocabulary.DIMENSIONS + 1, width - learnt),
        "embedding": (words + 1, learnt),
        "kinds": (features.KINDS_OF_WORDS, learnt),
        "layers": (depth, WINDOW * width + 3, width),
        "attention": (width,),
        "output": (3 * width + 1, labels),
    }


def _whole(weights: Floats) -> tuple[Floats, np.float32]:
    """Return weights as whole numbers of at most `FINE`, and what one step is worth."""
    step = np.float32(max(float(np.abs(weights).max()), 1e-12) / FINE)
    return np.rint(weights / step).astype(np.float32), step


def _side_by_side(weights: Floats) -> tuple[Floats, np.float32]:
    """Return the weights of a window in whole numbers, what the word before, the word itself and the word after say side by side."""
    whole, step = _whole(weights)
    return np.ascontiguousarray(np.concatenate(np.split(whole, WINDOW), axis=1)), step


def multiply(values: npt.NDArray[Any], weights: Floats) -> Floats:
    """Return the product of two matrices, a few rows at a time: so small that no threads are started, which would wait for one another."""
    count, width = values.shape
    padded = np.zeros((-(-count // ROWS) * ROWS, width), np.float32)
    padded[:count] = values
    return (padded.reshape(-1, ROWS, width) @ weights).reshape(-1, weights.shape[1])[:count]
