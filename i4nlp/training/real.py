"""Labelled real tweets, which never train and choose nothing: how often each class is found, how much noise is taken for something."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from i4nlp.artifact import Artifact
from i4nlp.classifier import LABELS, Classifier
from i4nlp.errors import InputError
from i4nlp.labels import Action, Label
from i4nlp.training.decisions import decisions, interval


def figures(model: Artifact, files: Sequence[Path]) -> dict[str, Any]:
    """Measure on the even lines of each file, `{"text", "label"}` a line; the odd ones are left for reading the errors."""
    texts, labels, sources = _read(files)
    probabilities = Classifier(model).probabilities(texts)
    said = [LABELS[place] for place in probabilities.argmax(axis=1)]
    made = decisions(texts, probabilities, model.thresholds)
    wrong = [i for i, decision in enumerate(made) if decision.action is Action.RETWEET and labels[i] is not Label.SEEKER_REQUEST]
    requests = [
        said[i] in {Label.SEEKER_REQUEST, Label.STAGE_REQUEST} for i, label in enumerate(labels) if label.value.endswith("_request")
    ]
    return {
        "texts": len(texts),
        "classes": {
            f"{source}, {label}": _found([said[i] is label for i in range(len(texts)) if labels[i] is label and sources[i] == source])
            for source in sorted(set(sources))
            for label in Label
            if any(labels[i] is label and sources[i] == source for i in range(len(texts)))
        },
        "requests of both kinds found as one of them": _found(requests),
        "retweeted": sum(decision.action is Action.RETWEET for decision in made),
        "retweeted wrongly": len(wrong),
        "retweeted wrongly in 1000": 1000 * len(wrong) / max(1, len(texts)),
    }


def _found(flags: Sequence[bool]) -> dict[str, Any]:
    return {
        "texts": len(flags),
        "right": sum(flags),
        "share": float(np.mean(flags)) if flags else 0.0,
        "95 %": interval(sum(flags), len(flags)),
    }


def _read(files: Sequence[Path]) -> tuple[list[str], list[Label], list[str]]:
    texts, labels, sources = [], [], []
    for file in files:
        try:
            lines = file.read_text(encoding="utf-8").splitlines()[1::2]
            rows = [json.loads(line) for line in lines]
            texts += [str(row["text"]) for row in rows]
            labels += [Label(row["label"]) for row in rows]
            sources += [file.stem] * len(rows)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise InputError(
                "unreadable_file",
                f"{file}\u00a0: un objet JSON avec «\u00a0text\u00a0» et «\u00a0label\u00a0» est attendu à chaque ligne ({error}).",
            ) from error
    return texts, labels, sources
