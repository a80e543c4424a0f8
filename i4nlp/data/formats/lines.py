"""JSON, as an array or a line for each row, and our own JSONL."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from i4nlp.data.labelled import Labelled, Raw, raw_of, write_labelled
from i4nlp.errors import InputError


def rows_of(file: Path) -> Iterator[tuple[str, Any]]:
    """Yield each row of a JSON array or of JSON lines, with its file and line (of an array: its number)."""
    content = decoded(file)
    if content.lstrip().startswith("["):
        rows = loads(content, file)
        yield from ((f"{file}:{number}", row) for number, row in enumerate(rows, 1))
        return
    for number, line in enumerate(content.split("\n"), 1):
        if line.strip():
            where = f"{file}:{number}"
            try:
                yield where, json.loads(line)
            except (ValueError, RecursionError) as error:
                yield where, {"fault": f"cette ligne n’est pas du JSON ({error})"}


def shaped(rows: Iterable[tuple[str, Any]], read: Callable[[dict[str, Any]], dict[str, Any]], tool: str) -> Iterator[Raw]:
    """Yield the values that `read` finds in each row; one that has not the shape which the tool writes is refused, and the others go on."""
    for where, row in rows:
        if isinstance(row, dict) and "fault" in row:
            yield Raw(where, row)
            continue
        try:
            yield Raw(where, read(dict(row)))
        except (AttributeError, KeyError, OSError, OverflowError, TypeError, ValueError) as error:
            yield Raw(where, {"fault": f"ce n’est pas une ligne telle que {tool} l’écrit ({type(error).__name__}\u00a0: {error})"})


def decoded(file: Path) -> str:
    """Return the text of a file in UTF-8."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{file}\u00a0: ce fichier n’est pas en UTF-8 (octet {error.start}). Enregistrez-le en UTF-8."
        raise InputError("not_utf8", message) from error


def loads(content: str, file: Path) -> Any:
    """Return what a JSON text holds."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise InputError("bad_json", f"{file}\u00a0: ce n’est pas du JSON ({error}). Exportez ce fichier à nouveau.") from error


def dump(file: Path, rows: Iterable[Any], *, array: bool) -> None:
    """Write rows as a JSON array or as JSON lines."""
    texts = [json.dumps(row, ensure_ascii=False) for row in rows]
    content = "[\n" + ",\n".join(texts) + "\n]\n" if array else "".join(f"{text}\n" for text in texts)
    file.write_text(content, encoding="utf-8", newline="\n")


def read(file: Path) -> Iterator[Raw]:
    """Read JSONL whose keys are ours."""
    for where, row in rows_of(file):
        yield raw_of(row, where) if isinstance(row, dict) and "fault" not in row else Raw(where, _refused(row))


def _refused(row: Any) -> dict[str, Any]:
    return row if isinstance(row, dict) else {"fault": f"un objet JSON est attendu\u202f; reçu\u00a0: {row!r:.80}"}


def write(file: Path, rows: Iterable[Labelled]) -> None:
    """Write JSONL whose keys are ours."""
    write_labelled(file, rows)
