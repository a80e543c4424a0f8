"""Folders of Hugging Face `datasets`: Parquet, JSONL or CSV files of splits, or what `save_to_disk` wrote."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from i4nlp.data.formats import lines, tables
from i4nlp.data.labelled import Labelled, Raw, raw_of
from i4nlp.errors import InputError

_READERS: dict[str, Callable[[Path], Iterator[Raw]]] = {
    ".parquet": tables.read_parquet, ".jsonl": lines.read, ".csv": tables.read_csv, ".tsv": tables.read_tsv,
}  # fmt: skip
_CARD = """---
language: fr
configs:
- config_name: default
  data_files:
  - split: train
    path: data/train.parquet
---
"""


def read(folder: Path) -> Iterator[Raw]:
    """Read every data file of a folder, in the order of their names."""
    files = sorted(file for file in folder.rglob("*") if file.suffix in {*_READERS, ".arrow"} and not file.name.startswith("cache-"))
    if not files:
        raise InputError(
            "no_data_files", f"{folder}\u00a0: aucun fichier .parquet, .jsonl, .csv ou .arrow. Donnez le dossier du jeu de données."
        )
    for file in files:
        yield from _READERS.get(file.suffix, _arrow)(file)


def write(folder: Path, rows: Iterable[Labelled]) -> None:
    """Write a folder that `datasets.load_dataset` loads."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    tables.write_parquet(folder / "data" / "train.parquet", rows)
    (folder / "README.md").write_text(_CARD, encoding="utf-8", newline="\n")


def _arrow(file: Path) -> Iterator[Raw]:
    import pyarrow as pa

    with tables.readable(file, "ce fichier Arrow"), pa.memory_map(str(file)) as source:
        rows = pa.ipc.open_stream(source).read_all().to_pylist()
    for number, row in enumerate(rows, 1):
        yield raw_of(row, f"{file}:{number}")
