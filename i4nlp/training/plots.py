"""The plots of a model card, as PNG files: confusion, reliability, risk and coverage, learning curve."""

from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import numpy.typing as npt

from i4nlp.classifier import LABELS

mpl.use("Agg")  # no window: the plots are files

from matplotlib import pyplot as plt

NAME = "evaluation.png"


def draw(folder: Path, results: dict[str, Any], probabilities: npt.NDArray[np.float64], right: npt.NDArray[np.int64]) -> None:
    """Draw the plots into `folder`; the same bytes for the same results."""
    curve = results.get("learning-curve")
    figure, axes = plt.subplots(1, 4 if curve else 3, figsize=(20 if curve else 15, 4.6), layout="constrained")
    _confusion(axes[0], np.array(results["test"]["model"]["confusion"]))
    _reliability(axes[1], results["calibration"]["bins"])
    _risk(axes[2], probabilities, right)
    if curve:
        _curve(axes[3], curve)
    figure.savefig(folder / NAME, dpi=80, metadata={"Software": None})
    plt.close(figure)


def _confusion(axis: Any, table: npt.NDArray[np.int64]) -> None:
    names = [label.value.replace("_", "\n") for label in LABELS]
    axis.imshow(table / table.sum(axis=1, keepdims=True), cmap="Blues", vmin=0, vmax=1)
    axis.set(title="Test: truth in rows, answer in columns", xticks=range(len(names)), yticks=range(len(names)))
    axis.set_xticklabels(names)
    axis.set_yticklabels(names)
    for (row, column), count in np.ndenumerate(table):
        axis.text(column, row, str(count), ha="center", va="center", color="white" if count > table[row].sum() / 2 else "black")


def _reliability(axis: Any, bins: list[dict[str, float]]) -> None:
    axis.plot([0, 1], [0, 1], color="grey", linewidth=1)
    axis.plot([one["confidence"] for one in bins], [one["right"] for one in bins], marker="o")
    axis.set(
        title="Reliability on test, 15 bins of equal mass",
        xlabel="confidence",
        ylabel="share that is right",
        xlim=(0.2, 1),
        ylim=(0.2, 1.02),
    )


def _risk(axis: Any, probabilities: npt.NDArray[np.float64], right: npt.NDArray[np.int64]) -> None:
    order = np.argsort(-probabilities.max(axis=1), kind="stable")
    wrong = (probabilities.argmax(axis=1) != right)[order]
    kept = np.arange(1, len(order) + 1)
    axis.plot(kept / len(order), np.cumsum(wrong) / kept)
    axis.set(
        title="Risk and coverage on test", xlabel="share of texts answered, the surest first", ylabel="share of these that is wrong", ylim=0
    )


def _curve(axis: Any, curve: list[dict[str, float]]) -> None:
    for part, name in (("natural", "natural part"), ("macro_f1", "all of test"), ("hard part", "hard part")):
        axis.plot([one["texts"] for one in curve], [one[part] for one in curve], marker="o", label=name)
    axis.set(title="Learning curve", xlabel="texts of train", ylabel="macro-F1 on test", xscale="log", ylim=(0.5, 1))
    axis.legend()
