"""Tables: CSV and TSV as Excel, LibreOffice and Google Sheets write them, XLSX, Parquet."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from i4nlp.data.labelled import FIELDS, Labelled, Raw
from i4nlp.errors import DataError, I4nlpError, InputError
from i4nlp.lexicon import fold

# what people call the columns, without accents, in small letters
_COLUMNS = {
    "id": ("id", "id_str", "tweet_id", "identifiant", "i4_id", "numero"),
    "text": ("text", "texte", "tweet", "full_text", "message", "contenu"),
    "label": ("label", "etiquette", "classe", "categorie", "labels", "type"),
    "annotator": ("annotator", "annotateur", "annotatrice", "auteur de l'etiquette", "qui"),
    "time": ("time", "date", "heure", "annotated_at", "created_at"),
    "score": ("score", "probabilite", "confiance"),
    "version": ("version", "modele", "model"),
    "meta": ("meta", "metadata"),
}
_FIELDS = {name: field for field, names in _COLUMNS.items() for name in names}
# a cell that a spreadsheet would take for a formula; ours begins with an apostrophe more
_FORMULA = re.compile(r"'*(?:[=+\-@\t\r]|\d{16,}\Z)")  # nor for a number that it would round
_ESCAPED_FORMULA = re.compile(r"'+(?:[=+\-@\t\r]|\d{16,}\Z)")
_ROUNDED = re.compile(r"\d[.,]\d+E\+\d+")
_DELIMITERS = ";,\t|"


def neutralised(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def restored(cell: str) -> str:
    """Return the cell as it was before `neutralised`."""
    return cell[1:] if _ESCAPED_FORMULA.match(cell) else cell


def read_csv(file: Path) -> Iterator[Raw]:
    """Read a table of text, whatever its delimiter and its encoding (UTF-8, UTF-16, else Windows-1252)."""
    content = decoded(file)
    csv.field_size_limit(10_000_000)
    first = content.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    rows = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter, strict=True)
    try:
        header = next(rows, [])
        fields = columns_of(header, file)
        line = rows.line_num + 1
        for row in rows:
            if any(row):
                if len(row) != len(header):
                    message = f"{len(row)} cases au lieu de {len(header)}. Vérifiez les guillemets de cette ligne"
                    yield Raw(f"{file}:{line}", {"fault": message})
                else:
                    yield Raw(f"{file}:{line}", _values(fields, [restored(cell) for cell in row]))
            line = rows.line_num + 1
    except csv.Error as error:
        raise DataError(
            "broken_row", f"{file}:{rows.line_num}\u00a0: tableau illisible ({error}). Enregistrez-le à nouveau en CSV."
        ) from error


def write_csv(file: Path, rows: Iterable[Labelled], delimiter: str = ";") -> None:
    """Write a table that French spreadsheets open as it is: `;`, UTF-8 with a mark, formulas neutralised."""
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
        writer.writerow(FIELDS)
        writer.writerows([neutralised(cell) for cell in _cells(row)] for row in rows)


def read_tsv(file: Path) -> Iterator[Raw]:
    """Read a table whose cells are set apart by tabs."""
    return read_csv(file)


def write_tsv(file: Path, rows: Iterable[Labelled]) -> None:
    """Write a table whose cells are set apart by tabs."""
    write_csv(file, rows, "\t")


@contextmanager
def readable(file: Path, what: str, way_out: str = "Exportez-le à nouveau.") -> Iterator[None]:
    """Tell in one sentence whatever a library raises over a damaged file."""
    try:
        yield
    except I4nlpError:
        raise
    except Exception as error:  # openpyxl, pyarrow and zipfile raise some twenty kinds over bytes that they do not expect
        raise InputError(
            "unreadable_file", f"{file}\u00a0: {what} ne se lit pas ({str(error)[:200] or type(error).__name__}). {way_out}"
        ) from error


def read_xlsx(file: Path) -> Iterator[Raw]:
    """Read the first sheet of a workbook."""
    from openpyxl import load_workbook

    with (
        readable(file, "ce classeur", "Enregistrez-le à nouveau en XLSX."),
        closing(load_workbook(io.BytesIO(file.read_bytes()), read_only=True)) as book,
    ):
        rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    fields = columns_of([str(cell or "") for cell in next(iter(rows), [])], file)
    for number, row in enumerate(rows[1:], 2):
        cells = ["" if cell is None else restored(_unescaped(cell)) if isinstance(cell, str) else _number(cell) for cell in row]
        if any(cells):
            yield Raw(f"{file}:{number}", _values(fields, cells))


def write_xlsx(file: Path, rows: Iterable[Labelled]) -> None:
    """Write a workbook whose cells are all text."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("tweets")
    sheet.append(list(FIELDS))

    def cell(value: str) -> Any:
        made = WriteOnlyCell(sheet, value=_escaped(neutralised(value)))
        made.data_type = "s"
        return made

    for row in rows:
        sheet.append([cell(value) for value in _cells(row)])
    book.save(file)


