"""The plots of a data set's card, as PNG files."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib as mpl

from i4nlp.data.describe import vocabulary_growth
from i4nlp.data.record import Record
from i4nlp.labels import Label

mpl.use("Agg")  # no window: the plots are files

from matplotlib import pyplot as plt


def draw(splits: Mapping[str, Sequence[Record]], folder: Path) -> None:
    """Draw lengths by label and the growth of the vocabulary into `folder`; the same bytes for the same data."""
    everything = [record for rows in splits.values() for record in rows]
    figure, axes = plt.subplots(1, 2, figsize=(11, 4), layout="constrained")
    for label in Label:
        lengths = [min(len(record.text), 400) for record in everything if record.label is label]
        axes[0].hist(lengths, bins=range(0, 401, 20), histtype="step", label=label.value, density=True)
    axes[0].set(title="Characters of a text, by label", xlabel="characters (400: 400 or more)", ylabel="share of texts")
    axes[0].legend()
    growth = vocabulary_growth(splits)
    axes[1].plot(growth.index, growth["different words"], marker="o")
    axes[1].set(title="Growth of the vocabulary", xlabel="texts read", ylabel="different words", ylim=0)
    figure.savefig(folder / "describe.png", dpi=90, metadata={"Software": None})
    plt.close(figure)
