"""Texts → rows of hashed n-grams of characters and of words and their classes, for a whole batch at once; training and serving call the
same function.

A text is normalised, lower-cased and stripped of accents; links, handles and digits become stand-ins. Every n-gram is a 64-bit polynomial
hash computed by numpy over the batch laid end to end, so that a tweet's entries never depend on its neighbours. What each block adds on
other writers' texts is measured by `scripts/compare.py`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from i4nlp import vocabulary
from i4nlp.lexicon import bare
from i4nlp.normalize import normalize

VERSION = 4  # goes up when a text gives other rows, a word another vector, or the network another shape
BITS = 18
SIZES = (2, 3, 4)  # of the runs of characters, and of words
BLOCKS = ("chars", "kinds")

UInts = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int64]

_SPACE, _LINK, _COLLECTIVE, _HANDLE = " ", "\ue000", "\ue001", "\ue002"
_STAND_INS = re.compile(r"(?P<link>https?://\S+|www\.\S+)|(?P<collective>@i4emploi(?![a-z0-9_]))|(?P<handle>@[a-z0-9_]+)")
_DIGITS = "123456789"

_BASE = np.uint64(0x100000001B3)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_GAP = np.uint64(0xD6E8FEB86659FD93)


_SIGN = len(vocabulary.CLASSES)  # what is no word stands for itself too
KINDS_OF_WORDS = _SIGN + 1
_STANDS_FOR_ITSELF = np.isin(np.arange(KINDS_OF_WORDS), [*vocabulary.THEMSELVES, _SIGN])


@dataclass(frozen=True, slots=True)
class Rows:
    """The entries of a batch, block by block: `buckets[b][i]` belongs to text `texts[b][i]`; an n-gram seen twice is there twice.

    `words` are the hashes of all words in order, `kinds` their classes, and `owners` the texts that they belong to.
    """

    count: int
    buckets: tuple[Ints, ...]
    texts: tuple[Ints, ...]
    words: UInts
    kinds: Ints
    owners: Ints


def canonical(text: str) -> str:
    """Return what the n-grams see of a text."""
    lowered = normalize(text).text.lower()
    if "@" in lowered or "http" in lowered or "www." in lowered:
        lowered = _STAND_INS.sub(_stand_in, lowered)
    plain = bare(lowered)
    for digit in _DIGITS:
        plain = plain.replace(digit, "0")
    return plain


def rows(texts: Sequence[str]) -> Rows:
    """Hash a batch of texts into rows; each block has `2 ** BITS` buckets."""
    codes, owner = _codes([f" {canonical(text)} " for text in texts])
    chars = _grams(codes, owner, _BASE, sized=True)
    starts, hashes = _words(codes)
    owners = owner[starts]
    mixed = hashes * _MIX
    kinds = np.where(_kinds(codes[starts]) == _LETTER, vocabulary.classes(mixed), _SIGN)
    classes = _grams(np.where(_STANDS_FOR_ITSELF[kinds], hashes, kinds.astype(np.uint64)), owners, _GAP, sized=False)
    blocks = (chars, classes)
    return Rows(len(texts), tuple(block[0] for block in blocks), tuple(block[1] for block in blocks), mixed, kinds, owners)


def word_hashes(text: str) -> UInts:
    """Return the hashes of the words of a text, in order."""
    return _words(_codes([f" {canonical(text)} "])[0])[1] * _MIX


def _codes(texts: Sequence[str]) -> tuple[UInts, Ints]:
    """Return the characters of the texts laid end to end, and the text that each belongs to."""
    lengths = np.fromiter((len(text) for text in texts), np.int64, len(texts))
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    return codes, np.repeat(np.arange(len(texts)), lengths)


def _stand_in(found: re.Match[str]) -> str:
    return {"link": _LINK, "collective": _COLLECTIVE, "handle": _HANDLE}[str(found.lastgroup)]


def _grams(units: UInts, owner: Ints, base: np.uint64, *, sized: bool) -> tuple[Ints, Ints]:
    """Hash every run of 2 to 4 units, characters or words, that lies within one text; `sized` hashes hold their size too."""
    grams, owners = [], []
    alone = len(owner) == 0 or owner[0] == owner[-1]
    gram = units + np.uint64(sized)
    for size in SIZES:
        gram = gram[:-1] * base + units[size - 1 :]
        inside = slice(None) if alone else owner[: len(gram)] == owner[size - 1 :]
        grams.append(gram[inside] + np.uint64(size if sized else 0))
        owners.append(owner[: len(gram)][inside])
    return ((np.concatenate(grams) * _MIX) >> np.uint64(64 - BITS)).astype(np.int64), np.concatenate(owners)


def _words(codes: UInts) -> tuple[Ints, UInts]:
    """Return where each word starts and the hash of its characters; a sign that is no letter is a word of its own."""
    kinds = _kinds(codes)
    begins = kinds > _BLANK
    begins[1:] &= (kinds[1:] & kinds[:-1]) != _LETTER
    starts = np.flatnonzero(begins)
    if not len(starts):
        return starts, np.zeros(0, np.uint64)
    first = int(starts[0])
    lengths = np.concatenate([starts[1:], [len(codes)]]) - starts
    position = np.arange(len(codes) - first) - np.repeat(starts - first, lengths)
    values = codes[first:] * _powers(int(lengths.max()).bit_length())[position]
    values[kinds[first:] == _BLANK] = 0
    return starts, np.add.reduceat(values, starts - first)


def _kinds(codes: UInts) -> npt.NDArray[np.uint8]:
    """Tell blanks, signs and letters apart; a digit is a letter."""
    return np.take(_KINDS, np.minimum(codes, len(_KINDS) - 1).astype(np.int64))


_BLANK, _ONE_SIGN, _LETTER = 0, 1, 2
_KINDS = np.full(0x2001, _ONE_SIGN, np.uint8)
_KINDS[[*map(ord, " \n")]] = _BLANK
_KINDS[ord("a") : ord("z") + 1] = _KINDS[ord("0")] = _KINDS[0xC0:0x2000] = _LETTER


@cache
def _powers(bits: int) -> UInts:
    return np.multiply.accumulate(np.full(1 << bits, _BASE, np.uint64))
