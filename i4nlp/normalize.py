"""French tweets as training and serving read them: plain letters, one kind of space and apostrophe, sentences apart.

Every step tells where it changes the text and into what, so the quick way (text only) and the slow one (with the map
back) cannot differ. The steps run until nothing changes: `normalize` is idempotent.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from html import unescape
from html.entities import html5
from typing import NamedTuple

_Edit = tuple[int, int, str]
_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Normalized:
    """A text read plainly, and the way back to the text as given."""

    text: str
    original: str = field(repr=False)
    _origins: list[_Span] = field(default_factory=list, init=False, repr=False, compare=False)

    def span(self, start: int, end: int) -> _Span:
        """Return the code points of the text as given behind `text[start:end]`; inserted characters have none.

        The letter kept of an elongation stands for the whole run, the character of an entity for the whole entity, and a
        letter takes its accents and variation signs with it.
        Raise `ValueError` unless 0 ≤ start ≤ end ≤ len(text).
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"span ({start}, {end}) is not inside a text of {len(self.text)} characters")
        if not self._origins and self.text != self.original:
            # the map costs many times the text and few callers want it
            self._origins.extend(_trace(self.original))
        origins = self._origins[start : max(end, start + 1)] or [(start, end)]
        # not simply those of the ends: what was inserted inside a changed character has no place of its own
        first = min(origin[0] for origin in origins)
        if start == end:
            return first, first
        last = max(origin[1] for origin in origins)
        while last < len(self.original) and unicodedata.category(self.original[last])[0] == "M":
            last += 1
        return first, last


@lru_cache(maxsize=512)
def normalize(text: str) -> Normalized:
    """Read `text` plainly; a run of three or more of one letter is read as one letter.

    The last texts are remembered, because the classifier, the contracts and the contact details each ask for the same one.
    """
    return Normalized(_settle(text), text)


def _settle(text: str) -> str:
    quiet = 0
    for step in _ROUNDS:
        before = text
        if step.needed(text):
            text = step.run(text)
        quiet = quiet + 1 if text == before else 0
        if quiet == len(_STEPS):
            break
    return text


def _trace(text: str) -> list[_Span]:
    """Return the origin of each character of the normalised text, and one more for its end."""
    spans = [(index, index + 1) for index in range(len(text))]
    spans.append((len(text), len(text)))
    quiet = 0
    for step in _ROUNDS:
        before = text
        if step.needed(text):
            text, spans = _apply(text, spans, step.edits(text))
        quiet = quiet + 1 if text == before else 0
        if quiet == len(_STEPS):
            break
    return spans


def _apply(text: str, spans: list[_Span], edits: Iterable[_Edit]) -> tuple[str, list[_Span]]:
    changes = list(edits)
    moved: list[_Span] = []
    at = 0
    for start, end, new in changes:
        first = spans[start][0]
        moved += spans[at:start]
        moved += [(first, spans[end - 1][1] if end > start else first)] * len(new)
        at = end
    return _edited(text, changes), moved + spans[at:]


def _edited(text: str, edits: Iterable[_Edit]) -> str:
    pieces: list[str] = []
    at = 0
    for start, end, new in edits:
        pieces += text[at:start], new
        at = end
    return "".join([*pieces, text[at:]])


# Characters. NFKC as a whole would also turn … into ..., ² into 2, № into No, ½ into 1⁄2: it is asked for some blocks only.


def _nfkc(*ranges: tuple[int, int]) -> dict[int, str]:
    pairs = ((code, unicodedata.normalize("NFKC", chr(code))) for first, last in ranges for code in range(first, last + 1))
    return {code: plain for code, plain in pairs if code > 0x7F and plain.isascii() and plain.isalnum()}


def _alphabet(first: str, letters: str) -> dict[int, str]:
    return {ord(first) + offset: letter for offset, letter in enumerate(letters)}


def _numbers(first: str, numbers: range) -> dict[int, str]:
    return {ord(first) + offset: str(number) for offset, number in enumerate(numbers)}


