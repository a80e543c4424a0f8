"""Words in order → four scores: a small convolutional network over word vectors. Numpy serves it, JAX trains the same function.

The texts of a batch are laid end to end with an empty row between two of them, so that a window of three words never sees another text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from i4nlp import features, vocabulary

MOST_WORDS = 128  # of a text; the n-grams see the rest
# Rows multiplied at once: always as many, so that a row's numbers never depend on its neighbours; and few, so that BLAS starts no second
# thread, which a small product only waits for (OpenBLAS: from 2 ** 18 multiplications on).
ROWS = 24
WINDOW = 3

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


def scores(parameters: Mapping[str, Any], words: Words) -> Floats:
    """Return the scores [texts, labels] of a batch."""
    given = (vocabulary.components()[words.vectors] * np.float32(vocabulary.UNIT)).astype(np.float32)
    hidden = layers(np, _multiply, parameters, given, words.learnt, words.kinds, words.inside.astype(np.float32)[:, None])
    ends = np.stack([words.starts, words.starts + words.lengths], axis=1).ravel()
    most = np.maximum.reduceat(hidden, ends, axis=0)[::2]
    mean = np.add.reduceat(hidden, ends, axis=0)[::2] / words.lengths[:, None].astype(np.float32)
    return np.asarray(output(np, _multiply, parameters, most, mean))


def layers(
    xp: Any, multiply: Any, parameters: Mapping[str, Any], given: Any, learnt: Any, kinds: Any, inside: Any, drop: Any = None
) -> Any:
    """Return what the last layer says of each row, [rows, width]; `xp` is numpy or jax.numpy, `drop` the dropout of training."""
    drop = drop or (lambda values: values)
    projection = parameters["projection"]
    own = multiply(given, projection[:-1]) + projection[-1]
    values = drop(xp.concatenate([own, parameters["embedding"][learnt] + parameters["kinds"][kinds]], axis=1)) * inside
    width = values.shape[1]
    nothing = xp.zeros((1, width), values.dtype)
    for layer in parameters["layers"]:
        left, own, right = (multiply(values, layer[place * width : (place + 1) * width]) for place in range(WINDOW))
        bias, scale, shift = layer[WINDOW * width :]
        heard = xp.concatenate([nothing, left[:-1]]) + own + xp.concatenate([right[1:], nothing]) + bias
        values = _normalised(xp, values + drop(xp.maximum(heard, 0)), scale, shift) * inside
    return values


def output(xp: Any, multiply: Any, parameters: Mapping[str, Any], most: Any, mean: Any, drop: Any = None) -> Any:
    """Return the scores of each text from the most and the mean of its rows."""
    pooled = xp.concatenate([most, mean], axis=1)
    weights = parameters["output"]
    return multiply(drop(pooled) if drop else pooled, weights[:-1]) + weights[-1]


def shapes(words: int, width: int, learnt: int, depth: int, labels: int) -> dict[str, tuple[int, ...]]:
    """Return the shapes of the parameters; `learnt` of the `width` numbers of a word are learnt for each of `words` words."""
    return {
        "projection": (vocabulary.DIMENSIONS + 1, width - learnt),
        "embedding": (words + 1, learnt),
        "kinds": (features.KINDS_OF_WORDS, learnt),
        "layers": (depth, WINDOW * width + 3, width),
        "output": (2 * width + 1, labels),
    }


def _normalised(xp: Any, values: Any, scale: Any, shift: Any) -> Any:
    centred = values - values.mean(axis=1, keepdims=True)
    return centred / xp.sqrt((centred * centred).mean(axis=1, keepdims=True) + 1e-5) * scale + shift


def _multiply(values: Floats, weights: Floats) -> Floats:
    count, width = values.shape
    padded = np.zeros((-(-count // ROWS) * ROWS, width), np.float32)
    padded[:count] = values
    return (padded.reshape(-1, ROWS, width) @ weights).reshape(-1, weights.shape[1])[:count]
