"""Pairs of texts that say the same thing in nearly the same letters."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

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


def _by_letters(left: Sequence[str], right: Sequence[str]) -> Iterator[Pair]:
    """Compare within bands of length: a text cannot be near one that is a third longer."""
    order = sorted(range(len(right)), key=lambda place: len(right[place]))
    lengths = [len(right[place]) for place in order]
    by_length = sorted(range(len(left)), key=lambda place: len(left[place]))
    for begin in range(0, len(by_length), _ROWS):
        rows = by_length[begin : begin + _ROWS]
        least = math.floor(len(left[rows[0]]) * (1 - MOST_LEVENSHTEIN))
        most = math.ceil(len(left[rows[-1]]) / (1 - MOST_LEVENSHTEIN))
        columns = [order[place] for place, length in enumerate(lengths) if least <= length <= most]
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


def _by_grams(left: Sequence[str], right: Sequence[str]) -> Iterator[Pair]:
    """Find the pairs by their rarest 5-grams: two sets that share 6 in 10 share one of the rarest 4 in 10 (prefix filtering)."""
    sets = [_grams(text) for text in (*left, *right)]
    counts = Counter(gram for grams in sets for gram in grams)
    rarest = [sorted(grams, key=lambda gram: (counts[gram], gram))[: _prefix(len(grams))] for grams in sets]
    index: dict[str, list[int]] = defaultdict(list)
    for place in range(len(right)):
        for gram in rarest[len(left) + place]:
            index[gram].append(place)
    for row in range(len(left)):
        for column in {place for gram in rarest[row] for place in index.get(gram, ())}:
            one, other = sets[row], sets[len(left) + column]
            if len(one & other) >= LEAST_JACCARD * len(one | other):
                yield row, column


def _grams(text: str) -> set[str]:
    return {text[start : start + GRAM] for start in range(len(text) - GRAM + 1)}


def _prefix(size: int) -> int:
    return size - math.ceil(LEAST_JACCARD * size) + 1 if size else 0