_LOWER = "abcdefghijklmnopqrstuvwxyz"
_PLAIN = (
    # mathematical, circled, squared, ligatures; letterlike ℂ ℓ ℝ without № ™ ℹ; raised and lowered letters without digits
    _nfkc((0x1D400, 0x1D7FF), (0x2460, 0x2473), (0x24B6, 0x24EA), (0x1F130, 0x1F149), (0xFB00, 0xFB06), (0x2102, 0x2115))
    | _nfkc((0x2118, 0x211D), (0x2124, 0x2138), (0x2145, 0x2149), (0x2B0, 0x2B8), (0x1D2C, 0x1D6A), (0x1D9B, 0x1DBF))
    | _nfkc((0x2071, 0x2071), (0x207F, 0x207F), (0x2090, 0x209C))
    | _alphabet("⒜", _LOWER) | _alphabet("🄐", _LOWER.upper()) | _alphabet("🅐", _LOWER.upper()) | _alphabet("🅰", _LOWER.upper())
    | _numbers("❶", range(1, 11)) | _numbers("➀", range(1, 11)) | _numbers("➊", range(1, 11)) | _numbers("⓿", range(1))
    | _numbers("⓫", range(11, 21)) | _numbers("⓵", range(1, 11))
    | {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | dict(zip(map(ord, "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢᶦᶫᶰᶸ"), "abcdefghijklmnopqrstuvwyzilnu", strict=True))
    # the last five: canonical twins of ASCII, which NFC would bring in after the entities were read, and small ＃ and ＠
    | {0x37E: ";", 0x1FEF: "`", 0x212A: "K", 0xFE5F: "#", 0xFE6B: "@"}
)  # fmt: skip
_DROPPED = [
    # controls, zero widths, directions, the sign that asks for a black and white emoji
    *range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0), 0xAD, 0x34F, 0x61C, 0x180E, 0x200B, 0x200C,
    0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFE0E, 0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB,
    # lines over, under and through letters, rings and boxes around them: a style, not an accent
    0x305, 0x332, 0x333, 0x335, 0x336, 0x337, 0x33F, 0x20DD, 0x20DE, 0x20DF, 0x20E0, 0x20E2,
]  # fmt: skip
_TABLE: dict[int, str] = {
    **_PLAIN,
    **dict.fromkeys(_DROPPED, ""),
    **dict.fromkeys([0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x2800, 0x3000, 0x3164], " "),
    **dict.fromkeys([0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029], "\n"),
    **dict.fromkeys(map(ord, "’‘‛ʼ"), "'"),
    **dict.fromkeys(map(ord, "“”„‟"), '"'),
}
_EMOJI = "\u231a\u231b\u2328\u23cf\u23e9-\u23fa\u2600-\u27bf\u2934\u2935\u2b05-\u2b55\U0001f000-\U0001faff"
_ZWJ, _VS16, _KEYCAP = "\u200d", "\ufe0f", "\u20e3"


def _decode_entities(text: str) -> Iterator[_Edit]:
    """Decode HTML entities, those too that decoding makes, in one walk: an entity can only end at a semicolon."""
    pieces: list[tuple[str, int, int]] = [("", 0, 0)]
    for index, character in enumerate(text):
        pieces.append((character, index, index + 1))
        while pieces[-1][0] == ";" and (opening := _opening(pieces)):
            decoded = _decoded("".join(piece for piece, _, _ in pieces[opening:]))
            if decoded is None:
                break
            start = pieces[opening][1]
            del pieces[opening:]
            if not decoded or not _joins(pieces[-1][0][-1:], decoded):
                # nothing stays: the character before takes the place, so that the walk goes on as if it had never been
                decoded, start, _ = pieces.pop()
            pieces.append((decoded, start, index + 1))
    yield from ((start, end, piece) for piece, start, end in pieces if end - start > 1)


def _opening(pieces: list[tuple[str, int, int]]) -> int:
    """Return where the `&` stands that the last piece may close, or 0."""
    for index in range(len(pieces) - 2, max(0, len(pieces) - _LONGEST_ENTITY), -1):
        piece = pieces[index][0]
        if piece == "&":
            return index
        if not (piece == "#" or (piece.isascii() and piece.isalnum())):
            return 0
    return 0


def _decoded(entity: str) -> str | None:
    if _NUMERIC.fullmatch(entity):
        return unescape(entity).translate(_TABLE)
    known = html5.get(entity[1:])
    return known and known.translate(_TABLE)


