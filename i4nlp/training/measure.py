"""Probabilities and truth → the figures of a results file."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.metrics import confusion_matrix, f1_score, precision_recall_fscore_support

from i4nlp.baseline import keyword_label
from i4nlp.classifier import LABELS
from i4nlp.data.record import Record

DRAWS = 1000
SEED = 20261122

Ints = npt.NDArray[np.int64]


def truth(records: Sequence[Record]) -> Ints:
    """Return the labels of records as indices."""
    return np.array([LABELS.index(record.label) for record in records], np.int64)


def keyword_rules(records: Sequence[Record]) -> Ints:
    """Return what the keyword rules say of records, as indices."""
    return np.array([LABELS.index(keyword_label(record.text)) for record in records], np.int64)


def figures(records: Sequence[Record], said: Ints) -> dict[str, Any]:
    """Return macro-F1 with its 95 % interval, the figures of each class and of the parts that are told apart."""
    right = truth(records)
    precision, recall, f1, support = precision_recall_fscore_support(right, said, labels=range(len(LABELS)), zero_division=0)
    return {
        "texts": len(records),
        "writers": len({record.writer for record in records}),
        "macro_f1": macro_f1(right, said),
        "macro_f1_95": _interval(records, right, said),
        "accuracy": float((right == said).mean()),
        "classes": {
            label.value: {"precision": float(precision[i]), "recall": float(recall[i]), "f1": float(f1[i]), "texts": int(support[i])}
            for i, label in enumerate(LABELS)
        },
        "confusion": confusion_matrix(right, said, labels=range(len(LABELS))).tolist(),
        "parts": _parts(records, right, said),
    }


def macro_f1(right: Ints, said: Ints) -> float:
    """Return the mean of the four classes' F1."""
    return float(f1_score(right, said, labels=range(len(LABELS)), average="macro", zero_division=0))


def _interval(records: Sequence[Record], right: Ints, said: Ints) -> list[float]:
    """Return the 2.5 % and 97.5 % points of macro-F1 over draws of writers and, within each, of texts."""
    random = np.random.default_rng(SEED)
    writers = np.array([record.writer for record in records])
    rows = [np.flatnonzero(writers == writer) for writer in sorted(set(writers))]
    draws = []
    for _ in range(DRAWS):
        chosen = np.concatenate([random.choice(rows[i], len(rows[i])) for i in random.integers(len(rows), size=len(rows))])
        draws.append(_fast_macro_f1(right[chosen], said[chosen]))
    return [float(value) for value in np.quantile(draws, (0.025, 0.975))]


def _fast_macro_f1(right: Ints, said: Ints) -> float:
    table = np.bincount(right * len(LABELS) + said, minlength=len(LABELS) ** 2).reshape(len(LABELS), -1)
    total = table.sum(axis=0) + table.sum(axis=1)
    return float(np.mean(2 * np.diag(table) / np.maximum(total, 1)))


def _parts(records: Sequence[Record], right: Ints, said: Ints) -> dict[str, Any]:
    picked = {
        "natural": [record.part == "natural" for record in records],
        "hard part": [record.part == "hard" for record in records],
        "keyword rules wrong": [record.hard for record in records],
        "contrast groups": [record.group is not None for record in records],
        "up to 170 characters": [len(record.text) <= 170 for record in records],
        "over 170 characters": [len(record.text) > 170 for record in records],
    }
    found = {}
    for name, rows in picked.items():
        chosen = np.array(rows, bool)
        if chosen.any():
            accuracy = float((right[chosen] == said[chosen]).mean())
            found[name] = {"texts": int(chosen.sum()), "macro_f1": macro_f1(right[chosen], said[chosen]), "accuracy": accuracy}
    return found
