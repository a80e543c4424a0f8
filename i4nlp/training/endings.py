"""Copies of some texts with another ending, so that a model learns that a link or an emoji at the end changes nothing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from i4nlp.data.record import Record

SHARE = 0.15  # of the texts have such a copy
SEED = 20261124
_ENDING = re.compile(r"\s*(?:https?://\S+|[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d]+)\s*\Z")
_EMOJIS = tuple("🙏🙂👉😊🔥💪📍✨😂🎉")
_LETTERS = tuple("abcdefghijkmnpqrstuvwxyz0123456789")
_LEAST = 12  # characters that must be left


def varied(records: Sequence[Record]) -> Iterator[Record]:
    """Yield copies that lack the link or the emojis at their end, or have a link or an emoji more; seeded."""
    random = np.random.default_rng(SEED)
    for record in records:
        if random.random() >= SHARE:
            continue
        ending = _ENDING.search(record.text)
        if ending is None:
            link = f"https://example.com/{''.join(random.choice(_LETTERS, 6))}"
            yield replace(record, text=f"{record.text} {link if random.random() < 0.7 else random.choice(_EMOJIS)}")
        elif ending.start() >= max(_LEAST, *(mention.span[1] for mention in (record.metier, *record.lieu) if mention), 0):
            yield replace(record, text=record.text[: ending.start()])
