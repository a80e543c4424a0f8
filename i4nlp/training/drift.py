"""Does what comes in still look like what the model was measured on? Label shares, unseen words, confidence, and one sentence."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import matplotlib as mpl
import numpy as np
import numpy.typing as npt
from scipy.stats import chi2_contingency, ks_2samp, mannwhitneyu

from i4nlp.assistant import Assistant
from i4nlp.classifier import LABELS
from i4nlp.data.record import read_records
from i4nlp.errors import InputError
from i4nlp.lexicon import fold

mpl.use("Agg")  # no window: the plot is a file

from matplotlib import pyplot as plt

ALPHA = 0.02  # false alarms, shared among the three tests (Bonferroni): of 200 draws no more than 5 in 100 alarm, whatever the luck
LEAST = 100  # tweets, below which nothing is said
# share of tweets that would have to change their label; share of words; the largest distance between the two curves of confidence
LEAST_SIZE = {"étiquettes": 0.05, "mots jamais vus": 0.01, "assurance": 0.05}
_WORD = re.compile(r"[^\W\d_]{3,}")
_TEXTS_SEEN = 2  # a word that fewer texts of train hold is unseen

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sample:
    """What is seen of some texts, of each [n]: the place of its label, how likely that is, how many words, how many of them unseen."""

    said: Ints
    sure: Floats
    words: Ints
    unseen: Ints

    @property
    def labels(self) -> Ints:
        """Return how many texts have each label."""
        return np.bincount(self.said, minlength=len(LABELS))

    @property
    def shares(self) -> Floats:
        """Return the share of each label."""
        return np.asarray(self.labels / max(len(self.said), 1))

    @property
    def strange(self) -> float:
        """Return the share of unseen words."""
        return float(self.unseen.sum() / max(self.words.sum(), 1))

    def take(self, places: Ints) -> Self:
        """Return what is seen of some of the texts."""
        return type(self)(self.said[places], self.sure[places], self.words[places], self.unseen[places])


@dataclass(frozen=True, slots=True)
class Drift:
    """Of each comparison the p-value and the size of the difference (0 to 1), and the samples."""

    compared: Mapping[str, tuple[float, float]]
    reference: Sample
    log: Sample

    @property
    def warnings(self) -> list[str]:
        """Return the names of what differs by more than chance and by enough to matter: in millions of tweets chance alone does nothing."""
        return [name for name, (p, size) in self.compared.items() if p < ALPHA / len(self.compared) and size >= LEAST_SIZE[name]]


def known_words(texts: Sequence[str]) -> frozenset[str]:
    """Return the words of the texts a model was trained on, folded."""
    seen: dict[str, int] = {}
    for text in texts:
        for word in set(_WORD.findall(fold(text))):
            seen[word] = seen.get(word, 0) + 1
    return frozenset(word for word, count in seen.items() if count >= _TEXTS_SEEN)


def sample(texts: Sequence[str], known: frozenset[str], models: Path | None = None) -> Sample:
    """Look at some texts as the model does."""
    probabilities = Assistant(models).classifier.probabilities(list(texts))
    words = [_WORD.findall(fold(text)) for text in texts]
    return Sample(
        probabilities.argmax(axis=1),
        probabilities.max(axis=1),
        np.array([len(one) for one in words]),
        np.array([sum(word not in known for word in one) for one in words]),
    )


def against(texts: Sequence[str], data: Path, models: Path | None = None) -> Drift:
    """Compare texts with those of a data set that the model was not trained on and that come as a stream does; its words are train's."""
    known = known_words([record.text for record in read_records(data / "train.jsonl")])
    exam = [record for name in ("calibration", "test") for record in read_records(data / f"{name}.jsonl")]
    natural = [record.text for record in exam if record.part == "natural"] or [record.text for record in exam]
    return compare(sample(natural, known, models), sample(texts, known, models))


def compare(reference: Sample, log: Sample) -> Drift:
    """Compare two samples: chi-squared for labels, Mann and Whitney's test for words, Kolmogorov and Smirnov's for confidence."""
    if len(log.said) < LEAST:
        raise InputError("too_few_tweets", f"{len(log.said)} tweets\u00a0: il en faut {LEAST} pour dire quelque chose.")
    there = (reference.labels + log.labels) > 0
    shares = chi2_contingency(np.stack([reference.labels, log.labels])[:, there]).pvalue if there.sum() > 1 else 1.0
    # tweet by tweet, since the words of one are alike
    was, now = (one.unseen / np.maximum(one.words, 1) for one in (reference, log))
    words = mannwhitneyu(was, now)
    sure = ks_2samp(reference.sure, log.sure)
    return Drift(
        {
            "étiquettes": (float(shares), float(np.abs(reference.shares - log.shares).sum() / 2)),
            "mots jamais vus": (float(words.pvalue), abs(reference.strange - log.strange)),
            "assurance": (float(sure.pvalue), float(sure.statistic)),
        },
        reference,
        log,
    )


def sentence(drift: Drift) -> str:
    """Say in French what was found, of the labels the one that changed most."""
    most = int(np.abs(drift.log.shares - drift.reference.shares).argmax())
    pairs = (
        (LABELS[most].french, drift.log.shares[most], drift.reference.shares[most]),
        ("mots jamais vus", drift.log.strange, drift.reference.strange),
        ("assurance médiane du modèle", np.median(drift.log.sure), np.median(drift.reference.sure)),
    )
    figures = "\u202f; ".join(
        f"{name}\u00a0: {100 * now:.1f}\u00a0%, {100 * was:.1f}\u00a0% à l’examen" for name, now, was in pairs
    ).replace(".", ",")
    if not drift.warnings:
        return f"Rien d’inhabituel sur {len(drift.log.sure)} tweets ({figures})."
    return (
        f"Attention\u00a0: ces {len(drift.log.sure)} tweets ne ressemblent plus à ceux de l’examen par\u00a0: {', '.join(drift.warnings)} "
        f"({figures}). Étiquetez-en une centaine et entraînez à nouveau."
    )


def plot(drift: Drift, file: Path) -> None:
    """Draw label shares and confidence, side by side with those of the reference."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
    places = np.arange(len(LABELS))
    for shift, name, one in ((-0.2, "examen", drift.reference), (0.2, "ces tweets", drift.log)):
        left.bar(places + shift, 100 * one.shares, 0.4, label=name)
        right.plot(np.sort(100 * one.sure), np.linspace(0, 100, len(one.sure)), label=name)
    left.set_xticks(places, [label.french.replace(" ou ", "\nou ").replace("demande ", "demande\n") for label in LABELS], fontsize=8)
    left.set_ylabel("tweets sur 100")
    left.legend()
    right.set_xlabel("assurance du modèle, %")
    right.set_ylabel("tweets sur 100 au plus si sûrs")
    right.legend()
    figure.savefig(file, dpi=150, metadata={"Software": None})
    plt.close(figure)
