"""Archives → parts of some thousand rows, with their line numbers; never more than one part is held."""

import csv
import gzip
import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Any

from i4nlp import payload
from i4nlp.data.formats import tables, x_export
from i4nlp.errors import InputError
from i4nlp.lines import LONGEST_LINE

Row = tuple[int, Any]  # the line, and its bytes, a tweet object, or an `InputError`
ACCEPTED = ".jsonl, .csv, .tsv, .parquet, .txt, chacun aussi en .gz ou .zst, et le .zip ou le .js de l’archive X"
_MAGIC = re.compile(r"[*?\[]")
_PACKED = {".gz": "gzip", ".zst": "zstd"}
_MANY = 4096  # rows
_DAMAGED = (EOFError, gzip.BadGzipFile)


@dataclass(frozen=True, slots=True)
class Part:
    """Consecutive rows of one file, and how much of all the bytes of the input has been read with them (0 to 1)."""

    number: int
    file: str
    text_lines: bool
    rows: tuple[Row, ...]
    read: float


def files(pattern: str) -> list[Path]:
    """Return the files that a name or a pattern stands for, in the order of their names."""
    named = Path(pattern)
    anchor = Path(named.anchor)
    found = [named] if named.exists() or not _MAGIC.search(pattern) else sorted(anchor.glob(str(named.relative_to(anchor))))
    found = [file for file in found if file.is_file()]
    if not found:
        raise InputError("no_such_file", f"{pattern}\u00a0: aucun fichier de ce nom. Vérifiez le nom ou le motif (entre guillemets).")
    for file in found:
        _reader(file)
    return found


def parts(sources: Sequence[Path], size: int) -> Iterator[Part]:
    """Yield the rows of all files in order, `size` at a time; a part never holds rows of two files."""
    total = max(sum(file.stat().st_size for file in sources), 1)
    before, number = 0, 0
    for file in sources:
        position: list[Callable[[], int]] = []
        rows = _reader(file)(file, position)
        while True:
            try:
                some = tuple(islice(rows, size))
            except _DAMAGED as error:
                raise InputError("damaged_file", f"{file}\u00a0: fichier compressé abîmé ou coupé ({error}).") from error
            if not some:
                break
            read = (before + (position[0]() if position else 0)) / total
            yield Part(number, str(file), kind(file) == ".txt", some, min(read, 1.0))
            number += 1
        before += file.stat().st_size


def texts(pattern: str) -> tuple[list[str], int]:
    """Return the texts of all rows that can be read, and how many can't."""
    found, bad = [], 0
    for part in parts(files(pattern), _MANY):
        for number, row in part.rows:
            try:
                found.append(payload.read(tweet_of(row, number, text_lines=part.text_lines)).text)
            except InputError:
                bad += 1
    return found, bad


def kind(file: Path) -> str:
    """Return the suffix that tells the format, without that of the compression."""
    suffix = file.suffix.lower()
    return Path(file.stem).suffix.lower() if suffix in _PACKED else suffix


def _reader(file: Path) -> Callable[[Path, list[Callable[[], int]]], Iterator[Row]]:
    found = {
        ".jsonl": _lines, ".ndjson": _lines, ".txt": _lines, ".csv": _table, ".tsv": _table, ".parquet": _parquet, ".zip": _archive,
        ".js": _archive,
    }.get(kind(file))  # fmt: skip
    if found is None or (found in (_parquet, _archive) and file.suffix.lower() in _PACKED):
        raise InputError("unknown_format", f"{file}\u00a0: format inconnu. Acceptés\u00a0: {ACCEPTED}.")
    return found


@contextmanager
def _opened(file: Path, position: list[Callable[[], int]]) -> Iterator[IO[bytes]]:
    with file.open("rb") as raw:
        position.append(lambda: file.stat().st_size if raw.closed else raw.tell())
        if file.suffix.lower() == ".gz":
            with gzip.GzipFile(fileobj=raw) as unpacked:
                yield unpacked  # type: ignore[misc]
        elif file.suffix.lower() == ".zst":
            import pyarrow as pa

            yield io.BufferedReader(pa.CompressedInputStream(pa.PythonFile(raw, "r"), "zstd"), 1 << 18)
        else:
            yield raw


