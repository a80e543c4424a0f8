"""Argilla's records (2.x), as `dataset.records.to_json()` writes them."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from i4nlp.data.formats.lines import dump, rows_of, shaped
from i4nlp.data.labelled import Labelled, Raw

_QUESTION = "label"


def read(file: Path) -> Iterator[Raw]:
    """Read records; the last response to the question `label` that was not discarded counts, a suggestion gives the model's score."""
    yield from shaped(rows_of(file), _read, "Argilla")


def _read(row: dict[str, Any]) -> dict[str, Any]:
    metadata = dict(row.get("metadata") or {})
    values: dict[str, Any] = {"id": row.get("id"), "text": row["fields"].get("text")}
    values |= {name: metadata.pop(f"i4_{name}") for name in ("annotator", "time", "version", "score") if f"i4_{name}" in metadata}
    answers = [one for one in _answers(row) if one.get("status") != "discarded"]
    if answers:
        values["label"] = answers[-1].get("value")
        values.setdefault("annotator", answers[-1].get("user_id"))
    suggestion = _suggestion(row)
    if suggestion:
        values.setdefault("score", suggestion.get("score"))
        values.setdefault("version", suggestion.get("agent"))
    return values | {"meta": metadata}


def write(file: Path, rows: Iterable[Labelled]) -> None:
    """Write records that `rg.Dataset.records.from_json()` reads."""
    dump(file, map(_written, rows), array=True)


def _answers(row: dict[str, Any]) -> list[dict[str, Any]]:
    responses = row.get("responses") or {}
    if isinstance(responses, dict):
        return [one for one in responses.get(_QUESTION) or () if isinstance(one, dict)]
    return [one for one in responses if isinstance(one, dict) and one.get("question_name") == _QUESTION]


def _suggestion(row: dict[str, Any]) -> dict[str, Any] | None:
    suggestions = row.get("suggestions") or {}
    if isinstance(suggestions, dict):
        found = suggestions.get(_QUESTION)
        return found if isinstance(found, dict) else None
    return next((one for one in suggestions if isinstance(one, dict) and one.get("question_name") == _QUESTION), None)


def _written(row: Labelled) -> dict[str, Any]:
    told = {f"i4_{name}": value for name in ("annotator", "time", "version", "score") if (value := getattr(row, name)) is not None}
    suggestion = {"value": row.label.value if row.label else None, "score": row.score, "agent": row.version}
    return {
        "id": row.id,
        "fields": {"text": row.text},
        "metadata": {**row.meta, **told},
        "suggestions": {_QUESTION: suggestion} if row.score is not None and row.label else {},
        "responses": {_QUESTION: [{"value": row.label.value, "user_id": row.annotator}]} if row.label else {},
        "vectors": {},
    }