def read_parquet(file: Path) -> Iterator[Raw]:
    """Read a Parquet file."""
    from pyarrow import parquet

    with readable(file, "ce fichier Parquet"):
        table = parquet.read_table(file)
        rows = table.to_pylist()
    fields = columns_of(table.column_names, file)
    for number, row in enumerate(rows, 1):
        yield Raw(f"{file}:{number}", _values(fields, list(row.values())))


def write_parquet(file: Path, rows: Iterable[Labelled]) -> None:
    """Write a Parquet file, the score as a number, the rest as text."""
    import pyarrow as pa
    from pyarrow import parquet

    columns: dict[str, list[Any]] = {name: [] for name in FIELDS}
    for row in rows:
        for name in FIELDS:
            value = getattr(row, name)
            columns[name].append((json.dumps(value, ensure_ascii=False) if value else None) if name == "meta" else value)
    kinds = {name: pa.float64() if name == "score" else pa.string() for name in FIELDS}
    parquet.write_table(pa.table({name: pa.array(values, kinds[name]) for name, values in columns.items()}), file)


def _cells(row: Labelled) -> list[str]:
    told = ["" if (value := getattr(row, name)) is None else str(value) for name in FIELDS[:-1]]
    return [*told, json.dumps(row.meta, ensure_ascii=False) if row.meta else ""]


def columns_of(header: Sequence[str], file: Path) -> list[str]:
    """Return the field of each column; one that is no field of ours keeps its name, for `meta`."""
    names = [fold(name).strip() for name in header]
    if "i4_id" in names and "id" in names:  # doccano's own number beside ours
        names[names.index("id")] = ""
    found = [_FIELDS.get(folded, f"meta:{name.strip()}" if folded else "") for folded, name in zip(names, header, strict=True)]
    if "text" not in found:
        raise InputError(
            "no_text_column",
            f"{file}:1\u00a0: aucune colonne «\u00a0text\u00a0» (ou «\u00a0texte\u00a0»)\u202f; lu\u00a0: {', '.join(header)[:120]}.",
        )
    return found


def _values(fields: Sequence[str], cells: Sequence[Any]) -> Mapping[str, Any]:
    values = {name: cell for name, cell in zip(fields, cells, strict=False) if name and not name.startswith("meta:")}
    extra = {
        name.removeprefix("meta:"): cell
        for name, cell in zip(fields, cells, strict=False)
        if name.startswith("meta:") and cell not in (None, "")
    }
    if extra and not values.get("meta"):
        values["meta"] = extra
    if _ROUNDED.fullmatch(str(values.get("id"))):
        return {"fault": "le tableur a arrondi ce numéro. Mettez la colonne au format «\u00a0Texte\u00a0» avant de coller les numéros"}
    return values


def _escaped(cell: str) -> str:
    """Write the characters that XML cannot hold, or changes, as a workbook does: _x000D_ (ECMA-376, 22.9.2.19)."""
    cell = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", cell)
    return re.sub(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]", lambda sign: f"_x{ord(sign[0]):04X}_", cell)


def _unescaped(cell: str) -> str:
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), cell)


def _number(cell: object) -> str:
    """Return a cell that the spreadsheet took for a number or a date as it was typed."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def decoded(file: Path) -> str:
    """Return the text of a table: UTF-8, UTF-16 where it begins with its mark, else Windows-1252."""
    content = file.read_bytes()
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
