"""A draft → a better one to copy: small edits, each with its reason, none of which invents a fact or costs a point.

An edit that the person leaves is not made; what is missing becomes a blank in brackets, which is no fact and earns nothing.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from i4nlp import facts
from i4nlp.coach.check import Draft
from i4nlp.coach.edits import ADDITIONS, EDITS, blanks
from i4nlp.coach.shorten import shortened
from i4nlp.labels import Label
from i4nlp.tweet import max_length, weighted_length

_ROUNDS = 4  # an edit may make room for another; two rounds settle nearly every text
TOO_LONG = "too_long"
_LONGEST = 1_000  # code points; what is longer is no tweet to shorten, and shortening it takes many seconds
SHORTER = "Le tweet tient maintenant en 280 caractères\u00a0: le moins utile a été retiré d’abord."


@dataclass(frozen=True, slots=True)
class Change:
    """One edit that was made: its id, which the person may leave, and why."""

    id: str
    reason: str

    def to_dict(self) -> dict[str, str]:
        """Return the JSON object of one change."""
        return {"id": self.id, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A better draft; `score` is what the review of its text gives, `blanks` what the person must fill in."""

    text: str
    blanks: tuple[str, ...]
    weighted_length: int
    score: int
    changes: tuple[Change, ...]

    def to_dict(self) -> dict[str, object]:
        """Return the JSON object of `interface`."""
        return {
            "text": self.text, "blanks": list(self.blanks), "weighted_length": self.weighted_length, "score": self.score,
            "changes": [change.to_dict() for change in self.changes],
        }  # fmt: skip


def rewrite(
    draft: Draft, score: int, read: Callable[[str], Draft], scored: Callable[[Draft], int], leave: Collection[str] = ()
) -> Rewrite | None:
    """Return a better draft, or `None` where there is nothing to better, the text is no request, or over 1,000 code points.

    `read` makes a draft of another text with all else equal, `scored` gives its score; an edit of `leave` is not made. While the score is
    lower than that of the draft, or what was rewritten would be rewritten again, the last edit is taken back.
    """
    if draft.label not in (Label.SEEKER_REQUEST, Label.STAGE_REQUEST) or len(draft.text) > _LONGEST:
        return None
    left = set(leave)
    while True:
        text, changes = _edited(draft, left)
        if text == draft.text or weighted_length(text) > max_length():
            return None
        better = read(text)
        found = scored(better)
        if found >= score and _edited(better, left)[0] == text:
            return Rewrite(text, blanks(text), weighted_length(text), found, changes)
        left.add(changes[-1].id)


def _edited(draft: Draft, leave: Collection[str]) -> tuple[str, tuple[Change, ...]]:
    """Make every edit that applies, until none does; words are not cut off to make room for what an edit adds."""
    text, changes, cut = _all_edits(draft, leave)
    for addition in ADDITIONS:
        if cut and addition not in leave and any(change.id == addition for change in changes):
            leave = {*leave, addition}
            text, changes, cut = _all_edits(draft, leave)
    return text, changes


def _all_edits(draft: Draft, leave: Collection[str]) -> tuple[str, tuple[Change, ...], bool]:
    made: dict[str, Change] = {}
    cut = False
    for _ in range(_ROUNDS):
        before = draft.text
        for edit in EDITS:
            if edit.id not in leave and (text := edit.apply(draft)) != draft.text:
                made[edit.id] = Change(edit.id, edit.reason)
                draft = replace(draft, text=text, facts=facts.read(text))
        if TOO_LONG not in leave and weighted_length(draft.text) > max_length():
            text, was_cut = shortened(draft)
            cut = cut or was_cut
            made[TOO_LONG] = Change(TOO_LONG, SHORTER)
            draft = replace(draft, text=text, facts=facts.read(text))
        if draft.text == before:
            break
    return draft.text, tuple(made.values()), cut
