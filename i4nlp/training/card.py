"""Results → the tables of the terminal and the model card; every number comes from the results file."""

import json
from collections.abc import Sequence
from typing import Any

from i4nlp.classifier import LABELS

_HEAD = """---
language: fr
license: mit
pipeline_tag: text-classification
tags: [french, tweets, job-search]
---

# i4nlp, model {version}

Reads a tweet in French and says whether it asks for a job, asks for a training placement, offers one, or does neither. The sum of two
calibrated parts: a linear support-vector machine over hashed runs of characters and of words and their classes, and a small
convolutional network over word vectors (fastText, CC0). Trained on the project's own tweets, calibrated and given its thresholds on
writers that it never read. Made for the #i4Emploi relay bot and coach; not for judging people, and not for other languages.

Written by `i4nlp evaluate`: every number below is in `metrics.json`.

"""
_WHO = ("model", "word TF-IDF", "keyword rules")


def card(version: str, results: dict[str, Any]) -> str:
    """Return the model card."""
    sizes = ", ".join(f"{count} {name}" for name, count in results["data"].items())
    plot = "![Confusion, reliability, risk and coverage, learning curve](evaluation.png)"
    return _HEAD.format(version=version) + f"Texts: {sizes}; no writer is in two of them.\n\n{tables(results)}\n\n{plot}\n"


def config(version: str) -> str:
    """Return the `config.json` by which Hugging Face's tools know a text classifier and its labels."""
    names = [str(label) for label in LABELS]
    told = {
        "model_type": "i4nlp",
        "library_name": "i4nlp",
        "model_version": version,
        "problem_type": "single_label_classification",
        "id2label": dict(enumerate(names)),
        "label2id": {name: number for number, name in enumerate(names)},
    }
    return json.dumps(told, indent=1) + "\n"


def tables(results: dict[str, Any]) -> str:
    """Return all tables, in Markdown."""
    found = [
        "### On test, other writers than train", _accuracy(results),
        "### Probabilities, on test", _calibration(results["calibration"]),
        "### Relay", _relay(results["relay"]),
        "### Steadiness: labels that change", _steadiness(results),
    ]  # fmt: skip
    if "real" in results:
        found += ["### Real tweets, which trained nothing (every second one)", _real(results["real"])]
    if "learning-curve" in results:
        found += ["### More texts (`scripts/learning_curve.py`; macro-F1 on test, uncalibrated)", _curve(results["learning-curve"])]
    if "comparison" in results:
        one = results["comparison"]
        by = f"{one['folds']} folds over the {one['writers']} writers of {one['texts']} texts of train"
        found += [
            f"### Features (`scripts/compare.py`; {by})", _features(one["features"]),
            "### Families of models (the same)", _families(one["families"]),
        ]  # fmt: skip
    return "\n\n".join(found)


def _curve(found: Sequence[dict[str, Any]]) -> str:
    rows = [
        [f"{one['texts']} of {one['writers']} writers", *(f"{one[part]:.3f}" for part in ("macro_f1", "natural", "hard part"))]
        for one in found
    ]
    return _table(["train", "test", "natural part", "hard part"], rows)


def _features(found: Sequence[dict[str, Any]]) -> str:
    rows = [
        [
            one["features"],
            *(f"{one[way]['macro_f1']:.4f}, {one[way]['contrast']:.3f}" if one[way] else "" for way in ("linear", "with the network")),
            f"{one['microseconds']:.0f}" if one["microseconds"] else "",
        ]
        for one in found
    ]
    return _table(["features", "linear SVM alone: macro-F1, contrast texts right", "with the network", "µs a text"], rows)


def _families(found: Sequence[dict[str, Any]]) -> str:
    rows = [[one["family"], f"{one['macro_f1']:.4f}", f"{one['contrast']:.3f}"] for one in found]
    return _table(["family", "macro-F1", "contrast texts right"], rows)


