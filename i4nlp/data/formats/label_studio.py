"""Label Studio's JSON (tasks with annotations and predictions), its JSON-MIN, and its tables.

Label Studio counts tasks and users in its own way and writes its numbers over columns of the same name; what is ours goes by `i4_…`.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from i4nlp.data.formats.lines import decoded, dump, loads, shaped
from i4nlp.data.labelled import Labelled, Raw

_CONTROL, _OBJECT = "label", "text"  # the names of <Choices> and <Text> in the project's set-up
_OURS = ("id", "annotator", "time", "score", "version", "meta")
_THEIRS = frozenset(
    "id text label sentiment choice annotator annotation_id created_at updated_at lead_time agreement predictions".split()
)  # of a row of JSON-MIN or of a table
COLUMNS = frozenset({"annotation_id", "lead_time"})  # by which a row of JSON-MIN or of a table is known
IDS_ONLY = (
    "prédictions données comme de simples numéros\u00a0: elles sont laissées de côté (exportez en JSON avec les prédictions pour les avoir)"
)


def read(file: Path) -> Iterator[Raw]:
    """Read an export; of several annotations of one task the newest that was not cancelled counts."""
    found = [(f"{file}:{number}", task) for number, task in enumerate(_tasks(file), 1)]
    yield from shaped(_newest(found), _read, "Label Studio")


def _read(task: dict[str, Any]) -> dict[str, Any]:
    return _task(task) if isinstance(task.get("data"), dict) else _least(task)


def write(file: Path, rows: Iterable[Labelled]) -> None:
    """Write tasks that Label Studio imports; a model's score and version become a prediction."""
    dump(file, map(_written, rows), array=True)


def has_bare_predictions(file: Path) -> bool:
    """Tell whether an export gives predictions by their numbers alone, as Label Studio's own does by default."""
    return any(
        isinstance(one, int)
        for task in _tasks(file)
        if isinstance(task, dict) and isinstance(task.get("predictions"), list)
        for one in task["predictions"]
    )


def _tasks(file: Path) -> Sequence[Any]:
    content = decoded(file)
    if not content.lstrip().startswith(("[", "{")):
        header = content.split("\n", 1)[0]
        return list(csv.DictReader(io.StringIO(content, newline=""), delimiter="\t" if "\t" in header else ","))
    tasks = loads(content, file)
    return tasks if isinstance(tasks, list) else [tasks]


def _newest(rows: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    """Leave, of the rows that JSON-MIN and tables give to each annotation of a task, the one that was changed last."""
    kept: dict[Any, tuple[str, Any]] = {}
    for number, (where, row) in enumerate(rows):
        one_of_many = isinstance(row, dict) and "annotation_id" in row and row.get("id") not in (None, "")
        key = ("task", str(row["id"])) if one_of_many else ("row", number)
        if key not in kept or _changed(row) >= _changed(kept[key][1]):
            kept[key] = (where, row)
    yield from kept.values()


def _changed(annotation: Mapping[str, Any]) -> str:
    return str(annotation.get("updated_at") or annotation.get("created_at") or "")


def _task(task: Mapping[str, Any]) -> dict[str, Any]:
    data = task["data"]
    values = _ours(data, task.get("id"))
    annotations = [
        one for one in task.get("annotations") or task.get("completions") or () if isinstance(one, dict) and not one.get("was_cancelled")
    ]
    if annotations:
        annotation = max(reversed(annotations), key=_changed)
        values["label"] = _choice(annotation)
        _sign(values, annotation, annotation.get("completed_by"))
    for prediction in task.get("predictions") or ():
        if isinstance(prediction, dict):
            values |= {"score": prediction.get("score"), "version": prediction.get("model_version") or values.get("version")}
    return values


def _least(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a row of JSON-MIN, where the label stands beside the data."""
    values = _ours({key: value for key, value in row.items() if key not in _THEIRS - {_OBJECT}}, row.get("id"))
    label = row.get(_CONTROL, row.get("sentiment", row.get("choice")))
    values["label"] = label.get("choices") if isinstance(label, dict) else label
    _sign(values, row, row.get("annotator"))
    return values


def _ours(data: Mapping[str, Any], number: Any) -> dict[str, Any]:
    """Return what our own export kept beside the text; what else stands there is `meta`."""
    values = {name: data[f"i4_{name}"] for name in _OURS if data.get(f"i4_{name}") not in (None, "")}
    values |= {"text": data.get(_OBJECT), "id": values.get("id", data.get("id", f"label-studio-{number}"))}
    extra = {key: value for key, value in data.items() if key not in {"id", _OBJECT} and value not in (None, "")}
    return values | {"extra": {key: value for key, value in extra.items() if not key.startswith("i4_")}}


def _sign(values: dict[str, Any], annotation: Mapping[str, Any], person: Any) -> None:
    """Say who labelled and when: Label Studio's user, unless nobody there has touched the label that our export brought."""
    if isinstance(person, dict):
        person = person.get("email") or person.get("id")
    theirs = {"annotator": None if person is None else str(person), "time": annotation.get("created_at")}
    was_brought = annotation.get("lead_time") in (None, "") and annotation.get("updated_by") is None
    ours = {name: values.get(name) for name in theirs}
    values |= ours if was_brought and (ours["annotator"] or ours["time"]) else theirs


def _choice(annotation: Mapping[str, Any]) -> list[str]:
    found: list[str] = []
    for result in annotation.get("result") or ():
        if isinstance(result, dict) and isinstance(result.get("value"), dict):
            found += result["value"].get("choices") or ()
    return found


def _written(row: Labelled) -> dict[str, Any]:
    ours = {f"i4_{name}": value for name in _OURS if (value := getattr(row, name)) not in (None, {})}
    task: dict[str, Any] = {"data": {_OBJECT: row.text, **ours}}
    result = [{"from_name": _CONTROL, "to_name": _OBJECT, "type": "choices", "value": {"choices": [row.label.value]}}] if row.label else []
    if row.label:
        task["annotations"] = [{"result": result}]
    if row.score is not None or row.version is not None:
        task["predictions"] = [{"score": row.score, "model_version": row.version, "result": result}]
    return task
