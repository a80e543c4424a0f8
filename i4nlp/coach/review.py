"""All checks on one draft → score, verdict, ordered suggestions."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from typing import Any

from i4nlp.coach.check import Check, Draft, Finding, Span, Verdict, all_checks
from i4nlp.coach.picture import describe
from i4nlp.coach.rewrite import Rewrite, rewrite
from i4nlp.labels import SCHEMA, Label
from i4nlp.tweet import max_length

READY, IMPROVE, DO_NOT_POST, NOT_A_REQUEST = "ready", "improve", "do_not_post", "not_a_request"
# what is said of a text that is no request: through which door to go, and what must not be posted in any case
DOORS = ("found", "thanks", "not_french", "not_a_request", "contact_details", "over_280")
# the most that a text can score which is no request for a job; its points are scaled, so that of two the better stays the better
MOST_POINTS = {Label.STAGE_REQUEST: 70, Label.OFFER: 20, Label.NOISE: 20}


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What one check said; `points` of `max_points`, or a negative number that was taken away."""

    id: str
    title: str
    verdict: Verdict
    message: str
    why: str
    source: str
    points: int
    max_points: int
    spans: tuple[Span, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object of one check."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {**values, "verdict": self.verdict.value, "spans": [list(span) for span in self.spans]}


@dataclass(frozen=True, slots=True)
class Review:
    """What the coach says of a draft or a profile: `score` 0 to 100, `suggestions` the most useful first."""

    score: int
    verdict: str
    checks: tuple[CheckResult, ...]
    suggestions: tuple[str, ...]
    facts: dict[str, Any] = field(default_factory=dict)
    rewrite: Rewrite | None = None
    alt_text: str | None = None

    @property
    def advice(self) -> tuple[CheckResult, ...]:
        """The checks behind the suggestions, the one to act on first first."""
        return tuple(one for one in self.checks if one.verdict in (Verdict.ADVICE, Verdict.BLOCKER) and one.message in self.suggestions)

    @property
    def kept(self) -> tuple[CheckResult, ...]:
        """What is good already and worth a word; nothing where the text goes through another door."""
        doors = self.verdict == NOT_A_REQUEST and {one.id for one in self.advice} & set(DOORS[:4])
        return () if doors else tuple(one for one in self.checks if one.verdict is Verdict.GOOD and one.message)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object of `interface`."""
        return {
            "schema": SCHEMA, "kind": "review", "score": self.score, "verdict": self.verdict, "facts": self.facts,
            "checks": [check.to_dict() for check in self.checks], "suggestions": list(self.suggestions),
            "rewrite": None if self.rewrite is None else self.rewrite.to_dict(), "alt_text": self.alt_text,
        }  # fmt: skip


def review_with_rewrite(draft: Draft, read: Callable[[str], Draft], leave: Collection[str] = ()) -> Review:
    """Review a draft, propose a better one, and describe its picture; `read` makes a draft of another text with all else equal."""
    found = review(draft)
    if found.verdict == NOT_A_REQUEST:
        return found
    better = rewrite(draft, found.score, read, lambda other: review(other).score, leave)
    return replace(found, rewrite=better, alt_text=describe(draft))


def review(draft: Draft) -> Review:
    """Run every check on a draft."""
    results = tuple(result(name, check, check.judge(draft)) for name, check in all_checks().items())
    if results[0].id == "distress" and results[0].verdict is Verdict.ADVICE:
        # no score and no advice on style
        return Review(0, NOT_A_REQUEST, results[:1], suggestions(results[:1]), facts_to_dict(draft))
    return Review(
        score=round(score(results) * MOST_POINTS.get(draft.label, 100) / 100),
        verdict=_verdict(results, draft.label),
        checks=results,
        suggestions=suggestions(_worth_saying(results, draft.label)),
        facts=facts_to_dict(draft),
    )


def result(name: str, check: Check, finding: Finding) -> CheckResult:
    """Join a check and its finding, and count the points."""
    kept = finding.verdict is Verdict.GOOD
    broken = finding.verdict in (Verdict.ADVICE, Verdict.BLOCKER)
    return CheckResult(
        id=name, title=check.title, verdict=finding.verdict, message=finding.message, why=check.why, source=check.source,
        points=check.max_points if kept else -check.penalty if broken else 0,
        max_points=0 if finding.verdict is Verdict.NOT_APPLICABLE else check.max_points,
        spans=finding.spans,
    )  # fmt: skip


def score(results: tuple[CheckResult, ...]) -> int:
    """Return the points earned out of those that could be, as a share of 100, less what was taken away."""
    possible = sum(one.max_points for one in results)
    earned = sum(max(one.points, 0) for one in results)
    taken = sum(min(one.points, 0) for one in results)
    return max(0, round(100 * earned / possible if possible else 100) + taken)


def suggestions(results: tuple[CheckResult, ...]) -> tuple[str, ...]:
    """Return the messages worth acting on, in the order of the checks."""
    return tuple(one.message for one in results if one.verdict in (Verdict.ADVICE, Verdict.BLOCKER))


def _worth_saying(results: tuple[CheckResult, ...], label: Label) -> tuple[CheckResult, ...]:
    """Leave the advice on requests out where the text is something else; noise without a door of its own may be a request badly said."""
    broken = {one.id for one in results if one.verdict is Verdict.ADVICE}
    if label is Label.OFFER or (label is Label.NOISE and broken & {"found", "thanks"}):
        return tuple(one for one in results if one.id in DOORS)
    return results


def facts_to_dict(draft: Draft) -> dict[str, Any]:
    """Return the `facts` of the JSON object."""
    facts, parsed = draft.facts, draft.facts.tweet
    return {
        "weighted_length": parsed.weighted_length,
        "too_long": parsed.weighted_length > max_length(),
        "hashtags": [hashtag.text for hashtag in parsed.hashtags],
        "has_visual": draft.has_visual,
        "call_to_action": facts.call_to_action,
        "tags_i4emploi": facts.tags_i4emploi,
        "leading_mention": facts.leading_mention,
        "contact_details": [{"kind": detail.kind, "span": list(detail.span)} for detail in facts.contact_details],
        "metier": None if facts.metier is None else facts.metier.text,
        "lieu": [place.text for place in facts.lieu],
        "contrat": None if facts.contrat is None else facts.contrat.value,
        "availability": None if facts.availability is None else facts.availability.text,
        "experience": None if facts.experience is None else facts.experience.text,
        "closed": facts.closed,
        "for_someone_else": facts.for_someone_else,
        "label": draft.label.value,
    }


def _verdict(results: tuple[CheckResult, ...], label: Label) -> str:
    if any(one.verdict is Verdict.BLOCKER for one in results):
        return DO_NOT_POST
    if label in (Label.OFFER, Label.NOISE):
        return NOT_A_REQUEST
    # advice that costs nothing leaves a tweet ready
    costly = {name for name, check in all_checks().items() if check.max_points or check.penalty} | {"stage_request", "not_a_request"}
    return IMPROVE if any(one.verdict is Verdict.ADVICE and one.id in costly for one in results) else READY
