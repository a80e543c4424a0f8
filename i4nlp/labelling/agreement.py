"""How far people agree on the labels of a file: kappa, what they see differently, and what is settled."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from i4nlp.data.labelled import Labelled
from i4nlp.errors import InputError
from i4nlp.labelling.session import labels_of
from i4nlp.labels import Label

SETTLED = "accord"  # the name under which disagreements are settled


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people: how many tweets both labelled, on how many they agree, and Cohen's kappa (none where all labels are one)."""

    one: str
    other: str
    tweets: int
    agreed: int
    kappa: float | None


def pairs(file: Path) -> list[Pair]:
    """Return how far any two people agree."""
    from sklearn.metrics import cohen_kappa_score

    people = _people(file)
    found = []
    for one, other in combinations(people, 2):
        both = sorted(people[one].keys() & people[other].keys())
        first, second = ([str(people[name][tweet].label) for tweet in both] for name in (one, other))
        if both:
            same = sum(left == right for left, right in zip(first, second, strict=True))
            kappa = float(cohen_kappa_score(first, second)) if len({*first, *second}) > 1 else None
            found.append(Pair(one, other, len(both), same, kappa))
    return found


def disagreements(file: Path) -> dict[str, dict[str, Labelled]]:
    """Return the tweets that people labelled differently, with the label of each, settled or not."""
    by_tweet: dict[str, dict[str, Labelled]] = {}
    for name, rows in _people(file).items():
        for tweet, row in rows.items():
            by_tweet.setdefault(tweet, {})[name] = row
    return {tweet: rows for tweet, rows in by_tweet.items() if len({row.label for row in rows.values()}) > 1}


def collected(file: Path) -> tuple[list[Labelled], int]:
    """Return one label a tweet, what all say or what was settled, and how many tweets are not settled yet."""
    settled = labels_of(file).get(SETTLED, {})
    differ = disagreements(file)
    rows = {tweet: row for name, one in _people(file).items() for tweet, row in one.items() if tweet not in differ}
    rows |= {tweet: settled[tweet] for tweet in differ if tweet in settled}
    return list(rows.values()), len(differ.keys() - settled.keys())


def by_others(file: Path, annotator: str) -> set[str]:
    """Return the tweets that somebody else labelled."""
    found = {tweet for name, rows in _people(file).items() if name != annotator for tweet in rows}
    if not found:
        raise InputError("no_first_labels", f"{file}\u00a0: personne d’autre n’a encore étiqueté. Retirez --second.")
    return found


def told(rows: Mapping[str, Labelled]) -> str:
    """Say side by side who gave which label."""
    return "\u2002".join(f"{name}\u00a0: {Label(row.label).french}" for name, row in rows.items() if row.label is not None)


def _people(file: Path) -> dict[str, dict[str, Labelled]]:
    return {name: rows for name, rows in labels_of(file).items() if name != SETTLED}
