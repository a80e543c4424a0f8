"""What the platform reads in a raw text: its weighted length, and its mentions, lists, hashtags, cashtags and links."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from i4nlp.links import ACCENTED_LATIN, Span, find_links

_PLATFORM_FILE = Path(__file__).parent / "platform.toml"
_SPACE = r"\t-\r \x85\xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"

# The sign comes first, so that the search skips to it. A mention may touch "rt" or "rt:" before it, though no other letter.
_MENTION = re.compile(
    r"[@＠](?:(?<![A-Za-z0-9_!#$%&*@＠].)|(?<=[^A-Za-z0-9_+~.\-][rR][tT].)|(?<=\A[rR][tT].))"
    r"[A-Za-z0-9_]{1,20}+(?:/[A-Za-z][A-Za-z0-9_\-]{0,24}+)?+"
)
_NEVER_AFTER_MENTION = rf"(?:[@＠{ACCENTED_LATIN}]|://)"
_REFUSED_MENTION = re.compile(_NEVER_AFTER_MENTION)
_REPLY = re.compile(rf"[{_SPACE}]*+[@＠]([A-Za-z0-9_]{{1,20}}+)(?!{_NEVER_AFTER_MENTION})")
_CASHTAG = re.compile(rf"\$(?:(?<=[{_SPACE}].)|(?<=\A.))[A-Za-z]{{1,6}}(?:[._][A-Za-z]{{1,2}})?(?=[{_SPACE}\ufeff!#-/:-@\[-_{{-~]|\Z)")

_HASH = re.compile("[#＃](?![\ufe0f\u20e3])")  # not the keycap #️⃣
_TAG_JOINERS = frozenset("_\xb7\u05be\u05f3\u05f4\u0f0b\u0f0c\u200c\u200d\u3003\u301c\u309b\u309c\u30a0\u30fb\ua67e\uff5e")
_TAG_CATEGORIES = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd"))
_VARIATION_SELECTORS = "\ufe0e\ufe0f"  # marks, yet they end an emoji, which a hashtag may touch
_REFUSED_HASHTAG = ("#", "＃", "://")

# Emoji by the grammar of UTS #51 rather than by a list, which would age. The pictographs are coarse ranges: a code point
# of theirs that is no emoji has the same weight alone.
_PICTOGRAPH = (
    r"[\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9\u21aa\u231a\u231b\u2328\u23cf\u23e9-\u23f3\u23f8-\u23fa\u24c2\u25aa\u25ab"
    r"\u25b6\u25c0\u25fb-\u25fe\u2600-\u27bf\u2934\u2935\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u3030\u303d\u3297\u3299"
    r"\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001fffd]"
)
_ELEMENT = rf"{_PICTOGRAPH}[\ufe0f\U0001f3fb-\U0001f3ff]?+"  # in emoji style, or with a skin tone
_EMOJI = (
    rf"{_PICTOGRAPH}[\U000e0020-\U000e007e]++\U000e007f|{_ELEMENT}(?:\u200d{_ELEMENT})*+"
    r"|[\U0001f1e6-\U0001f1ff]{2}|[0-9#*]\ufe0f?+\u20e3|[©®]\ufe0f"
)
_INVALID = re.compile("[\ufeff\ufffe\uffff]")
_LONGEST_PLAIN_NORMALISATION = 1000  # code points


@dataclass(frozen=True, slots=True)
class Entity:
    """A part of a tweet that the platform links, as written, sign included; its span is in code points, end exclusive."""

    text: str
    span: Span


Entities = tuple[Entity, ...]  # in reading order


@dataclass(frozen=True, slots=True)
class Tweet:
    """A raw text as the platform sees it; both ranges are UTF-16 code units of the text as given, end inclusive."""

    weighted_length: int
    permillage: int
    is_valid: bool
    valid_range: tuple[int, int]
    display_range: tuple[int, int]
    mentions: Entities
    lists: Entities
    hashtags: Entities
    cashtags: Entities
    urls: Entities
    reply_to: str | None


@dataclass(frozen=True, slots=True)
class _Counting:
    """The numbers of platform.toml; the limit is in characters, weights are in parts of one, `scale` to the character."""

    limit: int
    scale: int
    light: int
    default: int
    link: int
    weighty: re.Pattern[str]  # an emoji, or a code point of the default weight


def parse(text: str) -> Tweet:
    """Read `text` by the rules of twitter-text 3; entities never overlap, the first to start wins."""
    normal = _normalise(text)
    links = find_links(normal)
    counting = _counting()
    length = _weigh(normal, links) // counting.scale
    is_intact = _INVALID.search(normal) is None
    is_valid = is_intact and 0 < length <= counting.limit
    last = max(0, _count_units(text) - 1)
    mentions, lists, hashtags, cashtags, urls = _read_entities(text, links if normal == text else find_links(text))
    return Tweet(
        weighted_length=length,
        permillage=length * 1000 // counting.limit,
        is_valid=is_valid,
        valid_range=(0, last if is_valid else _find_last_valid_unit(text, normal, links)),
        display_range=(0, last),
        mentions=mentions,
        lists=lists,
        hashtags=hashtags,
        cashtags=cashtags,
        urls=urls,
        reply_to=find_reply(text),
    )


def max_length() -> int:
    """Return the weighted length that a tweet may have."""
    return _counting().limit


def weighted_length(text: str) -> int:
    """Count `text` as the platform does: a link is 23, an emoji 2, other characters 1 or 2."""
    normal = _normalise(text)
    return _weigh(normal, find_links(normal)) // _counting().scale


def find_mentions(text: str) -> list[Span]:
    """Find the mentions (@name) and lists (@name/list), inside links too."""
    spans: list[Span] = []
    consumed = -1
    for found in _MENTION.finditer(text):
        if found.start() == consumed:  # the character before a mention is not the last of another
            continue
        consumed = found.end()
        if _REFUSED_MENTION.match(text, consumed) is None:
            spans.append(found.span())
    return spans


def find_reply(text: str) -> str | None:
    """Return the name, without @, of the account that `text` answers: a mention at its very start."""
    found = _REPLY.match(text)
    return None if found is None else found[1]


def find_cashtags(text: str) -> list[Span]:
    """Find the cashtags ($AAPL)."""
    return [found.span() for found in _CASHTAG.finditer(text)]


def find_hashtags(text: str) -> list[Span]:
    """Find the hashtags, inside links too."""
    spans: list[Span] = []
    consumed = 0
    for sign in _HASH.finditer(text):
        start = sign.start()
        if start and (start == consumed or not _may_precede_hashtag(text[start - 1])):
            continue
        end = _find_tag_end(text, start + 1)
        if not any(character.isalpha() or unicodedata.category(character)[0] == "M" for character in text[start + 1 : end]):
            continue
        consumed = end
        if not text.startswith(_REFUSED_HASHTAG, end):
            spans.append((start, end))
    return spans


def _may_precede_hashtag(character: str) -> bool:
    return character in _VARIATION_SELECTORS or not (character == "&" or _is_tag_character(character))


def _is_tag_character(character: str) -> bool:
    return character in _TAG_JOINERS or unicodedata.category(character) in _TAG_CATEGORIES


def _find_tag_end(text: str, start: int) -> int:
    end = start
    while end < len(text) and _is_tag_character(text[end]):
        end += 1
    return end


def without_overlaps(spans: list[Span]) -> list[Span]:
    """Sort spans and drop each one that starts inside the one kept before it."""
    kept: list[Span] = []
    for span in sorted(spans):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _read_entities(text: str, links: list[Span]) -> tuple[Entities, Entities, Entities, Entities, Entities]:
    """Return mentions, lists, hashtags, cashtags and links."""
    hashtags, cashtags, mentions = find_hashtags(text), find_cashtags(text), find_mentions(text)
    kept = set(without_overlaps([*links, *hashtags, *cashtags, *mentions]))

    def entities(spans: list[Span]) -> Entities:
        return tuple([Entity(text[span[0] : span[1]], span) for span in spans if span in kept])

    named = entities(mentions)
    people = tuple([entity for entity in named if "/" not in entity.text])
    lists = tuple([entity for entity in named if "/" in entity.text])
    return people, lists, entities(hashtags), entities(cashtags), entities(links)


@cache
def _counting() -> _Counting:
    numbers = tomllib.loads(_PLATFORM_FILE.read_text(encoding="utf-8"))
    light = "".join(rf"\U{first:08x}-\U{last:08x}" for first, last in numbers["light_ranges"])
    return _Counting(
        limit=numbers["max_weighted_length"],
        scale=numbers["scale"],
        light=numbers["light_weight"],
        default=numbers["default_weight"],
        link=numbers["url_weighted_length"] * numbers["scale"],
        weighty=re.compile(rf"{_EMOJI}|[^{light}]"),
    )


def _weigh(text: str, links: list[Span]) -> int:
    """Return the weight of a normalised text, `scale` to the character."""
    counting = _counting()
    ends = [0, *(end for _, end in links)]
    starts = [*(start for start, _ in links), len(text)]
    # a link leaves a line break, so that what stood on both sides makes no emoji
    text = "\n".join([text[end:start] for end, start in zip(ends, starts, strict=True)])
    weight = len(text) * counting.light + len(links) * (counting.link - counting.light)
    if text.isascii():
        return weight
    weighty = counting.weighty.findall(text)
    return weight + len(weighty) * counting.default - sum(map(len, weighty)) * counting.light


def _find_last_valid_unit(text: str, normal: str, links: list[Span]) -> int:
    """Return the last UTF-16 unit of `text` before a character that is not allowed or one too many; 0 at the least.

    It is found in the normalised text and moved by the units that normalising took from the whole of `text`, as the platform does.
    """
    counting = _counting()
    ends = dict(links)
    position = valid_end = weight = 0
    while position < len(normal):
        weighty = None if position in ends else counting.weighty.match(normal, position)
        weight += counting.link if position in ends else counting.light if weighty is None else counting.default
        if weight > counting.limit * counting.scale or _INVALID.match(normal, position):
            break
        position = ends.get(position) or (position + 1 if weighty is None else weighty.end())
        valid_end = position
    return max(0, max(0, _count_units(normal[:valid_end]) - 1) + _count_units(text) - _count_units(normal))


def _count_units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _normalise(text: str) -> str:
    """Return `text` in normal form C, in linear time whatever it holds."""
    if unicodedata.is_normalized("NFC", text):
        return text
    if len(text) > _LONGEST_PLAIN_NORMALISATION:
        # unicodedata sorts the marks of a letter in quadratic time: sort them beforehand, by the same key
        characters = "".join(unicodedata.normalize("NFD", character) for character in text)
        text = "".join("".join(sorted(run, key=unicodedata.combining)) for _, run in groupby(characters, _is_marking))
    return unicodedata.normalize("NFC", text)


def _is_marking(character: str) -> bool:
    return unicodedata.combining(character) != 0
