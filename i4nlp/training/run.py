"""The chain from a data set to a measured model folder: train → calibrate → thresholds → save → measure → card."""

import hashlib
import json
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import sklearn

from i4nlp import artifact, features
from i4nlp.classifier import Classifier
from i4nlp.data.describe import read_splits
from i4nlp.data.record import SPLITS, Record
from i4nlp.errors import DataError
from i4nlp.labels import Label
from i4nlp.training import card, fit, measure


def train_and_measure(data: Path, folder: Path) -> str:
    """Train on `data`, write the model folder with its metrics and card, and return the table of results."""
    splits = read_splits(data)
    if len({record.writer for record in splits["calibration"]}) < 2 or len({record.label for record in splits["train"]}) < 2:
        raise DataError("too_few", f"{data}\u00a0: il faut au moins deux étiquettes dans train et deux auteurs dans calibration.")
    fitted = fit.fit(_texts(splits["train"]), [record.label for record in splits["train"]])
    first, second = halves(splits["calibration"])
    scale, shift = fit.calibrate(fit.scores(fitted, _texts(first)), [record.label for record in first])
    probabilities = np.exp(fit.log_softmax(scale * fit.scores(fitted, _texts(second)) + shift))
    threshold, bound = fit.retweet_threshold(probabilities, second)
    thresholds = {"retweet": threshold, "review": fit.REVIEW}
    artifact.save(folder, fit.arrays(fitted, scale, shift), _about(folder.name, data, thresholds, scale))
    results = evaluate(folder, splits) | {"relay": {"threshold": threshold, "precision bound": bound, "asked": fit.LEAST_PRECISION}}
    (folder / "metrics.json").write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8", newline="\n")
    (folder / "README.md").write_text(card.card(folder.name, results), encoding="utf-8", newline="\n")
    return card.table(results)


def halves(records: Sequence[Record]) -> tuple[list[Record], list[Record]]:
    """Cut a split in two by writer: one half for the probabilities, one for the thresholds."""
    writers = sorted({record.writer for record in records})
    first = set(writers[::2])
    return [record for record in records if record.writer in first], [record for record in records if record.writer not in first]


def evaluate(folder: Path, splits: dict[str, list[Record]]) -> dict[str, Any]:
    """Measure a saved model, and the keyword rules beside it, on the writers of dev and test."""
    classifier = Classifier(artifact.load(folder))
    results: dict[str, Any] = {"data": {name: len(records) for name, records in splits.items()}}
    for name in ("dev", "test"):
        records = splits[name]
        said = classifier.probabilities(_texts(records)).argmax(axis=1)
        results[name] = {
            "model": measure.figures(records, said),
            "keyword rules": measure.figures(records, measure.keyword_rules(records)),
        }
    return results


def _texts(records: Sequence[Record]) -> list[str]:
    return [record.text for record in records]


def _about(version: str, data: Path, thresholds: dict[str, float], scale: float) -> dict[str, Any]:
    return {
        "version": version,
        "features": features.VERSION,
        "labels": [label.value for label in Label],
        "thresholds": thresholds,
        "training": {
            "data": {name: hashlib.sha256((data / f"{name}.jsonl").read_bytes()).hexdigest() for name in SPLITS},
            "c": fit.C,
            "scale": round(scale, 6),
            "numpy": np.__version__,
            "scikit-learn": sklearn.__version__,
            "python": platform.python_version(),
        },
    }
