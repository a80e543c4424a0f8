"""The parts of a check: what it reads (`Draft`), what it says (`Finding`), and what it is (`Check`).

A check is one file of `checks/`, found by walking the folder; its name is the check's id. Its module holds one `CHECK`.
"""

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module

from i4nlp.facts import Facts
from i4nlp.labels import Label

Span = tuple[int, int]


class Verdict(StrEnum):
    """What a check found; a `BLOCKER` must be mended before the tweet is posted."""

    GOOD = "good"
    ADVICE = "advice"
    BLOCKER = "blocker"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile on X; every field may be left out, `None` is 'not told' and is never counted as a fault."""

    name: str | None = None
    handle: str | None = None
    bio: str | None = None
    location: str | None = None
    url: str | None = None
    has_photo: bool | None = None
    has_banner: bool | None = None
    pinned_tweet: str | None = None
    protected: bool | None = None
    dms_open: bool | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as the person gave it; `None` is 'not told'."""

    text: str
    facts: Facts
    label: Label
    has_visual: bool | None = None
    profile: Profile | None = None
    alt_text: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says of one draft; spans are code points of the text as given."""

    verdict: Verdict
    message: str = ""
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One rule of the coach.

    `max_points` is what the rule earns when it is kept; `penalty` what it takes away when it is broken. `rank` orders the suggestions, the
    most useful first. Every text of `flags` must get advice or a blocker, every text of `passes` must not.
    """

    title: str
    why: str
    source: str
    rank: int
    judge: Callable[[Draft], Finding]
    flags: tuple[str, ...]
    passes: tuple[str, ...]
    max_points: int = 0
    penalty: int = 0
    example_label: Label = Label.SEEKER_REQUEST
    example_visual: bool | None = None
    example_profile: Profile | None = None


@cache
def all_checks() -> Mapping[str, Check]:
    """Return every check of the folder `checks/` by its id, the one that comes first in the suggestions first."""
    from i4nlp.coach import checks

    names = [module.name for module in pkgutil.iter_modules(checks.__path__)]
    found = {name: import_module(f"{checks.__name__}.{name}").CHECK for name in names}
    return dict(sorted(found.items(), key=lambda item: item[1].rank))


def good(message: str = "", *spans: Span) -> Finding:
    """Return the finding of a rule that is kept."""
    return Finding(Verdict.GOOD, message, spans)


def advice(message: str, *spans: Span) -> Finding:
    """Return the finding of a rule that could be kept better."""
    return Finding(Verdict.ADVICE, message, spans)


def blocker(message: str, *spans: Span) -> Finding:
    """Return the finding of a rule that must be kept before posting."""
    return Finding(Verdict.BLOCKER, message, spans)


NOT_APPLICABLE = Finding(Verdict.NOT_APPLICABLE)
