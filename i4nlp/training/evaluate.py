"""A model folder and a data set → its results file, its card and its plots."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from i4nlp import artifact
from i4nlp.classifier import LABELS, Classifier
from i4nlp.data.describe import read_splits
from i4nlp.data.record import Record
from i4nlp.training import calibration, card, decisions, measure, plots, real, steadiness

RECORDED = ("comparison", "learning-curve")  # longer measurements, made by scripts, which the card shows beside the model's own


def evaluate(folder: Path, data: Path, outside: Sequence[Path] = ()) -> dict[str, Any]:
    """Measure a saved model on the writers of dev and test; write `metrics.json`, the card and the plots into its folder."""
    model = artifact.load(folder)
    classifier = Classifier(model)
    splits = read_splits(data)
    test = splits["test"]
    results: dict[str, Any] = {"data": {name: len(records) for name, records in splits.items()}}
    probabilities = {name: classifier.probabilities(_texts(splits[name])) for name in ("dev", "test")}
    plain = word_tfidf(splits["train"])
    for name, rows in probabilities.items():
        said = {"model": rows.argmax(axis=1), "keyword rules": measure.keyword_rules(splits[name]), "word TF-IDF": plain(splits[name])}
        results[name] = {who: measure.figures(splits[name], labels) for who, labels in said.items()}
    results["calibration"] = calibration.figures(probabilities["test"], measure.truth(test))
    results["relay"] = model.about["training"]["relay"] | {"test": decisions.figures(probabilities["test"], test, model.thresholds)}
    results["fairness"] = steadiness.fairness(classifier, data)
    results["surface"] = steadiness.surface(classifier, _texts(test))
    results["size"] = sum((folder / name).stat().st_size for name in (*artifact.forms(model.about["sizes"]), "model.json"))
    for name in RECORDED:
        if (recorded := folder.parent / f"{name}.json").is_file():
            results[name] = json.loads(recorded.read_text(encoding="utf-8"))
    if outside:
        results["real"] = real.figures(model, outside)
    (folder / "metrics.json").write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    (folder / "README.md").write_text(card.card(folder.name, results), encoding="utf-8", newline="\n")
    (folder / "config.json").write_text(card.config(folder.name), encoding="utf-8", newline="\n")
    plots.draw(folder, results, probabilities["test"], measure.truth(test))
    return results


def word_tfidf(train: Sequence[Record]) -> Any:
    """Return the plain way, trained: TF-IDF of words with logistic regression, as they come; it labels records by index."""
    pipeline = make_pipeline(TfidfVectorizer(), LogisticRegression(max_iter=300))
    pipeline.fit(_texts(train), [LABELS.index(record.label) for record in train])
    return lambda records: np.asarray(pipeline.predict(_texts(records)), np.int64)


def _texts(records: Sequence[Record]) -> list[str]:
    return [record.text for record in records]
