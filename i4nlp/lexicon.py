"""Word lists of `lexicons/*.tsv`, and one way to find their entries in a text: by words, without accents, case or hyphens."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent / "lexicons"
# a word with its inclusive ending: chargé·e, chargé(e)s, chargé.e, chargé-e, agent·e·s
_WORD = re.compile(
    r"[^\W_]+(?:[·•⋅‧](?:[a-zà-ÿ]{1,5})(?:[·•⋅‧]s)?|\((?:e|ne|se|trice|euse|ère|rice|le|te|s)\)s?|(?:\.|-)(?:e|ne|trice|euse|ère)(?:\.s|s)?(?![^\W_]))?"
)
_HUMP = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ][a-zà-ÿ])")
_PLAIN = str.maketrans("àâäãáåçéèêëîïìíôöòóõûüùúÿñ", "aaaaaaceeeeiiiiooooouuuuyn", "\u0300\u0301\u0302\u0308\u0327") | {
    ord("œ"): "oe",
    ord("æ"): "ae",
}
_SEPARATORS = str.maketrans("'’-–.()", "       ")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: folded, and where it stands (code points, end exclusive)."""

    folded: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found in a text: what the list says of it, its words' indices and its span."""

    meaning: str
    first: int
    last: int
    span: tuple[int, int]


def fold(text: str) -> str:
    """Return `text` in lower case, without accents."""
    return text.lower().translate(_PLAIN)


def words(text: str) -> list[Word]:
    """Cut a text into words; `AideSoignante` is two, an inclusive ending belongs to its word but is not in its folded form."""
    found = []
    for token in _WORD.finditer(text):
        start = token.start()
        for piece in _HUMP.split(token[0]):
            stem = re.match(r"[^\W_]+", piece)
            found.append(Word(fold(stem[0] if stem else piece), start, start + len(piece)))
            start += len(piece)
    return found


class Phrases:
    """Phrases of a list by their first word, for the longest match at each place."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, meaning in entries:
            folded = tuple(fold(phrase).translate(_SEPARATORS).split())
            if folded:
                self._by_first.setdefault(folded[0], []).append((folded, meaning))

    def starting(self, tokens: Sequence[Word], index: int) -> Match | None:
        """Return the longest phrase that begins with the word `tokens[index]`."""
        best: tuple[tuple[str, ...], str] | None = None
        for phrase, meaning in self._by_first.get(tokens[index].folded, ()):
            if (best is None or len(phrase) > len(best[0])) and _agrees(phrase, tokens, index):
                best = (phrase, meaning)
        if best is None:
            return None
        last = index + len(best[0]) - 1
        return Match(best[1], index, last, (tokens[index].start, tokens[last].end))

    def find(self, tokens: Sequence[Word]) -> Iterator[Match]:
        """Yield the longest phrases from left to right, none inside another."""
        index = 0
        while index < len(tokens):
            match = self.starting(tokens, index)
            if match is not None:
                yield match
            index = index + 1 if match is None else match.last + 1


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