def _joins(before: str, character: str) -> bool:
    """Tell whether a joiner, VS16 or keycap keeps its place after `before`; any other character does."""
    return character not in _DELICATE or _STRAY.search(before + character, len(before)) is None


_LONGEST_ENTITY = 1 + max(map(len, html5))
_NUMERIC = re.compile(r"&#(?:[0-9]{1,8}|[xX][0-9a-fA-F]{1,7});")
_ENTITY = re.compile(r"&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
_STRAY = re.compile(f"(?<=[0-9A-Za-z])[{_ZWJ}{_VS16}{_KEYCAP}]+|(?<![{_EMOJI}{_VS16}]){_ZWJ}")


def _read_entities(text: str) -> str:
    """Do what `_decode_entities` does, without its walk over the whole text where a plain replacement is enough."""
    text = _ENTITY.sub(_read_entity, text)
    return _edited(text, _decode_entities(text)) if _ENTITY.search(text) else text


def _read_entity(match: re.Match[str]) -> str:
    decoded = _decoded(match[0])
    return match[0] if decoded is None or decoded in _DELICATE else decoded


_DELICATE = ("", _ZWJ, _VS16, _KEYCAP)

# Sentences. Addresses, names and tags are kept whole: an alternative of the patterns takes them and gives them back.
_UPPER, _LOW, _LETTER = "A-ZÀ-ÖØ-ÞŒŸ", "a-zß-öø-ÿœ", r"[^\W\d_]"
_ENDINGS = "fr|com|net|org|eu|be|ch|io|co|info|bzh|app|dev|tv|me|ly|Com|Fr|Net|Org|COM|FR|NET|ORG"
_KEPT = rf"""(?P<kept>
    [@\#] (?:\w+?(?=https?://) | \w+)
  # what could be read as an entity once a letter is gone
  | &\#?\w+
  | (?<!\w) (?:
        (?i:https?://|www\.)[^\s{_EMOJI}]+
      | (?<![@.+%-])(?: [\w.+%-]++@[\w-]++(?:\.(?![{_UPPER}][{_LOW}])[\w-]++)+
                      | (?:[\w-]++\.)++(?:{_ENDINGS})(?!\w)(?:[/?:][^\s{_EMOJI}]+)? )
      | (?:www|[IVX]{{3,}})\b
    )
)"""
_ELONGATED = rf"{_KEPT} | (?P<letter>{_LETTER})(?i:(?P=letter)){{2,}} | (?P<mark>[^\w\s\#@€&]|_)(?P=mark){{3,}}"
_STARTERS = r"(?:Je|J'|Bonjour|Bonsoir|Salut|Hello|RT|Merci|Si|Pour|Mon|Mes|Nous|Vous|N'|Dispo|Disponible|Cherche|Recherche)"
# what follows a full stop without opening a sentence: ASP.NET, Vue.JS, INFIRMIER.ES
_SUFFIXES = "(?:NET|JS|Js|IO|AI|COM|FR|ORG|Com|Fr|Net|Org|N?ES?|[STL]ES?|T?RICES?|EUSES?)"
# a character that starts few of the places is asked for first, which makes the pattern four times as fast
_GLUED = rf"""
    (?<=[,;!?….:)]) (?:
        (?<=[,;!?…]) (?={_LETTER}(?:{_LETTER}|')|[AaÀàYy]\ )
      | (?<=\.\.) (?={_LETTER}{_LETTER})
      | (?:(?<={_LETTER}{_LETTER}\.)|(?<=[\d)\]»"%€!?]\.)) (?=[{_UPPER}](?:{_LETTER}|')|[AÀY]\ ) (?!{_SUFFIXES}\b)
      | (?<=\w\.) (?={_STARTERS}(?<!')\b)
      | (?:(?<={_LETTER}{_LETTER}{_LETTER}:)|(?<=[^\W_]\))) (?=[{_UPPER}][{_LOW}])
    )
  | (?=[{_UPPER}]) (?:
        (?<={_LETTER}[{_LOW}]) (?={_STARTERS}(?:(?<=')|\b))
      | (?<=\b(?:19|20)\d\d) (?=[{_UPPER}][{_LOW}][{_LOW}])
    )
  # C# and F# are no word with a tag behind it
  | (?=\#\w) (?<=\w)(?<!(?<!\#)\b\w)
  | (?=https?://\w) (?<=[^\s/(\["'«<=:@_-])
  | (?=[{_EMOJI}]) (?<=[^\W_])
  | (?<=[{_EMOJI}{_VS16}]) (?=[^\W_])
  | {_KEPT}
"""


class _Step(NamedTuple):
    """`run(text)` makes the changes that `edits(text)` lists; there are none unless `needed(text)`."""

    needed: Callable[[str], object]
    run: Callable[[str], str]
    edits: Callable[[str], Iterable[_Edit]]


def _step(
    pattern: str,
    replace: Callable[[re.Match[str]], str],
    *,
    needed: Callable[[str], object],
    run: Callable[[str], str] | None = None,
) -> _Step:
    def edits(text: str) -> Iterator[_Edit]:
        for match in _compiled(pattern).finditer(text):
            if (new := replace(match)) != match[0]:
                yield match.start(), match.end(), new

    return _Step(needed, run or (lambda text: _compiled(pattern).sub(replace, text)), edits)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile at the first use: the longest patterns take 20 ms, and many texts need none of them."""
    return re.compile(pattern, re.DOTALL | re.VERBOSE)


def _any_of(*patterns: str) -> Callable[[str], bool]:
    searches = [re.compile(pattern).search for pattern in patterns]
    return lambda text: any(search(text) for search in searches)


def _always(new: str) -> Callable[[re.Match[str]], str]:
    return lambda _: new


def _shortened(match: re.Match[str]) -> str:
    return match["kept"] or match["letter"] or match["mark"] * 3


_TABLE_CHARACTERS = frozenset(map(chr, _TABLE))
_BLANK = (" ", "\n")
_STEPS = (
    _Step(
        lambda text: not _TABLE_CHARACTERS.isdisjoint(text),
        lambda text: text.translate(_TABLE),
        lambda text: ((place, place + 1, _TABLE[ord(sign)]) for place, sign in enumerate(text) if sign in _TABLE_CHARACTERS),
    ),
    _step(_STRAY.pattern, _always(""), needed=re.compile(f"[{_ZWJ}{_VS16}{_KEYCAP}]").search),
    _Step(_ENTITY.search, _read_entities, _decode_entities),
    # nothing below U+0300 composes with what stands before it, and no emoji does
    _step(
        "[^{0}]?[{0}]+".format("\u0300-\u25ff\u27c0-\ufe0e\ufe10-\U0001efff"),
        lambda match: unicodedata.normalize("NFC", match[0]),
        run=partial(unicodedata.normalize, "NFC"),
        needed=lambda text: not unicodedata.is_normalized("NFC", text),
    ),
    _step(f"(?<={_LETTER})[`´′](?={_LETTER})", _always("'"), needed=re.compile("[`´′]").search),
    _step(
        r"[ ]*\n[ \n]*|[ ]{2,}",
        lambda match: "\n" if "\n" in match[0] else " ",
        needed=lambda text: "  " in text or " \n" in text or "\n " in text or "\n\n" in text,
    ),
    _step(r"\A[ \n]+|[ \n]+\Z", _always(""), needed=lambda text: text[:1] in _BLANK or text[-1:] in _BLANK),
    _step(_ELONGATED, _shortened, needed=re.compile(r"(?i)(\S)\1\1").search),
    _step(
        _GLUED,
        lambda match: match["kept"] or " ",
        # cheaper than the pattern itself, and more often true
        needed=_any_of(
            rf"[,;!?….:)](?={_LETTER})(?:(?<![.:])|(?<=\.\.)|(?=[{_UPPER}]))",
            rf"[BCDHJMNPRSV](?<=[{_LOW}].)(?<=(?={_STARTERS}).)",
            f"[{_EMOJI}{_VS16}](?:(?<=[^\\W_].)|(?=[^\\W_]))",
            r"#(?<=\w#)",
            r"http(?<=\Shttp)",
            f"(?:19|20)[0-9]{{2}}[{_UPPER}]",
        ),
    ),
)  # fmt: skip
# two rounds settle a usual text; the limit keeps the time linear whatever somebody makes up
_ROUNDS = _STEPS * 12
