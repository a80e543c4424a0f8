"""Answers → the bytes of one part, in the format of the output, and parts → the output; the same rows give the same bytes anywhere."""

import csv
import gzip
import io
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from i4nlp.errors import InputError
from i4nlp.labels import Label

Answer = Mapping[str, Any]
FORMATS = (".jsonl", ".csv", ".parquet")
_LEVEL = 6
_PLAIN = ("line", "id", "label", *(label.value for label in Label), "contracts", "relay", "code", "error")
_FACTS = ("metier", "lieu", "call_to_action", "contact_details", "availability", "experience", "closed", "for_someone_else")
_NUMBERS = frozenset(label.value for label in Label)
_FLAGS = frozenset({"call_to_action", "closed", "for_someone_else"})
_LISTS = frozenset({"contracts", "lieu", "contact_details"})
_FORMULA = "=+-@\t\r"  # a cell that begins so is a formula to a spreadsheet


def columns(*, facts: bool, several: bool) -> tuple[str, ...]:
    """Return the names of the columns; `file` where there are several."""
    return (*(("file",) if several else ()), *_PLAIN, *(_FACTS if facts else ()))


def shape(output: Path) -> tuple[str, str]:
    """Return the format and the compression that the name of the output asks for."""
    suffixes = [suffix.lower() for suffix in output.suffixes[-2:]]
    packed = suffixes.pop() if suffixes and suffixes[-1] in (".gz", ".zst") else ""
    wanted = suffixes[-1] if suffixes else ""
    if wanted not in FORMATS or (packed and wanted == ".parquet"):
        raise InputError(
            "unknown_format", f"{output}\u00a0: format inconnu. Acceptés\u00a0: .jsonl et .csv, aussi en .gz ou .zst, et .parquet."
        )
    return wanted, packed


def encoded(answers: Sequence[Answer], names: Sequence[str], wanted: str, packed: str, *, first: bool) -> bytes:
    """Return one part; only the first of a CSV names its columns."""
    if wanted == ".parquet":
        return _parquet(answers, names)
    text = _jsonl(answers) if wanted == ".jsonl" else _csv(answers, names, first=first)
    content = text.encode()
    if packed == ".gz":
        return gzip.compress(content, _LEVEL, mtime=0)
    if packed == ".zst":
        import pyarrow as pa

        return bytes(pa.Codec("zstd", compression_level=_LEVEL).compress(content, asbytes=True))
    return content


def join(parts: Sequence[Path], output: Path, wanted: str) -> None:
    """Write the parts one behind the other beside the output, then move it there whole."""
    unfinished = output.with_name(f"{output.name}.unfinished")
    if wanted == ".parquet":
        _join_parquet(parts, unfinished)
    else:
        with unfinished.open("wb") as out:
            for part in parts:
                with part.open("rb") as content:
                    shutil.copyfileobj(content, out, 1 << 20)
    unfinished.replace(output)


def _jsonl(answers: Sequence[Answer]) -> str:
    return "".join(json.dumps(_nested(answer), ensure_ascii=False) + "\n" for answer in answers)


def _nested(answer: Answer) -> dict[str, Any]:
    """Return the object of a line: what was not found is left out, the probabilities stand together."""
    told = {key: value for key, value in answer.items() if key not in _NUMBERS and value is not None}
    if "error" not in told:
        told["probabilities"] = {label.value: answer[label.value] for label in Label}
    return told


def _csv(answers: Sequence[Answer], names: Sequence[str], *, first: bool) -> str:
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\r\n")
    if first:
        rows.writerow(names)
    rows.writerows([_cell(answer.get(name)) for name in names] for answer in answers)
    return text.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    cell = "" if value is None else " | ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"'{cell}" if isinstance(value, (str, list)) and cell.startswith(tuple(_FORMULA)) else cell


def _schema(names: Sequence[str]) -> Any:
    import pyarrow as pa

    def type_of(name: str) -> Any:
        if name == "line":
            return pa.int64()
        return (
            pa.float64() if name in _NUMBERS else pa.bool_() if name in _FLAGS else pa.list_(pa.string()) if name in _LISTS else pa.string()
        )

    return pa.schema([(name, type_of(name)) for name in names])


def _parquet(answers: Sequence[Answer], names: Sequence[str]) -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    schema = _schema(names)
    table = pa.table({name: pa.array([answer.get(name) for answer in answers], schema.field(name).type) for name in names}, schema)
    content = io.BytesIO()
    parquet.write_table(table, content, row_group_size=max(len(answers), 1), compression="zstd")
    return content.getvalue()


def _join_parquet(parts: Sequence[Path], unfinished: Path) -> None:
    """Write each part as a row group of its own."""
    from pyarrow import parquet

    with parquet.ParquetWriter(unfinished, parquet.read_schema(parts[0]), compression="zstd") as out:
        for part in parts:
            table = parquet.read_table(part)
            out.write_table(table, row_group_size=max(table.num_rows, 1))
