"""A model beside the one in service → one HTML file that a volunteer can read, plots inside, opened without a network."""

import base64
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import numpy.typing as npt
from jinja2 import Environment, PackageLoader, StrictUndefined

from i4nlp import artifact
from i4nlp.classifier import LABELS, Classifier
from i4nlp.data.merge import is_local
from i4nlp.data.record import Record, read_records
from i4nlp.errors import ModelError
from i4nlp.labels import Contract
from i4nlp.training import calibration, decisions, measure, service

mpl.use("Agg")  # no window: the plots are bytes

from matplotlib import pyplot as plt

Floats = npt.NDArray[np.float64]
_MOST_WRONG = 50
_REGISTERS = {"soutenu": "soutenu", "courant": "courant", "familier": "familier", "sms": "SMS", "pro": "professionnel", "oral": "oral"}


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, in a hundred, with its 95 % interval; and the same for the model in service."""

    name: str
    of: int
    now: int
    low: int
    high: int
    before: int | None


def write(models: Path, name: str, data: Path, folder: Path) -> Path:
    """Write the report of a model on the test texts of `data` into `folder`, which holds real people's tweets and is not shared."""
    test = read_records(data / "test.jsonl")
    right = measure.truth(test)
    candidate = artifact.load(models / name)
    rows = Classifier(candidate).probabilities([record.text for record in test])
    current, _ = service.in_service(models)
    before = _before(models, current, name, test)
    said = rows.argmax(axis=1)
    relay = decisions.figures(rows, test, candidate.thresholds)
    page = (
        _environment()
        .get_template("report.html")
        .render(
            name=name,
            current=None if before is None else current,
            texts=len(test),
            imported=sum(map(is_local, test)),
            relay=relay,
            classes=list(_recalls(right, said, before)),
            slices=list(_slices(test, right, said, before)),
            confusion=measure.figures(test, said)["confusion"],
            labels=[label.french for label in LABELS],
            plots=[_reliability(calibration.figures(rows, right)["bins"]), _risk(rows, right)],
            wrong=list(_most_wrong(test, right, rows)),
            changed=[] if before is None else list(_changed(test, right, said, before.argmax(axis=1))),
        )
    )
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.html"
    file.write_text(page, encoding="utf-8", newline="\n")
    return file


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("i4nlp.training", "pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _before(models: Path, current: str | None, name: str, test: Sequence[Record]) -> Floats | None:
    """Return what the model in service says, where there is another one that this version of the program can serve."""
    if current is None or current == name:
        return None
    try:
        loaded = artifact.load(models / current)
    except ModelError:
        return None
    return Classifier(loaded).probabilities([record.text for record in test])


def _share(name: str, hits: npt.NDArray[np.bool_], before: npt.NDArray[np.bool_] | None) -> Share:
    low, high = decisions.interval(int(hits.sum()), len(hits))
    was = None if before is None else round(100 * float(before.mean()))
    return Share(name, len(hits), round(100 * float(hits.mean())), round(100 * low), round(100 * high), was)


def _recalls(right: measure.Ints, said: measure.Ints, before: Floats | None) -> Iterator[Share]:
    was = None if before is None else before.argmax(axis=1)
    for index, label in enumerate(LABELS):
        chosen = right == index
        if chosen.any():
            yield _share(label.french, (said == right)[chosen], None if was is None else (was == right)[chosen])


def _slices(test: Sequence[Record], right: measure.Ints, said: measure.Ints, before: Floats | None) -> Iterator[Share]:
    was = None if before is None else before.argmax(axis=1)
    kinds: list[tuple[str, Callable[[Record], bool]]] = [
        ("tweets importés", is_local),
        ("tweets naturels", lambda record: record.part == "natural"),
        ("tweets difficiles", lambda record: record.part == "hard"),
        ("jusqu’à 170 caractères", lambda record: len(record.text) <= 170),
        ("plus de 170 caractères", lambda record: len(record.text) > 170),
        ("sans contrat nommé", lambda record: not record.contracts),
        *((f"qui nomment\u00a0: {contract.french}", lambda record, one=contract: one in record.contracts) for contract in Contract),
        *((f"registre {french}", lambda record, one=register: record.register == one) for register, french in _REGISTERS.items()),
    ]
    for name, belongs in kinds:
        chosen = np.array([belongs(record) for record in test], bool)
        if chosen.any():
            yield _share(name, (said == right)[chosen], None if was is None else (was == right)[chosen])


def _most_wrong(test: Sequence[Record], right: measure.Ints, rows: Floats) -> Iterator[dict[str, Any]]:
    wrong = np.flatnonzero(rows.argmax(axis=1) != right)
    for place in sorted(wrong.tolist(), key=lambda one: -float(rows[one].max()))[:_MOST_WRONG]:
        best = int(rows[place].argmax())
        yield {
            "text": test[place].text,
            "id": test[place].id,
            "right": LABELS[int(right[place])].french,
            "said": LABELS[best].french,
            "sure": round(100 * float(rows[place, best])),
        }


def _changed(test: Sequence[Record], right: measure.Ints, said: measure.Ints, was: measure.Ints) -> Iterator[dict[str, Any]]:
    for place in np.flatnonzero(said != was).tolist():
        if int(right[place]) in (int(said[place]), int(was[place])):
            yield {
                "text": test[place].text,
                "better": int(said[place]) == int(right[place]),
                "right": LABELS[int(right[place])].french,
                "said": LABELS[int(said[place])].french,
                "was": LABELS[int(was[place])].french,
            }


def _reliability(bins: Sequence[dict[str, float]]) -> str:
    figure, axis = plt.subplots(figsize=(5, 4.2), layout="constrained")
    axis.plot([0, 100], [0, 100], color="#888", linewidth=1)
    axis.plot([100 * one["confidence"] for one in bins], [100 * one["right"] for one in bins], "o-", color="#0b5c8a")
    axis.set(title="Quand il se dit sûr à x %, a-t-il raison x fois sur 100 ?", xlabel="ce qu’il annonce, %", ylabel="ce qui est vrai, %")
    return _png(figure)


def _risk(rows: Floats, right: measure.Ints) -> str:
    order = np.argsort(-rows.max(axis=1), kind="stable")
    wrong = (rows.argmax(axis=1) != right)[order]
    kept = np.arange(1, len(order) + 1)
    figure, axis = plt.subplots(figsize=(5, 4.2), layout="constrained")
    axis.plot(100 * kept / len(order), 100 * np.cumsum(wrong) / kept, color="#0b5c8a")
    axis.set(title="S’il ne répond que quand il est sûr", xlabel="part des tweets auxquels il répond, %", ylabel="erreurs parmi eux, %")
    axis.set_ylim(bottom=0)
    return _png(figure)


def _png(figure: Any) -> str:
    """Return a plot as a data URL."""
    out = BytesIO()
    figure.savefig(out, format="png", dpi=90, metadata={"Software": None})
    plt.close(figure)
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode("ascii")
