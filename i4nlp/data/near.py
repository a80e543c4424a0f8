"""Pairs of texts that say the same thing in nearly the same letters."""

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist
from scipy.sparse import csr_matrix

from i4nlp.data.record import Record
from i4nlp.lexicon import fold

GRAM = 5
MOST_LEVENSHTEIN = 0.25
LEAST_JACCARD = 0.6
_MASKED = re.compile(r"https?://\S+|@\w+|\d+")
_ROWS = 500  # texts compared at once, so that the table of distances stays small

Pair = tuple[int, int]


def mask(text: str, spans: Sequence[tuple[int, int]] = ()) -> str:
    """Return a text without its links, handles, numbers and the given spans, in small letters, spaces made one."""
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + " " + text[end:]
    return " ".join(_MASKED.sub(" ", fold(text)).split())


def mask_record(record: Record) -> str:
    """Return the masked text of a record, its own trade and places left out."""
    return mask(record.text, [mention.span for mention in (*record.lieu, *([record.metier] if record.metier else []))])


def pairs(left: Sequence[str], right: Sequence[str]) -> list[Pair]:
    """Return the pairs (index in `left`, index in `right`) of masked texts that are near-duplicates.

    Near is a Levenshtein distance of at most 0.25 of the longer text, or a Jaccard similarity of at least 0.6 of the sets of 5-grams.
    """
    return sorted({*_by_letters(left, right), *_by_grams(left, right)})


def pairs_within(texts: Sequence[str]) -> list[Pair]:
    """Return the pairs (index, greater index) of masked texts of one list that are near-duplicates, each once."""
    found = {*_by_letters(texts, None), *_by_grams(texts, None)}
    return sorted({(min(pair), max(pair)) for pair in found if pair[0] != pair[1]})


def _by_letters(left: Sequence[str], other: Sequence[str] | None) -> Iterator[Pair]:
    """Compare within bands of length: a text cannot be near one that is a third longer. Without another list, each pair is met once."""
    right = left if other is None else other
    order = sorted(range(len(right)), key=lambda place: len(right[place]))
    lengths = [len(right[place]) for place in order]
    by_length = sorted(range(len(left)), key=lambda place: len(left[place]))
    for begin in range(0, len(by_length), _ROWS):
        rows = by_length[begin : begin + _ROWS]
        least = math.floor(len(left[rows[0]]) * (1 - MOST_LEVENSHTEIN))
        most = math.ceil(len(left[rows[-1]]) / (1 - MOST_LEVENSHTEIN))
        first = begin if other is None else bisect_left(lengths, least)
        columns = order[first : bisect_right(lengths, most)]
        if not columns:
            continue
        distances = cdist(
            [left[row] for row in rows],
            [right[column] for column in columns],
            scorer=Levenshtein.normalized_distance,
            score_cutoff=MOST_LEVENSHTEIN,
            workers=-1,
        )
        for row, column in zip(*(distances <= MOST_LEVENSHTEIN).nonzero(), strict=True):
            yield rows[row], columns[column]


def _by_grams(left: Sequence[str], other: Sequence[str] | None) -> Iterator[Pair]:
    """Find the pairs by their rarest 5-grams: two sets that share 6 in 10 share one of the rarest 4 in 10 (prefix filtering)."""
    whole = _incidence([*left, *(other or ())])
    sizes = np.diff(whole.indptr)
    rarest = _rarest(whole, sizes)
    start = 0 if other is None else len(left)
    for begin in range(0, len(left), _ROWS):
        first = begin if other is None else start
        shared = (rarest[begin : min(begin + _ROWS, len(left))] @ rarest[first:].T).tocoo()
        rows, columns = shared.row + begin, shared.col + first
        # 6 in 10 of the union can only be shared by sets of like size
        alike = np.minimum(sizes[rows], sizes[columns]) >= LEAST_JACCARD * np.maximum(sizes[rows], sizes[columns])
        rows, columns = rows[alike], columns[alike]
        common = np.asarray(whole[rows].multiply(whole[columns]).sum(axis=1)).ravel()
        near = common >= LEAST_JACCARD * (sizes[rows] + sizes[columns] - common)
        yield from zip(rows[near].tolist(), (columns[near] - start).tolist(), strict=True)


def _incidence(texts: Sequence[str]) -> Any:
    """Return the sparse matrix [texts, 5-grams] of what stands in what, the rarest 5-grams first."""
    sets = [{text[start : start + GRAM] for start in range(len(text) - GRAM + 1)} for text in texts]
    counts = Counter(gram for grams in sets for gram in grams)
    place = {gram: number for number, gram in enumerate(sorted(counts, key=lambda gram: (counts[gram], gram)))}
    columns = np.array([number for grams in sets for number in sorted(place[gram] for gram in grams)], np.int64)
    ends = np.cumsum([0, *map(len, sets)])
    return csr_matrix((np.ones(len(columns), np.int32), columns, ends), shape=(len(texts), len(place)))


def _rarest(whole: Any, sizes: npt.NDArray[np.int64]) -> Any:
    """Return the matrix with only as many of each row's first columns as a near-duplicate must share one of."""
    kept = np.where(sizes, sizes - np.ceil(LEAST_JACCARD * sizes).astype(np.int64) + 1, 0)
    position = np.arange(whole.nnz) - np.repeat(whole.indptr[:-1], sizes)
    inside = position < np.repeat(kept, sizes)
    ends = np.concatenate(([0], np.cumsum(kept)))
    return csr_matrix((whole.data[inside], whole.indices[inside], ends), shape=whole.shape)
