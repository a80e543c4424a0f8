"""A review → what the templates show: no rule of the coach, only its words in their places."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from i4nlp import tweet
from i4nlp.coach.edits import EDITS, blanks
from i4nlp.coach.review import IMPROVE, READY, Review
from i4nlp.coach.rewrite import SHORTER, TOO_LONG
from i4nlp.errors import InputError
from i4nlp.facts import CONTRAT, LIEU, METIER
from i4nlp.labels import Label
from i4nlp.relay import Decision
from i4nlp.report import MOMENT, room, sentence
from i4nlp.web.form import Form

_REASONS = {edit.id: edit.reason for edit in EDITS} | {TOO_LONG: SHORTER}
_RELAYED = "C’est le genre de demande que le collectif relaie\u202f; l’équipe lit et choisit."
_UNCLEAR = "Il n’est pas encore assez clair pour être relayé sans qu’une personne le lise."
_BLANK_LABELS = {METIER: "Votre métier", LIEU: "Votre ville", CONTRAT: "CDI ou CDD"}
_REQUESTS = {Label.SEEKER_REQUEST, Label.STAGE_REQUEST}


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a tweet and how it looks: `link`, `blank`, `over`, or several of them."""

    text: str
    kinds: str = ""


@dataclass(frozen=True, slots=True)
class Better:
    """The tweet to copy, blanks left in `text` and filled in `pieces`; `room` says how many characters are left.

    `changes` are (id, reason, taken), `fills` (blank, label, words).
    """

    text: str
    pieces: Sequence[Piece]
    length: int
    room: str
    score: int
    changes: Sequence[tuple[str, str, bool]]
    fills: Sequence[tuple[str, str, str]]


def page_values(
    form: Form, review: Review | None, profile: Review | None, error: InputError | None = None, relay: Decision | None = None
) -> dict[str, Any]:
    """Return every value that the page's templates use."""
    values: dict[str, Any] = {"form": form, "error": error, "review": review, "profile": profile, "limit": tweet.max_length()}
    values["profile_told"] = form.profile is not None
    if review is None:
        return values
    advice = review.advice
    return values | {
        "distress": advice[0].message if advice and advice[0].id == "distress" else None,
        "sentence": sentence(review),
        "first": advice[0] if advice else None,
        "others": advice[1:],
        "kept": review.kept,
        "draft": pieces(form.text),
        "draft_length": tweet.weighted_length(form.text),
        "draft_room": room(tweet.weighted_length(form.text)),
        "better": _better(form, review),
        "reads_as": Label(review.facts["label"]).french,
        "relay": _relay(review, relay, is_protected=form.protected == "yes"),
        "moment": MOMENT,
        # where the search is over, a profile to be found by helps nobody
        "profile": None if review.facts["closed"] else profile,
        "profile_advice": () if profile is None else profile.advice,
        "questions": () if profile is None else profile.facts["questions"],
    }


def pieces(text: str) -> list[Piece]:
    """Cut a text where its look changes: what the platform links, the blanks, and what is over the limit."""
    read = tweet.parse(text)
    spans = {
        "link": [entity.span for group in (read.hashtags, read.mentions, read.urls, read.cashtags, read.lists) for entity in group],
        "blank": _blank_spans(text),
        "over": [(_fits(text, read.valid_range[1]), len(text))] if read.weighted_length > tweet.max_length() else [],
    }
    cuts = sorted({0, len(text), *(end for group in spans.values() for span in group for end in span)})
    return [
        Piece(text[start:end], " ".join(kind for kind, group in spans.items() if any(one <= start < other for one, other in group)))
        for start, end in pairwise(cuts)
    ]


def _better(form: Form, review: Review) -> Better | None:
    better = review.rewrite
    made = [change.id for change in better.changes] if better else []
    # what was made, and what the person left, which can be taken again
    changes = [(name, _REASONS[name], name not in form.left) for name in dict.fromkeys([*made, *sorted(form.left)]) if name in _REASONS]
    if better is None and not changes and review.verdict not in (READY, IMPROVE):
        return None
    text = form.text if better is None else better.text
    length = tweet.weighted_length(form.filled(text))
    return Better(
        text=text,
        pieces=[replace(piece, text=form.fills.get(piece.text, piece.text)) for piece in pieces(text)],
        length=length,
        room=room(length),
        score=review.score if better is None else better.score,
        changes=changes,
        fills=[(blank, _BLANK_LABELS[blank], form.fills.get(blank, "")) for blank in dict.fromkeys(blanks(text))],
    )


def _relay(review: Review, relay: Decision | None, *, is_protected: bool) -> str | None:
    """Say what the collective does with such a tweet, without a promise."""
    if relay is None or review.facts["closed"] or is_protected:
        return None
    # the coach takes a draft for a request sooner than the bot does
    if review.facts["label"] in _REQUESTS and relay.code in {*Label} - {review.facts["label"]}:
        return _UNCLEAR
    return _RELAYED if relay.code == "request" else relay.reason


def _blank_spans(text: str) -> list[tuple[int, int]]:
    spans = []
    position = 0
    for blank in blanks(text):
        position = text.index(blank, position)
        spans.append((position, position + len(blank)))
        position += len(blank)
    return spans


def _fits(text: str, last_unit: int) -> int:
    """Return how many code points fit, from the last UTF-16 unit that does."""
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * (last_unit + 1)].decode("utf-16-le", "ignore"))
