"""A text that is too long → one that the platform takes: the least useful goes first, and facts stay."""

import re
from collections.abc import Iterator
from dataclasses import replace

from i4nlp import facts
from i4nlp.coach.check import Draft
from i4nlp.coach.edits import tidy, useful_spans
from i4nlp.lexicon import rows
from i4nlp.tweet import max_length, weighted_length

_GREETING = re.compile(
    r"""(?ix)^\s*(?:bonjour|bonsoir|salut|hello|coucou|bjr|hey|chers?[ ](?:amis|abonnés|réseau))\b
        (?:[ ][àa][ ](?:tous|toutes|vous|tout[ ]le[ ]monde)(?:[ ]et[ ](?:[àa][ ])?(?:toutes|tous))?
          | [ ]twitter | [ ]la[ ]tl | [ ]les[ ](?:amis|gens) | [ ]tout[ ]le[ ]monde)?[\s,!.…😊🙂👋]*"""
)
_EMOJI = re.compile("[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d]+")
_SENTENCE = re.compile(r"[^.!?…\n]*(?:[.!?…]+|\n|$)[»\")]*\s*", re.DOTALL)
_MOST_PIECES = 8  # each is read anew: a text of a hundred tiny sentences would take half a minute
_CLAUSE = re.compile(r"[^,;:–()]*[,;:–()]\s*|[^,;:–()]+$")


def shortened(draft: Draft) -> tuple[str, bool]:
    """Return the text in at most 280 of weight, and whether words had to be cut off, nothing else being left to drop."""
    for step in (_without_greeting, _without_filler, _without_emojis, _without_plain_hashtags):
        if _fits(draft.text):
            return draft.text, False
        draft = _reread(draft, tidy(step(draft)))
    for pattern in (_SENTENCE, _CLAUSE):
        for _ in range(_MOST_PIECES):
            if _fits(draft.text) or (less := _without_least(draft, pattern)) is None:
                break
            draft = _reread(draft, less)
    return (draft.text, False) if _fits(draft.text) else (_cut(draft.text), True)


def _reread(draft: Draft, text: str) -> Draft:
    return replace(draft, text=text, facts=facts.read(text)) if text and text != draft.text else draft


def _fits(text: str) -> bool:
    return weighted_length(text) <= max_length()


def _without_greeting(draft: Draft) -> str:
    rest = _GREETING.sub("", draft.text, count=1)
    return rest[:1].upper() + rest[1:] if rest != draft.text else draft.text


def _without_filler(draft: Draft) -> str:
    text = draft.text
    for filler, where in rows("fillers"):
        if _fits(text):
            break
        said = r"\s+".join(re.escape(word).replace("'", "['’]") for word in filler.split())
        if where == "anywhere":
            text = re.sub(rf"(?i)(?<!\w){said}(?!\w)[ ,]*", "", text)
        else:
            text = re.sub(rf"(?i)(?:^|(?<=[.,!?;:…\n])) *{said} *(?:[.,!;…]+|(?=[\n#@])|$)", "", text)
    return text


def _without_emojis(draft: Draft) -> str:
    return _EMOJI.sub("", draft.text)


def _without_plain_hashtags(draft: Draft) -> str:
    text = draft.text
    useful = list(useful_spans(draft))
    for tag in reversed(draft.facts.tweet.hashtags):
        if _fits(text):
            break
        if not any(tag.span[0] <= start < tag.span[1] for start, _ in useful):
            text = text[: tag.span[0]] + text[tag.span[1] :]
    return text


def _without_least(draft: Draft, pattern: re.Pattern[str]) -> str | None:
    """Return the text without its least useful part, or `None` where every part carries a fact."""
    useful = list(useful_spans(draft))
    parts = [part.span() for part in pattern.finditer(draft.text) if part.end() > part.start()]
    plain = [span for span in parts if not any(span[0] <= start < span[1] for start, _ in useful)]
    if not plain or len(parts) < 2:
        return None
    over = weighted_length(draft.text) - max_length()
    # the shortest part that is enough, else the longest one; of equals, the last
    start, end = min(plain, key=lambda span: (_size(draft, span) < over, abs(_size(draft, span) - over), -span[0]))
    before, after = draft.text[:start], draft.text[end:].lstrip(" ")
    if re.search(r"(?:^|[.!?…\n])\s*$", before):
        after = after[:1].upper() + after[1:]
    return tidy(before + after)


def _size(draft: Draft, span: tuple[int, int]) -> int:
    return weighted_length(draft.text[span[0] : span[1]])


def _cut(text: str) -> str:
    """Cut words off the end of what stands before the closing mentions and tags."""
    closing = re.search(r"(?:\s+[@＠#]\w+)+\s*$", text)
    body, end = (text[: closing.start()], text[closing.start() :]) if closing else (text, "")
    if weighted_length(end) > max_length() // 2:
        body, end = text, ""
    for words in _shorter(body):
        if _fits(f"{words}…{end}"):
            return f"{words}…{end}"
    return text


def _shorter(text: str) -> Iterator[str]:
    """Yield the text with ever fewer words, then with ever fewer characters."""
    cuts = [found.start() for found in re.finditer(r"\s+", text)]
    for cut in reversed(cuts):
        yield text[:cut].rstrip(" ,;:–-(")
    first = cuts[0] if cuts else len(text)
    for cut in range(min(first, max_length()), 0, -1):
        yield text[:cut]
