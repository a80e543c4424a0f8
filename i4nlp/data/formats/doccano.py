"""doccano's JSONL of text classification: `text` and `label` as it writes them today, `data` and `annotations` in older versions."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from i4nlp.data.formats.lines import dump, rows_of, shaped
from i4nlp.data.labelled import Labelled, Raw

_OURS = {"i4_id": "id", "annotator": "annotator", "time": "time", "score": "score", "version": "version", "meta": "meta"}
_THEIRS = frozenset({"id", "text", "data", "label", "labels", "annotations", "Comments", "comments"})


def read(file: Path) -> Iterator[Raw]:
    """Read an export; `i4_id` is the id that our own export gave, doccano's number stands in for one that is missing."""
    yield from shaped(rows_of(file), _read, "doccano")


def _read(row: dict[str, Any]) -> dict[str, Any]:
    values = {ours: row[theirs] for theirs, ours in _OURS.items() if theirs in row}
    values["text"] = row.get("text", row.get("data"))
    values["label"] = row.get("label", row.get("labels", _annotated(row.get("annotations") or [])))
    if "id" not in values and "id" in row:
        values["id"] = f"doccano-{row['id']}"
    return values | {"extra": {key: value for key, value in row.items() if key not in _OURS and key not in _THEIRS}}


def _annotated(annotations: list[Any]) -> list[str]:
    """Return the labels of an older export, by their names: numbers say nothing without the project that they are of."""
    found = [one.get("label", one.get("text")) if isinstance(one, dict) else one for one in annotations]
    if numbers := [one for one in found if not isinstance(one, str)]:
        raise ValueError(f"étiquette donnée par son numéro, {numbers[0]!r:.20}\u202f; exportez en JSONL, qui donne les noms")
    return [name for name in found if isinstance(name, str)]


def write(file: Path, rows: Iterable[Labelled]) -> None:
    """Write what doccano imports: the label in a list, the rest as columns that it keeps.

    Every row has every column, as text: doccano 1.8 fails on a file in which a number is missing somewhere.
    """
    dump(file, map(_written, rows), array=False)


def _written(row: Labelled) -> dict[str, Any]:
    ours = {theirs: getattr(row, name) for theirs, name in _OURS.items() if name != "meta"}
    told = {theirs: "" if value is None else str(value) for theirs, value in ours.items()}
    label = [row.label.value] if row.label else []
    return {"text": row.text, "label": label, **told, "meta": json.dumps(row.meta, ensure_ascii=False) if row.meta else ""}
