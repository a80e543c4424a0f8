"""What the bot would do with labelled texts: precision and recall of what it relays, and how much it leaves to a person."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.stats import beta

from i4nlp import contracts
from i4nlp.classifier import LABELS
from i4nlp.data.record import Record
from i4nlp.labels import Action, Label
from i4nlp.payload import Incoming
from i4nlp.relay import Decision, decide, lead
from i4nlp.training.calibration import Floats

SHARES = (0.01, 0.1, 0.5)  # of requests in a stream


def is_relayable(record: Record) -> bool:
    """Tell whether the collective relays such a text: it asks for a job, under a contract that is relayed, or none."""
    return record.label is Label.SEEKER_REQUEST and lead(record.contracts) is Action.RETWEET


def decisions(texts: Sequence[str], probabilities: Floats, thresholds: Mapping[str, float]) -> list[Decision]:
    """Return the decision for each text."""
    found = []
    for row, text in zip(probabilities.tolist(), texts, strict=True):
        asked = () if LABELS[int(np.argmax(row))] is Label.NOISE else contracts.named(text)
        found.append(decide(dict(zip(LABELS, row, strict=True)), asked, Incoming(text), thresholds))
    return found


def figures(probabilities: Floats, records: Sequence[Record], thresholds: Mapping[str, float]) -> dict[str, Any]:
    """Return the figures of the relay decision; a retweet is right when `is_relayable`.

    Recall is counted over such requests, those left out that a person must see whatever the model says (contact details, insults).
    """
    texts = [record.text for record in records]
    made = decisions(texts, probabilities, thresholds)
    certain = np.tile([float(label is Label.SEEKER_REQUEST) for label in LABELS], (len(texts), 1))
    sure = decisions(texts, certain, thresholds)
    wanted = np.array([is_relayable(record) for record in records])
    relayable = wanted & np.array([decision.action is Action.RETWEET for decision in sure])
    relayed = np.array([decision.action is Action.RETWEET for decision in made])
    right, wrong = int((relayed & wanted).sum()), int((relayed & ~wanted).sum())
    hits, alarms = _share(relayed[relayable]), _share(relayed[~wanted])
    return {
        "retweets": right + wrong,
        "wrong": wrong,
        "precision": right / max(1, right + wrong),
        "precision, lower 95 % bound": lower_bound(right, right + wrong),
        "recall": hits,
        "sent to review": _share(np.array([decision.action is Action.REVIEW for decision in made])),
        "sent to review in doubt": _share(np.array([decision.code == "doubt" for decision in made])),
        "codes": dict(sorted(Counter(decision.code for decision in made).items())),
        "precision by share of requests": {f"{share:.0%}": _precision(share, hits, alarms) for share in SHARES},
    }


def lower_bound(successes: int, trials: int, confidence: float = 0.95) -> float:
    """Return the exact (Clopper-Pearson) one-sided lower bound of a share."""
    return 0.0 if successes == 0 else float(beta.ppf(1 - confidence, successes, trials - successes + 1))


def interval(successes: int, trials: int) -> list[float]:
    """Return the exact (Clopper-Pearson) two-sided 95 % interval of a share."""
    return [lower_bound(successes, trials, 0.975), 1 - lower_bound(trials - successes, trials, 0.975)]


def _precision(share: float, hits: float, alarms: float) -> float:
    relayed = share * hits + (1 - share) * alarms
    return share * hits / relayed if relayed else 0.0


def _share(flags: Any) -> float:
    return float(flags.mean()) if len(flags) else 0.0
