"""The words of a text in order → the job that it asks for or offers, and its places.

A small convolutional network over word vectors, the endings of words and what the lists know of them. `scripts/train_reader.py` learns it
from the project's own labelled tweets and writes its arrays into `lexicons/reader/`.
"""

import re
import zlib
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from i4nlp import features, vocabulary
from i4nlp.lexicon import HUMP, INCLUSIVE, fold, phrases, rows, words
from i4nlp.network import multiply
from i4nlp.normalize import normalize

FOLDER = Path(__file__).resolve().parent / "lexicons" / "reader"
TAGS = ("nothing", "job begins", "job goes on", "place begins", "place goes on")
WINDOW = 3
PARTS = 1024  # the endings, and the beginnings, of words are told apart by so many buckets
FLAGS = 24
TINY = 1e-5
_MOST_WORDS = 400  # a tweet has fewer than 100
_EAGER = 1.0  # by how much a word is rather something than nothing; chosen on dev
_NEVER = -1e9
_TRADES = ("trades", "trades-more")
_PLACES = ("places", "places-more")
_KINDS = ("village", "town", "city", "departement", "region", "foreign", "area", "country")
# a word goes with its inclusive ending, 'acheteur/acheteuse' is one: it is read as its beginning
_TOKEN = re.compile(
    rf"https?://\S+ | www\.\S+ | ([^\W\d_]{{3}})[^\W_]*/\1[^\W_]+ | [^\W_]+{INCLUSIVE}? | [^\w\s] | _", re.VERBOSE | re.IGNORECASE
)
_STEM = re.compile(r"(?!https?://|www\.)[^\W_]+")

_ONE_WORD = re.compile(r"[a-z0\u00c0-\u1fff]+|\S")  # what `features` hashes as one
_NO_WORD = "\ue003"

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Span = tuple[int, int]


