"""Word lists of `lexicons/*.tsv`, and one way to find their entries in a text: by words, without accents, case or hyphens."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).resolve().parent / "lexicons"
# the inclusive ending of a word: chargé·e, chargé(e)s, chargé.e, chargé-e, agent·e·s
INCLUSIVE = r"""(?:[·•⋅‧](?:[a-zà-ÿ]{1,5})(?:[·•⋅‧]s)?
         |\((?:e|ne|se|trice|euse|ère|rice|le|te|s)\)s?
         |[.\-](?:e|ne|se|trice|euse|ère|rice)(?:\.s|s)?(?![^\W_]))"""
_WORD = re.compile(rf"([^\W_]++){INCLUSIVE}?", re.VERBOSE)
# most texts have no such ending, and are cut by a far simpler pattern
_ENDED = re.compile(r"[^\W_](?:[·•⋅‧(][a-zà-ÿ]|[.\-](?:e|ne|se|trice|euse|ère|rice)(?:\.s|s)?(?![^\W_]))")
_LETTERS = re.compile(r"[^\W_]+")
HUMP = re.compile(r"[A-ZÀ-Þ](?<=[a-zà-ÿ].)(?=[a-zà-ÿ])")  # a capital first: few characters are one
ACCENTS = str.maketrans("àâäãáåçéèêëîïìíôöòóõûüùúÿñ", "aaaaaaceeeeiiiiooooouuuuyn", "\u0300\u0301\u0302\u0308\u0327") | {
    ord("œ"): "oe",
    ord("æ"): "ae",
}
_SHIFTING = frozenset("œæŒÆ\u0300\u0301\u0302\u0308\u0327")  # folded, they are two letters, or none: a text with both may keep its length
_BARE = tuple((chr(code), chr(code).translate(ACCENTS)) for code in ACCENTS)
_ABBREVIATED = {"st": "saint", "ste": "sainte"}
_SEPARATORS = str.maketrans("'’-–.()", "       ")


class Word(NamedTuple):
    """A word of a text: folded, and where it stands (code points, end exclusive)."""

    folded: str
    start: int
    end: int


class Match(NamedTuple):
    """An entry found in a text: what the list says of it, its words' indices and its span."""

    meaning: str
    first: int
    last: int
    span: tuple[int, int]


def fold(text: str) -> str:
    """Return `text` in lower case, without accents."""
    return bare(text.lower())


def bare(text: str) -> str:
    """Return a text in small letters without its accents: what `translate(ACCENTS)` gives, ten times as fast."""
    if not text.isascii():
        for accented, plain in _BARE:
            text = text.replace(accented, plain)
    return text


@lru_cache(maxsize=64)
def words(text: str) -> tuple[Word, ...]:
    """Cut a text into words; `AideSoignante` is two, an inclusive ending belongs to its word but is not in its folded form.

    The last texts are remembered, because the contracts and the relay ask for the same one.
    """
    folded, aligned, plain = _read(text)
    if plain:
        spans = [token.span() for token in _LETTERS.finditer(text)]
        return tuple([Word(_ABBREVIATED.get(word, word), *span) for word, span in zip(_folded(text), spans, strict=True)])
    found = []
    cuts = {cut.start() for cut in HUMP.finditer(text)}
    for token in _WORD.finditer(text):
        start, stem_end = token.span(1)
        for cut in sorted(cuts.intersection(range(start + 1, stem_end))) if cuts else ():
            found.append(Word(fold(text[start:cut]), start, cut))
            start = cut
        stem = folded[start:stem_end] if aligned else fold(text[start:stem_end])
        found.append(Word(_ABBREVIATED.get(stem, stem), start, token.end()))
    return tuple(found)


@lru_cache(maxsize=64)
def _folded(text: str) -> Sequence[str]:
    """Return the words of a text, folded, at a third of what `words` costs where their places are not asked for."""
    folded, _, plain = _read(text)
    return _LETTERS.findall(folded) if plain else [word.folded for word in words(text)]


@lru_cache(maxsize=64)
def _read(text: str) -> tuple[str, bool, bool]:
    """Return a text folded, whether a place in one is a place in the other, and whether each run of letters is one word besides."""
    folded = fold(text)
    aligned = len(folded) == len(text) and (text.isascii() or _SHIFTING.isdisjoint(text))
    return folded, aligned, aligned and HUMP.search(text) is None and _ENDED.search(text) is None


class Phrases:
    """Phrases of a list by their first two words, for the longest match at each place."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        # by the first word, then by the second ("" where there is none): three thousand places begin with Saint
        self._by_first: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {}
        for phrase, meaning in entries:
            folded = tuple(_ABBREVIATED.get(word, word) for word in fold(phrase).translate(_SEPARATORS).split())
            if folded:
                second = folded[1] if len(folded) > 1 else ""
                self._by_first.setdefault(folded[0], {}).setdefault(second, []).append((folded, meaning))

    def may_stand_in(self, text: str) -> bool:
        """Tell quickly whether a phrase may be in a text, by the first two words of each."""
        found = _folded(text)
        return any(word in self._by_first and self._goes_on(word, found[index + 1 : index + 2]) for index, word in enumerate(found))

    def _goes_on(self, word: str, after: Sequence[str]) -> bool:
        by_second = self._by_first[word]
        return "" in by_second or (bool(after) and after[0] in by_second)

    def begin(self, word: str) -> bool:
        """Tell whether a phrase begins with this word, folded."""
        return word in self._by_first

    def starting(self, tokens: Sequence[Word], index: int) -> Match | None:
        """Return the longest phrase that begins with the word `tokens[index]`."""
        by_second = self._by_first.get(tokens[index].folded)
        if by_second is None:
            return None
        second = tokens[index + 1].folded if index + 1 < len(tokens) else ""
        candidates = [*by_second.get(second, ()), *by_second.get("", ())]
        best = max((one for one in candidates if _agrees(one[0], tokens, index)), key=lambda one: len(one[0]), default=None)
        if best is None:
            return None
        last = index + len(best[0]) - 1
        return Match(best[1], index, last, (tokens[index].start, tokens[last].end))

    def find(self, tokens: Sequence[Word]) -> Iterator[Match]:
        """Yield the longest phrases from left to right, none inside another."""
        free = 0
        for index, token in enumerate(tokens):
            if index >= free and token.folded in self._by_first and (match := self.starting(tokens, index)) is not None:
                yield match
                free = match.last + 1


@cache
def phrases(*names: str) -> Phrases:
    """Return the phrases of one or several lists; a line is `phrase<tab>meaning`, the meaning may be missing."""
    return Phrases(entry for name in names for entry in rows(name))


def rows(name: str) -> Iterator[tuple[str, str]]:
    """Yield the first two columns of a list, comments left out."""
    for line in (_FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            phrase, _, rest = line.partition("\t")
            yield phrase, rest.partition("\t")[0]


def _agrees(phrase: tuple[str, ...], tokens: Sequence[Word], index: int) -> bool:
    if index + len(phrase) > len(tokens):
        return False
    return all(tokens[index + place].folded == word for place, word in enumerate(phrase))
