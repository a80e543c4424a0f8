"""What a person should look at next: the labels that are most likely wrong, the tweets whose labels would teach most."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from cleanlab.rank import get_label_quality_scores
from sklearn.cluster import MiniBatchKMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.model_selection import StratifiedGroupKFold

from i4nlp import features
from i4nlp.assistant import Assistant
from i4nlp.classifier import LABELS
from i4nlp.data.labelled import Labelled, same_text
from i4nlp.errors import InputError
from i4nlp.labels import Label
from i4nlp.training import fit

FOLDS = 5
SEED = 20261123
RANDOM = 0.2  # of the tweets to label are drawn, so that something honest can be said of all
_WIDER = 5  # as many of the least sure are looked at for variety as are asked for
_DIMENSIONS = 50
_LEAST_OF_A_LABEL = 2 * FOLDS

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A tweet that a person should look at, and why, in a few words."""

    row: Labelled
    told: str


def out_of_fold(texts: Sequence[str], labels: Sequence[Label], writers: Sequence[str]) -> Floats:
    """Return the probabilities [n, labels] of each text by a model that read no text of its writer.

    They are worked out here and can't be handed in: the scores of a model that has read the text would hide a wrong label. Where writers
    are too few, or each label has one of its own, only the text itself is held out.
    """
    truth = np.array([LABELS.index(label) for label in labels])
    counts = np.bincount(truth, minlength=len(LABELS))
    if (few := [LABELS[place] for place in np.flatnonzero((counts > 0) & (counts < _LEAST_OF_A_LABEL))]) or (counts > 0).sum() < 2:
        which = ", ".join(label.french for label in few) or "une seule étiquette"
        need = f"il en faut {_LEAST_OF_A_LABEL} de chacune, de deux au moins"
        raise InputError("too_few_tweets", f"Trop peu de tweets pour douter des étiquettes ({which})\u202f; {need}.")
    found = np.zeros((len(texts), len(LABELS)))
    for train, held in _folds(truth, np.unique(np.asarray(writers), return_inverse=True)[1]):
        fitted = fit.fit([texts[place] for place in train], [labels[place] for place in train])
        scores = fit.scores(fitted, [texts[place] for place in held])
        # the margins of a support-vector machine, read as log-odds: cleanlab asks for an order, and sets its thresholds class by class
        found[held] = np.exp(fit.log_softmax(2 * scores))
    return found


def _folds(truth: Ints, writers: Ints) -> list[tuple[Ints, Ints]]:
    """Return the places to train on and those held out, five times."""
    for groups in (writers, np.arange(len(writers))):
        if len(np.unique(groups)) >= FOLDS:
            found = list(StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED).split(truth, truth, groups))
            if all(set(truth[train]) == set(truth) for train, _ in found):
                break
    return found


def suspects(rows: Sequence[Labelled], most: int | None = None) -> list[Chosen]:
    """Return the labelled tweets, the most doubtful label first, with what the tweets of other writers say instead."""
    labelled = [(row, row.label) for row in rows if row.label is not None]
    probabilities = out_of_fold([row.text for row, _ in labelled], [label for _, label in labelled], [_writer(row) for row, _ in labelled])
    truth = np.array([LABELS.index(label) for _, label in labelled])
    there = np.unique(truth)
    narrow = probabilities[:, there] / probabilities[:, there].sum(axis=1, keepdims=True)
    quality = get_label_quality_scores(np.searchsorted(there, truth), narrow, method="normalized_margin")
    said = [LABELS[place] for place in probabilities.argmax(axis=1)]
    order = np.argsort(quality, kind="stable")[:most]
    return [Chosen(labelled[place][0], f"{labelled[place][1].french} → {said[place].french}\u202f?") for place in order]


def _writer(row: Labelled) -> str:
    told = row.meta.get("writer") or row.meta.get("author_id")
    return str(told) if told else row.id


def wanted(rows: Sequence[Labelled], present: Sequence[Labelled], most: int, models: Path | None = None) -> list[Chosen]:
    """Return `most` of the tweets that nobody labelled yet, here or among those that are `present`."""
    known = {same_text(row.text) for row in present if row.label is not None}
    left = [row for row in rows if row.label is None and same_text(row.text) not in known]
    if not left:
        raise InputError("no_tweets", "Tous ces tweets sont déjà étiquetés.")
    sure = Assistant(models).classifier.probabilities([row.text for row in left]).max(axis=1)
    return [Chosen(left[place], f"{why} ({100 * sure[place]:.0f}\u00a0%)") for place, why in choose([row.text for row in left], sure, most)]


def choose(texts: Sequence[str], sure: Floats, most: int, share: float = RANDOM) -> list[tuple[int, str]]:
    """Return the places of `most` texts and why: some of the least sure (`sure` [n]) that differ, then a drawn `share`."""
    most = min(most, len(texts))
    drawn = np.random.default_rng(SEED).permutation(len(texts))[: round(most * share)]
    order = np.argsort(sure, kind="stable")
    left = order[~np.isin(order, drawn)]
    unsure = varied(texts, left[: _WIDER * (most - len(drawn))], most - len(drawn))
    return [*((place, "incertain") for place in unsure), *((int(place), "tiré au sort") for place in drawn)]


def varied(texts: Sequence[str], order: npt.NDArray[np.int64], count: int) -> list[int]:
    """Return `count` of the places in `order`, the first of each of as many groups of like texts."""
    if len(order) <= count:
        return [int(place) for place in order]
    rows = features.rows([texts[place] for place in order])
    idf = fit.inverse_document_frequency(rows, 1)
    matrix = fit.design(rows, idf)[:, np.flatnonzero(idf)]
    size = min(_DIMENSIONS, len(order) - 1)
    reduced = TruncatedSVD(size, random_state=SEED).fit_transform(matrix)
    groups = MiniBatchKMeans(count, random_state=SEED, n_init=3).fit_predict(reduced)
    firsts = sorted(int(np.flatnonzero(groups == group)[0]) for group in np.unique(groups))
    others = [place for place in range(len(order)) if place not in set(firsts)]
    return [int(order[place]) for place in [*firsts, *others][:count]]