class Sheet(NamedTuple):
    """What the network sees of a text, word by word: spans in the text as given, hashes, classes, endings, beginnings, flags."""

    spans: list[Span]
    hashes: npt.NDArray[np.uint64]
    kinds: Ints
    endings: Ints
    beginnings: Ints
    flags: Floats


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the spans of the jobs and of the places, in order."""

    jobs: tuple[Span, ...]
    places: tuple[Span, ...]


def read(text: str) -> Reading:
    """Read a text; of a long one only the beginning."""
    seen = sheet(text)
    if not seen.spans:
        return Reading((), ())
    hidden = _hidden(seen)
    emissions = _log_softmax(hidden @ _array("tags")[:-1] + _array("tags")[-1])
    emissions[:, 0] -= _EAGER
    tags = best_path(emissions)
    return Reading(_spans(tags, seen.spans, 1), _spans(tags, seen.spans, 3))


def sheet(text: str) -> Sheet:
    """Cut a text into words and signs, and look up what is known of each."""
    plain = normalize(text)
    cut = _tokens(plain.text)[:_MOST_WORDS]
    written = [plain.text[start:end] for start, end in cut]
    canonical = [_one_word(token) for token in written]
    seen = features.rows([" ".join(canonical)])
    spans = cut if plain.text == text else [plain.span(start, end) for start, end in cut]
    parts = [word if word.isalpha() and len(word) > 3 else "" for word in canonical]
    endings = np.array([zlib.crc32(word[-3:].encode()) % (PARTS - 1) + 1 if word else 0 for word in parts], np.int64)
    beginnings = np.array([zlib.crc32(f"{word[:4]}^".encode()) % (PARTS - 1) + 1 if word else 0 for word in parts], np.int64)
    return Sheet(spans, seen.words, seen.kinds, endings, beginnings, _flags(plain.text, cut, written))


def _tokens(text: str) -> list[Span]:
    found: list[Span] = []
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        if text.startswith(("http", "www."), start):
            found.append((start, end))
            continue
        cuts = [start, *(hump.start() for hump in HUMP.finditer(text, start, end) if start < hump.start() < end), end]
        found += pairwise(cuts)
    return found


def _one_word(token: str) -> str:
    """Return the word that the n-grams see in a token; always one, so that words and spans keep step."""
    stem = _STEM.match(token)
    word = features.canonical(stem[0] if stem else token).replace(" ", "")
    return word if _ONE_WORD.fullmatch(word) else (word[:1].strip() or _NO_WORD)


def _flags(text: str, cut: list[Span], written: list[str]) -> Floats:
    found = np.zeros((len(cut), FLAGS), np.float32)
    starts = [start for start, _ in cut]
    tokens = words(text)
    for match in phrases(*_TRADES).find(tokens):
        for count, place in enumerate(range(bisect_left(starts, match.span[0]), bisect_left(starts, match.span[1]))):
            found[place, min(count, 1)] = 1
    for match in phrases(*_PLACES).find(tokens):
        kind = 5 + _KINDS.index(match.meaning) if match.meaning in _KINDS else 13
        said = " ".join(token.folded for token in tokens[match.first : match.last + 1])
        for count, place in enumerate(range(bisect_left(starts, match.span[0]), bisect_left(starts, match.span[1]))):
            found[place, [2 + min(count, 1), kind]] = 1
            found[place, 14] = said in homonyms()
    for place, token in enumerate(written):
        before = written[place - 1] if place else ""
        gap = text[cut[place - 1][1] if place else 0 : cut[place][0]]
        found[place, 15:] = (
            token[:1].isupper(), len(token) > 1 and token.isupper(), token.isdigit(), token.isdigit() and len(token) == 2,
            before == "#", before == "@", before in ".!?", "\n" in gap, place > 0 and not gap,
        )  # fmt: skip
    return found


@cache
def homonyms() -> frozenset[str]:
    """Return the places, folded, whose name is a usual word too."""
    return frozenset(fold(name).replace("-", " ") for name, _ in rows("place-homonyms"))


def learnt(hashes: npt.NDArray[np.uint64], known: npt.NDArray[np.uint64]) -> Ints:
    """Return the row of the learnt embedding of each word, 0 for the others."""
    place = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
    return np.where(known[place] == hashes, place + 1, 0)


def _hidden(seen: Sheet) -> Floats:
    """Return what the last layer says of each word, [words, width]: `training.learn_reader.layers` in numpy."""
    given = vocabulary.components()[vocabulary.places(seen.hashes)].astype(np.float32) * np.float32(vocabulary.UNIT)
    own = multiply(given, _array("projection")[:-1]) + _array("projection")[-1]
    word = _array("embedding")[learnt(seen.hashes, _array("known"))] + _array("kinds")[seen.kinds]
    seen_whole = np.concatenate([own, word, _array("endings")[seen.endings], _array("beginnings")[seen.beginnings], seen.flags], axis=1)
    values = multiply(seen_whole, _array("input")[:-1]) + _array("input")[-1]
    width = values.shape[1]
    edge = np.zeros((1, width), np.float32)
    for layer in _array("layers"):
        weights, (bias, scale, shift) = layer[: WINDOW * width], layer[WINDOW * width :]
        around = np.concatenate([np.concatenate([edge, values[:-1]]), values, np.concatenate([values[1:], edge])], axis=1)
        values = values + np.maximum(multiply(around, weights) + bias, 0)
        values = values - values.mean(axis=1, keepdims=True)
        values = values / np.sqrt((values * values).mean(axis=1, keepdims=True) + np.float32(TINY)) * scale + shift
    return np.asarray(values, np.float32)


def _log_softmax(values: Floats) -> Floats:
    shifted = values - values.max(axis=1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)), np.float32)


def best_path(emissions: Floats) -> list[int]:
    """Return the likeliest tags of a text in which nothing goes on that has not begun."""
    allowed = np.zeros((len(TAGS), len(TAGS)))
    for goes_on in (2, 4):
        allowed[[tag for tag in range(len(TAGS)) if tag not in (goes_on - 1, goes_on)], goes_on] = _NEVER
    score = emissions[0].astype(np.float64)
    score[[2, 4]] = _NEVER
    back = []
    for emission in emissions[1:]:
        paths = score[:, None] + allowed
        back.append(paths.argmax(axis=0))
        score = paths.max(axis=0) + emission
    tags = [int(score.argmax())]
    for choice in reversed(back):
        tags.append(int(choice[tags[-1]]))
    return tags[::-1]


def _spans(tags: list[int], spans: list[Span], begins: int) -> tuple[Span, ...]:
    found: list[Span] = []
    for place, tag in enumerate(tags):
        if tag == begins:
            found.append(spans[place])
        elif tag == begins + 1:
            found[-1] = (found[-1][0], spans[place][1])
    return tuple(found)


@cache
def _array(name: str) -> npt.NDArray[Any]:
    loaded = np.load(FOLDER / f"{name}.npy", allow_pickle=False)
    return np.asarray(loaded if loaded.dtype == np.uint64 else loaded.astype(np.float32))
