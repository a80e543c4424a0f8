"""Labelled texts → the arrays of a model: weights, calibration, thresholds; everything seeded, the same bytes twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, hstack
from sklearn.svm import LinearSVC

from i4nlp import features
from i4nlp.classifier import LABELS
from i4nlp.data.record import Record
from i4nlp.labels import Action, Label
from i4nlp.training.decisions import decisions, is_relayable, lower_bound

SEEKER = LABELS.index(Label.SEEKER_REQUEST)
C = 1.0
SEED = 20261123
LEAST_TEXTS = 4
LEAST_PRECISION = 0.97
TINY = 1e-12  # keeps a text without known n-grams from dividing by nothing
REVIEW = 0.3  # of a text with another label: from this probability of a request on, a person decides

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Fitted:
    """Uncalibrated scores are `design @ weights.T + bias`; `weights` is [labels, buckets of all blocks]."""

    idf: Floats
    weights: Floats
    bias: Floats
    estimator: LinearSVC  # over the buckets whose idf is not 0


def fit(texts: Sequence[str], labels: Sequence[Label], c: float = C) -> Fitted:
    """Train a linear support-vector machine on hashed n-grams; cross-validated by writer it beat logistic regression by a point."""
    rows = features.rows(texts)
    idf = inverse_document_frequency(rows)
    seen = np.flatnonzero(idf)  # the other columns are empty: leaving them out changes nothing but the time
    model = LinearSVC(C=c, random_state=SEED)
    model.fit(design(rows, idf)[:, seen], [LABELS.index(label) for label in labels])
    learnt, intercepts = model.coef_, model.intercept_
    if len(model.classes_) == 2:
        learnt, intercepts = np.concatenate([-learnt, learnt]), np.concatenate([-intercepts, intercepts])
    weights = np.zeros((len(LABELS), idf.size))
    bias = np.full(len(LABELS), -30.0)  # of a label that no text has
    weights[np.ix_(model.classes_, seen)] = learnt
    bias[model.classes_] = intercepts
    return Fitted(idf, weights, bias, model)


def inverse_document_frequency(rows: features.Rows, least: int = LEAST_TEXTS) -> Floats:
    """Return `1 + ln((1 + n) / (1 + documents with it))` for each bucket, the smoothed form of TF-IDF.

    A bucket that fewer than `least` texts fall into gets 0 and is never seen again: it would be learnt by heart.
    """
    seen = np.concatenate(
        [
            np.bincount(np.unique(texts << features.BITS | buckets) & ((1 << features.BITS) - 1), minlength=1 << features.BITS)
            for buckets, texts in zip(rows.buckets, rows.texts, strict=True)
        ]
    )
    return np.asarray(np.where(seen >= least, 1 + np.log((1 + rows.count) / (1 + seen)), 0.0))


def design(rows: features.Rows, idf: Floats) -> Any:
    """Return the sparse matrix [texts, buckets of all blocks] that the classifier's sums stand for."""
    size = 1 << features.BITS
    blocks = []
    for block, (buckets, texts) in enumerate(zip(rows.buckets, rows.texts, strict=True)):
        weight = idf[block * size + buckets]
        norms = np.sqrt(np.bincount(texts, weight**2, rows.count))
        blocks.append(csr_matrix((weight / np.maximum(norms, TINY)[texts], (texts, buckets)), shape=(rows.count, size)))
    return hstack(blocks, format="csr")


def scores(fitted: Fitted, texts: Sequence[str]) -> Floats:
    """Return uncalibrated scores [texts, labels]."""
    return np.asarray(design(features.rows(texts), fitted.idf) @ fitted.weights.T + fitted.bias)


def calibrate(raw: Sequence[Floats], labels: Sequence[Label]) -> tuple[Floats, Floats]:
    """Return the scale of each model's scores and the shifts of their sum that make the labels of a held-out set most likely."""
    truth = np.array([LABELS.index(label) for label in labels])

    def loss(parameters: Floats) -> float:
        summed = sum(np.exp(scale) * scores for scale, scores in zip(parameters, raw, strict=False)) + parameters[len(raw) :]
        return -float(np.mean(log_softmax(summed)[np.arange(len(truth)), truth]))

    best = minimize(loss, np.zeros(len(raw) + len(LABELS)), method="L-BFGS-B").x
    shift = best[len(raw) :]
    return np.exp(best[: len(raw)]), shift - shift.mean()


def log_softmax(values: Floats) -> Floats:
    """Return the logarithms of the probabilities, each row for itself."""
    shifted = values - values.max(axis=1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True)))


def retweet_threshold(
    probabilities: Floats, records: Sequence[Record], harder: tuple[Floats, Sequence[Record]] | None = None
) -> tuple[float, float]:
    """Return the least threshold whose precision is surely enough, and its bound; 1, and the best bound there is, if none is.

    The bound is the exact one-sided lower 95 % one, counted over the texts that the bot would relay at that threshold. On `harder` texts,
    by writers who try to mislead, the share itself must be enough: the least of many thresholds is a lucky one. A text can have no
    probability above 1, so that nothing is relayed without a person.
    """
    certain, right = _relayed(probabilities, records)
    bounds = [lower_bound(int(right[:count].sum()), count) for count in range(1, len(right) + 1)]
    enough = [place for place, bound in enumerate(bounds) if bound >= LEAST_PRECISION]
    if harder is not None:
        others, told = _relayed(*harder)
        enough = [place for place in enough if _share(told[others >= certain[place]]) >= LEAST_PRECISION]
    if not enough:
        return 1.0, max(bounds, default=0.0)
    return float(certain[enough[-1]]), bounds[enough[-1]]


def _relayed(probabilities: Floats, records: Sequence[Record]) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Return the probabilities of the texts that would be relayed but for a threshold, the surest first, and whether each should be."""
    made = decisions([record.text for record in records], probabilities, {"retweet": 0.0, "review": 0.0})
    kept = np.flatnonzero([decision.action is Action.RETWEET for decision in made])
    order = kept[np.argsort(-probabilities[kept, SEEKER], kind="stable")]
    return probabilities[order, SEEKER], np.array([is_relayable(records[place]) for place in order], bool)


def _share(right: npt.NDArray[np.bool_]) -> float:
    return float(right.mean()) if len(right) else 1.0


def arrays(fitted: Fitted, network: Mapping[str, npt.NDArray[Any]], scales: Floats, shift: Floats) -> dict[str, npt.NDArray[Any]]:
    """Fold idf and calibration into the arrays that the classifier loads: those of the linear model, then those of the network."""
    kept = np.flatnonzero(fitted.idf)
    return {
        "buckets.npy": kept,
        "weights.npy": (scales[0] * fitted.weights * fitted.idf).T[kept],
        "idf.npy": fitted.idf[kept],
        "bias.npy": scales[0] * fitted.bias + shift,
        **{f"{name}.npy": values for name, values in network.items()},
        "output.npy": scales[1] * network["output"],
    }