def _lines(file: Path, position: list[Callable[[], int]]) -> Iterator[Row]:
    """Yield each line that is not blank; of one that is too long only that it is."""
    with _opened(file, position) as source:
        number = 0
        while line := source.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE and not line.endswith(b"\n"):
                while (rest := source.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                    pass
                message = f"Cette ligne dépasse {LONGEST_LINE} octets. Donnez un tweet par ligne."
                yield number, InputError("line_too_long", message, line=number)
            elif line.strip():
                yield number, line.removesuffix(b"\n")


def _table(file: Path, position: list[Callable[[], int]]) -> Iterator[Row]:
    """Yield the rows of a table in UTF-8; a row with too many or too few cells is told."""
    csv.field_size_limit(LONGEST_LINE)
    with _opened(file, position) as source, io.TextIOWrapper(source, "utf-8-sig", errors="surrogateescape", newline="") as text:
        first = text.readline()
        delimiter = max(",;\t|", key=first.count)
        header = next(csv.reader([first], delimiter=delimiter), [])
        fields = tables.columns_of(header, file)
        rows = csv.reader(text, delimiter=delimiter, strict=True)
        while True:
            number = rows.line_num + 2
            try:
                cells = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield number, InputError("broken_row", f"Ligne illisible ({error}). Vérifiez ses guillemets.", line=number)
                continue
            if cells and len(cells) != len(header):
                message = f"{len(cells)} cases au lieu de {len(header)}. Vérifiez les guillemets de cette ligne."
                yield number, InputError("broken_row", message, line=number)
            elif cells:
                yield number, _tweet(fields, [tables.restored(cell) for cell in cells], number)


def _tweet(fields: Sequence[str], cells: Sequence[Any], number: int) -> Any:
    values = {name: cell for name, cell in zip(fields, cells, strict=True) if name in ("id", "text")}
    if "\udc80" <= max(str(values.get("text") or "") + str(values.get("id") or ""), default="") <= "\udcff":
        return InputError("not_utf8", "Cette ligne n’est pas en UTF-8. Enregistrez le fichier en UTF-8.", line=number)
    return values


def _parquet(file: Path, position: list[Callable[[], int]]) -> Iterator[Row]:
    from pyarrow import ArrowException, parquet

    try:
        source = parquet.ParquetFile(file)
        names = source.schema_arrow.names
        fields = tables.columns_of(names, file)
        wanted = [names[fields.index(field)] for field in ("id", "text") if field in fields]
        done, rows = 0, max(source.metadata.num_rows, 1)
        position.append(lambda: file.stat().st_size * done // rows)
        for batch in source.iter_batches(4096, columns=wanted):
            for row in batch.to_pylist():
                done += 1
                yield done, {fields[names.index(name)]: value for name, value in row.items() if value is not None}
    except (OSError, ArrowException) as error:
        raise InputError("unreadable_file", f"{file}\u00a0: ce fichier Parquet ne se lit pas ({error}).") from error


def _archive(file: Path, position: list[Callable[[], int]]) -> Iterator[Row]:
    """Yield the tweets of an X archive, one of its files at a time in memory; the row is the tweet's place among all."""
    position.append(lambda: file.stat().st_size)
    for number, raw in enumerate(x_export.read_archive(file), 1):
        yield number, {key: value for key, value in raw.values.items() if key in ("id", "text") and value is not None}


def tweet_of(row: Any, number: int, *, text_lines: bool) -> object:
    """Return the tweet of a row: an object, a text, or an `InputError`."""
    if not isinstance(row, bytes):
        return row
    try:
        text = row.removesuffix(b"\r").decode("utf-8-sig" if number == 1 else "utf-8")
        return text if text_lines else json.loads(text)
    except UnicodeDecodeError as error:
        message = f"Cette ligne n’est pas en UTF-8 (octet {error.start}). Enregistrez le fichier en UTF-8."
        return InputError("not_utf8", message, line=number)
    except (ValueError, RecursionError):
        return InputError("broken_json", "Cette ligne n’est pas du JSON. Vérifiez accolades et guillemets.", line=number)
