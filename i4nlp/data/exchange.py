"""Labelled tweets in and out: the format is found, every row is checked first, and nothing is half imported."""

import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from i4nlp.data.formats import argilla, doccano, hugging_face, label_studio, lines, prodigy, tables, x_export
from i4nlp.data.labelled import Labelled, Raw, parse, read_labelled, same_text, write_labelled
from i4nlp.errors import DataError, InputError

_Read = Callable[[Path], Iterator[Raw]]
_Write = Callable[[Path, Iterable[Labelled]], None]
FORMATS: dict[str, tuple[_Read, _Write | None]] = {
    "csv": (tables.read_csv, tables.write_csv),
    "tsv": (tables.read_tsv, tables.write_tsv),
    "xlsx": (tables.read_xlsx, tables.write_xlsx),
    "jsonl": (lines.read, lines.write),
    "parquet": (tables.read_parquet, tables.write_parquet),
    "doccano": (doccano.read, doccano.write),
    "label-studio": (label_studio.read, label_studio.write),
    "argilla": (argilla.read, argilla.write),
    "prodigy": (prodigy.read, prodigy.write),
    "hf": (hugging_face.read, hugging_face.write),
    "x-archive": (x_export.read_archive, None),
    "x-api": (x_export.read_api, None),
}
WRITABLE = tuple(name for name, (_, write) in FORMATS.items() if write is not None)
DERIVED = frozenset({"merged", "reports"})  # folders of local data that are made from the labelled files
_BY_SUFFIX = {".xlsx": "xlsx", ".parquet": "parquet", ".js": "x-archive"}


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did or would do: rows that are new, already there, refused (with file, line and fix), and what to look at."""

    new: tuple[Labelled, ...]
    known: int
    faults: tuple[str, ...]
    warnings: tuple[str, ...]


def detect(file: Path) -> str:
    """Return the format of a file or folder by what is in it."""
    if file.is_dir():
        return "hf"
    if not file.is_file():
        raise InputError("no_such_file", f"{file}\u00a0: ce fichier n’existe pas. Vérifiez son nom et son dossier.")
    if file.suffix.lower() in (".csv", ".tsv"):
        return _of_table(tables.decoded(file).split("\n", 1)[0])
    if file.suffix.lower() in _BY_SUFFIX:
        return _BY_SUFFIX[file.suffix.lower()]
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as archive:
            return "xlsx" if "xl/workbook.xml" in archive.namelist() else "x-archive"
    head = file.read_bytes()[:4]
    if head == b"PAR1":
        return "parquet"
    content = tables.decoded(file)
    if re.match(r"\s*window\.YTD\.", content):
        return "x-archive"
    if not content.lstrip().startswith(("{", "[")):
        return _of_table(content.split("\n", 1)[0])
    return _json_format(file, content)


def _of_table(header: str) -> str:
    if {name.strip('"') for name in re.split("[,\t]", header.strip())} >= label_studio.COLUMNS:
        return "label-studio"
    return "tsv" if "\t" in header else "csv"


def _json_format(file: Path, content: str) -> str:
    """Tell the annotation tools apart by the keys of the first row."""
    if content.lstrip().startswith("[") or _is_one_document(content):
        document = lines.loads(content, file)
        if isinstance(document, dict):
            return "x-api" if "data" in document and not isinstance(document["data"], str) else _of_row(document)
        return _of_row(document[0]) if document and isinstance(document[0], dict) else "jsonl"
    first = next((row for _, row in lines.rows_of(file) if isinstance(row, dict)), {})
    return "x-api" if isinstance(first.get("data"), list) else _of_row(first)


def _of_row(row: dict[str, object]) -> str:
    keys = set(row)
    if isinstance(row.get("fields"), dict) and keys & {"responses", "suggestions", "metadata"}:
        return "argilla"
    if isinstance(row.get("data"), dict) or label_studio.COLUMNS & keys:
        return "label-studio"
    if {"_input_hash", "_task_hash", "options", "accept"} & keys or "answer" in keys:
        return "prodigy"
    if isinstance(row.get("label"), list) or isinstance(row.get("data"), str) or "Comments" in keys or "i4_id" in keys:
        return "doccano"
    if {"edit_history_tweet_ids", "author_id", "public_metrics"} & keys:
        return "x-api"
    return "jsonl"


def _is_one_document(content: str) -> bool:
    try:
        json.loads(content)
    except (ValueError, RecursionError):
        return False
    return True


def target(dataset: Path) -> Path:
    """Return the file that imported tweets go to: the one that is named, or `imported.jsonl` of a folder."""
    return dataset if dataset.suffix == ".jsonl" else dataset / "imported.jsonl"


def rows_of(dataset: Path) -> list[Labelled]:
    """Return every labelled tweet of a folder or a JSONL file."""
    files = [dataset] if dataset.suffix == ".jsonl" else sorted(dataset.glob("*.jsonl"))
    return [row for file in files if file.is_file() and file.name not in _NOT_TWEETS for row in read_labelled(file)]


_NOT_TWEETS = {"second-labels.jsonl", "invariance.jsonl"}


def read_file(file: Path, kind: str | None = None) -> list[Labelled | str]:
    """Return the rows of a file in some format, each a labelled tweet or what is wrong with it."""
    read, _ = FORMATS[kind or detect(file)]
    found: list[Labelled | str] = []
    for raw in read(file):
        try:
            found.append(parse(raw))
        except DataError as error:
            found.append(error.message)
    return found


def read_whole(file: Path) -> list[Labelled]:
    """Return the tweets of a file in some format, labelled or not; raise `DataError` where a row can't be read."""
    rows = read_file(file)
    faults = [row for row in rows if isinstance(row, str)]
    if faults:
        more = f" ({len(faults)} lignes refusées en tout.)" if len(faults) > 1 else ""
        raise DataError("broken_row", faults[0] + more)
    if not rows:
        raise InputError("no_tweets", f"{file}\u00a0: aucun tweet ici.")
    return [row for row in rows if isinstance(row, Labelled)]


