"""How far probabilities can be believed: expected calibration error beside what chance alone would give, Brier score."""

from typing import Any

import numpy as np
import numpy.typing as npt

BINS = 15  # of equal mass
DRAWS = 1_000
SEED = 20261122
MOST_OVER_CHANCE = 0.015

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def figures(probabilities: Floats, right: Ints) -> dict[str, Any]:
    """Return the calibration figures of probabilities [texts, labels] against the true labels."""
    confidence, hit = probabilities.max(axis=1), probabilities.argmax(axis=1) == right
    random = np.random.default_rng(SEED)
    chance = float(np.mean([error(confidence, random.random(len(confidence)) < confidence) for _ in range(DRAWS)]))
    return {
        "ece": error(confidence, hit),
        "ece of a perfectly calibrated model": chance,
        "most allowed": chance + MOST_OVER_CHANCE,
        "brier": float(((probabilities - np.eye(probabilities.shape[1])[right]) ** 2).sum(axis=1).mean()),
        "bins": [
            {"texts": len(rows), "confidence": float(confidence[rows].mean()), "right": float(hit[rows].mean())}
            for rows in _bins(confidence)
        ],
    }


def error(confidence: Floats, hit: npt.NDArray[np.bool_]) -> float:
    """Return the expected calibration error of the chosen label's probability: the mean distance of confidence and truth over the bins."""
    return float(sum(abs(confidence[rows].mean() - hit[rows].mean()) * len(rows) for rows in _bins(confidence)) / len(confidence))


def _bins(confidence: Floats) -> list[Ints]:
    order = np.argsort(confidence, kind="stable")
    return [rows for rows in np.array_split(order, BINS) if len(rows)]
