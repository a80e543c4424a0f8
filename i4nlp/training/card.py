"""Results → the table of the terminal and the model card; every number comes from the results file."""

from typing import Any

_HEAD = """---
language: fr
license: mit
pipeline_tag: text-classification
tags: [french, tweets, job-search]
---

# i4nlp, model {version}

Reads a tweet in French and says whether it asks for a job, asks for a training placement, offers one, or does neither.
A logistic regression over hashed character (2 to 5) and word (1 to 3) n-grams, trained on the project's own tweets, calibrated and
given its thresholds on writers that it never read. Made for the #i4Emploi relay bot and coach; not for judging people, and not for
other languages.

Written by `i4nlp train`: every number below is in `metrics.json`.

"""


def card(version: str, results: dict[str, Any]) -> str:
    """Return the model card."""
    sizes = ", ".join(f"{count} {name}" for name, count in results["data"].items())
    return _HEAD.format(version=version) + f"Texts: {sizes}; no writer is in two of them.\n\n" + table(results) + "\n"


def table(results: dict[str, Any]) -> str:
    """Return the results on the test split, the model beside the keyword rules, as a Markdown table."""
    test = results["test"]
    rows = [("Macro-F1", "macro_f1")]
    lines = ["| On test, other writers than train | model | keyword rules |", "| --- | --- | --- |"]
    low, high = test["model"]["macro_f1_95"]
    for title, key in rows:
        lines.append(f"| {title} | {test['model'][key]:.3f} ({low:.3f} to {high:.3f}) | {test['keyword rules'][key]:.3f} |")
    for label in test["model"]["classes"]:
        model, rules = (test[name]["classes"][label]["f1"] for name in ("model", "keyword rules"))
        lines.append(f"| F1, {label} | {model:.3f} | {rules:.3f} |")
    for part, figures in test["model"]["parts"].items():
        other = test["keyword rules"]["parts"][part]
        lines.append(f"| Macro-F1, {part} ({figures['texts']} texts) | {figures['macro_f1']:.3f} | {other['macro_f1']:.3f} |")
    dev = results["dev"]
    lines.append(f"| Macro-F1 on dev | {dev['model']['macro_f1']:.3f} | {dev['keyword rules']['macro_f1']:.3f} |")
    relay = results["relay"]
    told = f"{relay['threshold']:.3f}" if relay["threshold"] < 1 else "none: a person reads every request"
    lines.append(f"| Relay threshold (precision surely above {relay['asked']}) | {told} | |")
    lines.append(f"| Lower 95 % bound of precision there, on calibration | {relay['precision bound']:.3f} | |")
    return "\n".join(lines)