def judge(rows: Sequence[Labelled | str], present: Sequence[Labelled]) -> Imported:
    """Sort rows into new, known and refused: no text may have two labels, no id two texts."""
    labels = {same_text(row.text): row for row in present}
    texts = {row.id: row for row in present}
    new: list[Labelled] = []
    faults: list[str] = []
    known = 0
    for row in rows:
        if isinstance(row, str):
            faults.append(row)
            continue
        twin = labels.get(same_text(row.text))
        if twin is not None and twin.label is not None and row.label not in (None, twin.label):
            faults.append(
                f"{row.id}\u00a0: ce texte est déjà là sous {twin.id}, étiqueté {twin.label}\u202f; reçu\u00a0: {row.label}. "
                "Gardez une seule étiquette."
            )
        elif twin is None and row.id in texts:
            faults.append(f"{row.id}\u00a0: cet identifiant est déjà à un autre texte. Donnez-lui-en un autre.")
        elif twin is not None and (row.label is None or twin.label is not None):
            known += 1
        else:
            new.append(row)
            labels[same_text(row.text)] = texts[row.id] = row
    return Imported(tuple(new), known, tuple(faults), tuple(_warnings(new, present)))


def import_file(file: Path, dataset: Path, kind: str | None = None, *, skip_bad: bool = False, pseudonymise: bool = False) -> Imported:
    """Import a file into a data set; with a fault nothing is imported, unless faulty rows are to be skipped."""
    kind = kind or detect(file)
    into = target(dataset)
    present = rows_of(dataset)
    rows = read_file(file, kind)
    if pseudonymise:
        from i4nlp.data import pseudonyms

        salt = pseudonyms.salt_of(into.parent)
        rows = [row if isinstance(row, str) else pseudonyms.pseudonymised(row, salt) for row in rows]
    found = judge(rows, present)
    if kind == "label-studio" and label_studio.has_bare_predictions(file):
        found = Imported(found.new, found.known, found.faults, (f"{file}\u00a0: {label_studio.IDS_ONLY}.", *found.warnings))
    if found.new and (skip_bad or not found.faults):
        here = read_labelled(into) if into.is_file() else []
        labelled_now = {row.id for row in found.new}
        write_labelled(into, [*(row for row in here if row.id not in labelled_now), *found.new])
    return found


def export_file(dataset: Path, file: Path, kind: str) -> int:
    """Export a data set, whole or not at all; return how many tweets it has."""
    write = FORMATS[kind][1]
    if write is None:
        raise InputError("not_writable", f"«\u00a0{kind}\u00a0» ne s’écrit pas\u202f; acceptés\u00a0: {', '.join(WRITABLE)}.")
    rows = rows_of(dataset)
    if not rows:
        raise InputError("no_tweets", f"{dataset}\u00a0: aucun tweet à exporter. Donnez un dossier ou un fichier .jsonl.")
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f"{file.stem}.part{file.suffix}")
    write(unfinished, rows)
    if kind == "hf" and file.is_dir():
        raise InputError("folder_exists", f"{file}\u00a0: ce dossier existe déjà. Donnez un autre nom.")
    unfinished.replace(file)
    return len(rows)


def forget(folder: Path, ids: Sequence[str]) -> dict[str, list[Path]]:
    """Take texts out of every labelled file below a folder, and what was made of them; return the files in which each id stood."""
    found: dict[str, list[Path]] = {name: [] for name in ids}
    for file in sorted(folder.rglob("*.jsonl")):
        if DERIVED & set(file.relative_to(folder).parts):
            continue
        rows = read_labelled(file)
        kept = [row for row in rows if row.id not in found]
        for row in rows:
            if row.id in found:
                found[row.id].append(file)
        if len(kept) < len(rows):
            write_labelled(file, kept)
    if any(found.values()):
        # reports quote texts, and the merged data set holds them: both are made anew when they are asked for
        for name in DERIVED:
            shutil.rmtree(folder / name, ignore_errors=True)
    return found


def _warnings(new: Sequence[Labelled], present: Sequence[Labelled]) -> Iterator[str]:
    """Point at personal data and near-duplicates, which a person should look at."""
    from i4nlp import contact
    from i4nlp.data import near

    for row in new:
        kinds = sorted({detail.kind for detail in contact.find(row.text)})
        if kinds:
            yield f"{row.id}\u00a0: coordonnées personnelles ({', '.join(kinds)}). L’option --pseudonymise les remplace."
    masked = [near.mask(row.text) for row in new]
    for left, right in near.pairs_within(masked):
        yield f"{new[left].id}\u00a0: presque le même texte que {new[right].id}."
    for left, right in near.pairs(masked, [near.mask(row.text) for row in present]):
        yield f"{new[left].id}\u00a0: presque le même texte que {present[right].id}, déjà là."
