"""The chain from a data set to a candidate model: train → calibrate → thresholds → save."""

import hashlib
import platform
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import jax
import numpy as np
import sklearn

from i4nlp import artifact, features
from i4nlp.classifier import Classifier
from i4nlp.data.describe import read_splits
from i4nlp.data.record import SPLITS, Record
from i4nlp.errors import DataError
from i4nlp.labels import Label
from i4nlp.training import endings, fit, learn


def train(data: Path, folder: Path, epochs: int = learn.EPOCHS, told: Callable[[int], None] | None = None) -> None:
    """Train on `data` and write the model folder; `told` hears the number of each epoch of the network that is done."""
    splits = read_splits(data)
    if len({record.writer for record in splits["calibration"]}) < 2 or len({record.label for record in splits["train"]}) < 2:
        raise DataError("too_few", f"{data}\u00a0: il faut au moins deux étiquettes dans train et deux auteurs dans calibration.")
    shown = [*splits["train"], *endings.varied(splits["train"])]
    fitted = fit.fit(_texts(shown), [record.label for record in shown])
    network = learn.train(shown, epochs, told)
    first, second = halves(splits["calibration"])
    raw: list[fit.Floats] = [fit.scores(fitted, _texts(first)), learn.scores(network, _texts(first)).astype(np.float64)]
    scales, shift = fit.calibrate(raw, [record.label for record in first])
    arrays = fit.arrays(fitted, network, scales, shift)
    about: dict[str, Any] = {
        "version": folder.name,
        "features": features.VERSION,
        "labels": [label.value for label in Label],
        "thresholds": {"retweet": 1.0, "review": fit.REVIEW},
        "training": {
            "data": {name: hashlib.sha256((data / f"{name}.jsonl").read_bytes()).hexdigest() for name in SPLITS},
            "c": fit.C,
            "epochs": epochs,
            "scales": [round(float(scale), 6) for scale in scales],
            "numpy": np.__version__,
            "scikit-learn": sklearn.__version__,
            "jax": jax.__version__,
            "python": platform.python_version(),
        },
    }
    # saved once without a threshold, so that the threshold is chosen on what the saved model says
    artifact.save(folder, arrays, about)
    saved = Classifier(artifact.load(folder))
    dev = saved.probabilities(_texts(splits["dev"])), splits["dev"]
    threshold, bound = fit.retweet_threshold(saved.probabilities(_texts(second)), second, dev)
    about["thresholds"]["retweet"] = threshold
    about["training"]["relay"] = {"threshold": threshold, "precision bound": bound, "asked": fit.LEAST_PRECISION}
    artifact.save(folder, arrays, about)


def halves(records: Sequence[Record]) -> tuple[list[Record], list[Record]]:
    """Cut a split in two by writer: one half for the probabilities, one for the thresholds."""
    writers = sorted({record.writer for record in records})
    first = set(writers[::2])
    return [record for record in records if record.writer in first], [record for record in records if record.writer not in first]


def _texts(records: Sequence[Record]) -> list[str]:
    return [record.text for record in records]
