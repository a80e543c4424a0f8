"""Which model is in service: list them, compare two, promote a candidate by rule, roll back."""

import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from i4nlp import artifact
from i4nlp.classifier import LABELS, Classifier
from i4nlp.data.record import Record, read_records
from i4nlp.errors import InputError, ModelError
from i4nlp.labels import Label
from i4nlp.training import measure, steadiness

MOST_LOST = 0.01  # of a class's F1
MOST_BYTES = 6_000_000
CURRENT = "current.toml"
_MOST_TOLD = 10  # of the texts that are read better; what is read worse is told whole


@dataclass(frozen=True, slots=True)
class Change:
    """A test text that one of two models labels right and the other does not, with the label that the candidate gives."""

    record: Record
    said: Label


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a candidate is refused (nothing: it may go in), and what changes with it: texts, and of each class the share that is read right.

    `shares` holds for each label how many test texts have it, and how many the model in service and the candidate read right.
    """

    refusals: tuple[str, ...]
    better: tuple[Change, ...] = ()
    worse: tuple[Change, ...] = ()
    shares: tuple[tuple[Label, int, int, int], ...] = ()


def told(verdict: Verdict) -> Iterator[str]:
    """Yield what changes with a candidate, in sentences for a person who knows tweets: what is read better, what worse, which texts."""
    if verdict.shares:
        count = sum(of for _, of, _, _ in verdict.shares)
        yield f"Sur les {count} tweets de l’examen, comparé au modèle en service\u00a0:"
    for label, of, was, now in verdict.shares:
        if of:
            shares = f"{100 * now / of:.1f} sur 100 bien lus, {100 * was / of:.1f} avant".replace(".", ",")
            yield f"  {label.french}\u00a0: {shares}."
    if verdict.shares:
        yield f"  Mieux lus\u00a0: {len(verdict.better)}. Moins bien lus\u00a0: {len(verdict.worse)}."
    for change in verdict.better[:_MOST_TOLD]:
        yield f"mieux lu\u00a0: {_quoted(change)}"
    if len(verdict.better) > _MOST_TOLD:
        yield f"… et {len(verdict.better) - _MOST_TOLD} autres mieux lus, dans le rapport."
    for change in verdict.worse:
        yield f"moins bien lu\u00a0: {_quoted(change)}"


def _quoted(change: Change) -> str:
    record, said = change.record, "" if change.said is change.record.label else f", lu «\u00a0{change.said.french}\u00a0»"
    return f"{record.id} ({record.label.french}{said})\u00a0: {' '.join(record.text.split())}"


def in_service(models: Path) -> tuple[str | None, str | None]:
    """Return the names of the model in service and of the one before."""
    try:
        told = tomllib.loads((models / CURRENT).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None, None
    except ValueError as error:
        raise ModelError("no_model", f"{models / CURRENT}\u00a0: illisible ({error}).") from error
    return told.get("version"), told.get("before")


def names(models: Path) -> list[str]:
    """Return the names of the models of a folder."""
    return sorted(folder.name for folder in models.iterdir() if (folder / "model.json").is_file()) if models.is_dir() else []


def results(models: Path, name: str) -> dict[str, Any]:
    """Return the results file of a model."""
    file = models / name / "metrics.json"
    try:
        return dict(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        message = f"{file}\u00a0: résultats absents ou illisibles. Lancez «\u00a0i4nlp evaluate {models / name}\u00a0»."
        raise InputError("no_results", message) from error


def judge(models: Path, name: str, data: Path) -> Verdict:
    """Hold a candidate to the rules; it is compared with the model in service on the same test texts."""
    candidate = results(models, name)
    current, _ = in_service(models)
    test = read_records(data / "test.jsonl")
    said = _labels(models / name, test)
    refusals = list(_own_faults(candidate))
    if measure.figures(test, said)["classes"] != candidate["test"]["model"]["classes"]:
        refusals.append("ses résultats ne sont pas ceux de ces données\u00a0: relancez i4nlp evaluate")
    if current is None or current == name:
        return Verdict(tuple(refusals))
    refusals += _newly_unfair(candidate, results(models, current))
    if not _serves(models, current):
        # made for other features: there are its results to compare with, but not its labels
        was = results(models, current)["test"]["model"]["classes"]
        return Verdict((*refusals, *_losses(was, candidate["test"]["model"]["classes"])))
    before = _labels(models / current, test)
    refusals += _losses(measure.figures(test, before)["classes"], measure.figures(test, said)["classes"])
    right = measure.truth(test)
    return Verdict(
        tuple(refusals),
        better=_changed(test, said, (before != right) & (said == right)),
        worse=_changed(test, said, (before == right) & (said != right)),
        shares=tuple(
            (label, int(there.sum()), int((there & (before == right)).sum()), int((there & (said == right)).sum()))
            for label, there in ((label, right == index) for index, label in enumerate(LABELS))
        ),
    )


def _changed(test: Sequence[Record], said: measure.Ints, which: npt.NDArray[np.bool_]) -> tuple[Change, ...]:
    return tuple(Change(test[place], LABELS[said[place]]) for place in np.flatnonzero(which).tolist())


def put_in_service(models: Path, name: str) -> None:
    """Name a model the one in service, in one step; the one that was is the one before."""
    artifact.load(models / name)
    current, before = in_service(models)
    kept = before if current == name else current
    if kept is not None and not _serves(models, kept):
        kept = None  # made for other features: there is no way back to it
    lines = [f'version = "{name}"', *([f'before = "{kept}"'] if kept else [])]
    fresh = models / f".{CURRENT}"
    fresh.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    fresh.replace(models / CURRENT)


def roll_back(models: Path) -> str:
    """Put the model before in service again and return its name."""
    _, before = in_service(models)
    if not before or before not in names(models):
        raise ModelError("no_model_before", f"{models}\u00a0: il n’y a pas de modèle précédent.")
    put_in_service(models, before)
    return before


def differences(models: Path, one: str, other: str) -> list[tuple[str, float, float]]:
    """Return the main figures of two models, side by side."""
    return [
        (name, first, second) for (name, first), (_, second) in zip(_main(results(models, one)), _main(results(models, other)), strict=True)
    ]


def _main(found: dict[str, Any]) -> list[tuple[str, float]]:
    test, relay = found["test"]["model"], found["relay"]["test"]
    return [
        ("macro-F1", test["macro_f1"]),
        *((f"F1 {label}", test["classes"][label]["f1"]) for label in map(str, LABELS)),
        *((f"macro-F1, {part}", figures["macro_f1"]) for part, figures in test["parts"].items()),
        ("ECE", found["calibration"]["ece"]),
        ("relay precision", relay["precision"]),
        ("relay recall", relay["recall"]),
        ("megabytes", found["size"] / 1e6),
    ]


def _serves(models: Path, name: str) -> bool:
    """Tell whether this version of the program can serve a model."""
    try:
        artifact.load(models / name)
    except ModelError:
        return False
    return True


def _labels(folder: Path, records: Sequence[Record]) -> measure.Ints:
    return np.asarray(Classifier(artifact.load(folder)).probabilities([record.text for record in records]).argmax(axis=1))


def _losses(was: dict[str, Any], now: dict[str, Any]) -> list[str]:
    return [
        f"{label.french}\u00a0: F1 de {was[label]['f1']:.3f} à {now[label]['f1']:.3f}, plus d’un point de moins"
        for label in LABELS
        if was[label]["f1"] - now[label]["f1"] > MOST_LOST
    ]


def _own_faults(found: dict[str, Any]) -> list[str]:
    calibration, size = found["calibration"], found["size"]
    faults = []
    if calibration["ece"] > calibration["most allowed"]:
        faults.append(f"probabilités\u00a0: erreur de calibration {calibration['ece']:.4f}, {calibration['most allowed']:.4f} au plus")
    if size > MOST_BYTES:
        faults.append(f"taille\u00a0: {size / 1e6:.1f} Mo, {MOST_BYTES / 1e6:.0f} au plus")
    return faults


def _newly_unfair(candidate: dict[str, Any], current: dict[str, Any]) -> list[str]:
    limits = {"fairness": (steadiness.MOST_FAIRNESS, "qui demande et où"), "surface": (steadiness.MOST_SURFACE, "l’allure du texte")}
    return [
        f"constance\u00a0: {candidate[key]['changed']:.2%} des étiquettes changent avec {what}, {most:.1%} au plus"
        for key, (most, what) in limits.items()
        if candidate[key]["changed"] > most >= current.get(key, {"changed": 0.0})["changed"]
    ]
