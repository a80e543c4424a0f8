"""Prodigy's JSONL: `choice` (options and accept) and `textcat` (one label, accepted or rejected)."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from i4nlp.data.formats.lines import dump, rows_of, shaped
from i4nlp.data.labelled import Labelled, Raw
from i4nlp.labels import Label


def read(file: Path) -> Iterator[Raw]:
    """Read answers; one that was rejected or ignored gives no label."""
    yield from shaped(rows_of(file), _read, "Prodigy")


def _read(row: dict[str, Any]) -> dict[str, Any]:
    meta = dict(row.get("meta") or {})
    ours = {name: meta.pop(f"i4_{name}") for name in ("id", "annotator", "time", "score", "version") if f"i4_{name}" in meta}
    answered = row.get("answer", "accept") == "accept"
    label = row.get("accept") if "accept" in row else row.get("label")
    values: dict[str, Any] = {
        "id": row.get("id", f"prodigy-{row.get('_input_hash')}"),
        "text": row.get("text"),
        "label": label if answered else None,
        "annotator": row.get("_annotator_id"),
        "time": _time(row.get("_timestamp")),
    }
    return {**values, **ours, "meta": meta}


def write(file: Path, rows: Iterable[Labelled]) -> None:
    """Write tasks of the `choice` interface, answered where there is a label."""
    dump(file, map(_written, rows), array=False)


def _time(stamp: Any) -> str | None:
    return datetime.fromtimestamp(stamp, UTC).isoformat() if isinstance(stamp, (int, float)) and not isinstance(stamp, bool) else None


def _written(row: Labelled) -> dict[str, Any]:
    ours = {f"i4_{name}": value for name in ("id", "annotator", "time", "score", "version") if (value := getattr(row, name)) is not None}
    task = {"text": row.text, "meta": {**row.meta, **ours}, "options": [{"id": label.value, "text": label.french} for label in Label]}
    return task | ({"accept": [row.label.value], "answer": "accept"} if row.label else {})