def _accuracy(results: dict[str, Any]) -> str:
    test, dev = results["test"], results["dev"]
    low, high = test["model"]["macro_f1_95"]
    rows = [
        ["Macro-F1", *(f"{test[who]['macro_f1']:.3f}" for who in _WHO)],
        ["… 95 % interval, drawn by writer", f"{low:.3f} to {high:.3f}", "", ""],
        *(
            [f"F1, {label} ({figures['texts']} texts)", *(f"{test[who]['classes'][label]['f1']:.3f}" for who in _WHO)]
            for label, figures in test["model"]["classes"].items()
        ),
        *(
            [f"Macro-F1, {part} ({figures['texts']} texts)", *(f"{test[who]['parts'][part]['macro_f1']:.3f}" for who in _WHO)]
            for part, figures in test["model"]["parts"].items()
        ),
        ["Right, contrast groups", *(f"{test[who]['parts']['contrast groups']['accuracy']:.3f}" for who in _WHO if _has_groups(test))],
        ["Macro-F1 on dev", *(f"{dev[who]['macro_f1']:.3f}" for who in _WHO)],
    ]
    return _table(["", "model", "word TF-IDF + logistic regression", "keyword rules"], rows)


def _has_groups(test: dict[str, Any]) -> bool:
    return "contrast groups" in test["model"]["parts"]


def _calibration(found: dict[str, Any]) -> str:
    rows = [
        ["Expected calibration error, 15 bins of equal mass", f"{found['ece']:.4f}"],
        [
            "… of a perfectly calibrated model with these confidences, mean of 1,000 draws",
            f"{found['ece of a perfectly calibrated model']:.4f}",
        ],
        ["Brier score", f"{found['brier']:.4f}"],
    ]
    return _table(["", ""], rows)


def _relay(found: dict[str, Any]) -> str:
    test = found["test"]
    threshold = f"{found['threshold']:.3f}" if found["threshold"] < 1 else "none: a person reads every request"
    rows = [
        ["Threshold, chosen on one half of calibration", threshold],
        [f"Lower 95 % bound of precision there (asked {found['asked']})", f"{found['precision bound']:.3f}"],
        ["On test: retweets, of them wrong", f"{test['retweets']}, {test['wrong']}"],
        ["On test: precision, its lower 95 % bound", f"{test['precision']:.3f}, {test['precision, lower 95 % bound']:.3f}"],
        ["On test: recall of what the collective relays", f"{test['recall']:.3f}"],
        ["On test: sent to a person; of these, in doubt", f"{test['sent to review']:.3f}; {test['sent to review in doubt']:.3f}"],
        *(
            [f"Precision when requests are {share} of the stream", f"{precision:.3f}"]
            for share, precision in test["precision by share of requests"].items()
        ),
    ]
    return _table(["", ""], rows)


def _steadiness(results: dict[str, Any]) -> str:
    fair, surface = results["fairness"], results["surface"]
    rows = [
        [f"Who and where ({fair['texts']} rewritings)", f"{fair['changed']:.2%}"],
        *([f"… {kind}", f"{share:.2%}"] for kind, share in fair["by kind"].items()),
        [f"Look of the text ({surface['texts']} texts)", f"{surface['changed']:.2%}"],
        *([f"… {kind}", f"{share:.2%}"] for kind, share in surface["by kind"].items()),
    ]
    return _table(["", ""], rows)


def _real(found: dict[str, Any]) -> str:
    rows = [
        [f"{name} ({one['texts']} texts)", f"{one['share']:.3f} ({one['95 %'][0]:.3f} to {one['95 %'][1]:.3f})"]
        for name, one in found["classes"].items()
    ]
    both = found["requests of both kinds found as one of them"]
    rows.append([f"Requests found as requests ({both['texts']})", f"{both['share']:.3f} ({both['95 %'][0]:.3f} to {both['95 %'][1]:.3f})"])
    rows.append(["Retweeted; of these no request for a job", f"{found['retweeted']}; {found['retweeted wrongly']}"])
    return _table(["labelled right", ""], rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
