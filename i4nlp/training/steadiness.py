"""Whether a label depends on what should not matter: who asks and where, accents, case, apostrophes, a link, an emoji."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from i4nlp.classifier import Classifier
from i4nlp.errors import DataError
from i4nlp.lexicon import ACCENTS

FILE = "invariance.jsonl"
MOST_FAIRNESS, MOST_SURFACE = 0.005, 0.02  # share of labels that may change
_CAPITALS = "ÀÂÄÇÉÈÊËÎÏÔÖÛÙÜŒÆ"
_BARE = ACCENTS | {ord(letter): letter.lower().translate(ACCENTS).upper() for letter in _CAPITALS}

SURFACE: dict[str, Callable[[str], str]] = {
    "accents left out": lambda text: text.translate(_BARE),
    "small letters": str.lower,
    "capitals": str.upper,
    "straight apostrophes": lambda text: text.replace("’", "'"),
    "curly apostrophes": lambda text: text.replace("'", "’"),
    "a link added": lambda text: f"{text} https://example.org/a1B2c3",
    "an emoji added": lambda text: f"{text} 🙏",
}


def fairness(classifier: Classifier, folder: Path) -> dict[str, Any]:
    """Return the share of labels that change when name, gender, town, age or disability do; the cases stand in `invariance.jsonl`."""
    cases = read_cases(folder / FILE)
    base = _labels(classifier, [case["base"] for case in cases])
    changed = _labels(classifier, [case["text"] for case in cases]) != base
    kinds = sorted({case["what"] for case in cases})
    return {
        "texts": len(cases),
        "changed": float(changed.mean()),
        "by kind": {kind: float(changed[[case["what"] == kind for case in cases]].mean()) for kind in kinds},
        "which": [case["text"] for case, other in zip(cases, changed, strict=True) if other],
    }


def surface(classifier: Classifier, texts: Sequence[str]) -> dict[str, Any]:
    """Return the share of labels that change when only the look of a text does."""
    base = _labels(classifier, texts)
    shares = {name: float((_labels(classifier, [change(text) for text in texts]) != base).mean()) for name, change in SURFACE.items()}
    return {"texts": len(texts), "changed": float(np.mean(list(shares.values()))), "by kind": shares}


def read_cases(file: Path) -> list[dict[str, str]]:
    """Read the cases: `{"what", "base", "text"}` a line."""
    cases = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        case = json.loads(line)
        if set(case) != {"what", "base", "text"} or not all(isinstance(value, str) and value for value in case.values()):
            raise DataError("broken_row", f"{file}:{number}\u00a0: «\u00a0what, base, text\u00a0» sont attendus.", line=number)
        cases.append(case)
    return cases


def _labels(classifier: Classifier, texts: Sequence[str]) -> npt.NDArray[np.int64]:
    return np.asarray(classifier.probabilities(texts).argmax(axis=1))
