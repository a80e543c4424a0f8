"""One labelled tweet, and the JSONL files that hold them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from i4nlp.errors import DataError, InputError
from i4nlp.labels import Contract, Label

SPLITS = ("train", "dev", "calibration", "test")
REGISTERS = ("soutenu", "courant", "familier", "sms", "pro", "oral")
PARTS = ("natural", "hard")
RULES = range(1, 13)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a text, and where they stand (code points, end exclusive)."""

    text: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Record:
    """One labelled tweet of a data set; the keys of its JSON line are the names of the fields."""

    id: str
    text: str
    label: Label
    writer: str
    contracts: tuple[Contract, ...]
    metier: Mention | None
    lieu: tuple[Mention, ...]
    call_to_action: bool
    register: str
    hard: bool
    group: str | None
    rule: int | None
    part: str | None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object of a line."""
        mention = _mention_to_dict
        return {
            "id": self.id, "text": self.text, "label": self.label.value, "writer": self.writer,
            "contracts": [contract.value for contract in self.contracts],
            "metier": None if self.metier is None else mention(self.metier), "lieu": [mention(place) for place in self.lieu],
            "call_to_action": self.call_to_action, "register": self.register, "hard": self.hard,
            "group": self.group, "rule": self.rule, "part": self.part,
        }  # fmt: skip


def read_records(path: Path) -> list[Record]:
    """Read a JSONL file whole; raise `DataError` with file and line at the first row that is not a record."""
    return [record for _, record in read_numbered(path)]


def read_numbered(path: Path) -> list[tuple[int, Record]]:
    """Read a JSONL file whole, each record with the number of its line."""
    return [(number, parse_record(row, f"{path}:{number}")) for number, row in _rows(path)]


def write_records(path: Path, records: list[Record]) -> None:
    """Write a JSONL file beside its place and move it there whole."""
    lines = (json.dumps(record.to_dict(), ensure_ascii=False) + "\n" for record in records)
    unfinished = path.with_name(path.name + ".part")
    unfinished.write_text("".join(lines), encoding="utf-8", newline="\n")
    unfinished.replace(path)


def parse_record(row: Any, where: str) -> Record:
    """Check one JSON object and return its record; `where` (file and line) begins every message."""
    fields = Record.__dataclass_fields__
    if not isinstance(row, dict):
        raise _fault(where, "un objet JSON est attendu", row)
    if set(row) != set(fields):
        odd, missing = sorted(set(row) - set(fields)), sorted(set(fields) - set(row))
        raise _fault(where, f"clés inconnues\u00a0: {odd}, clés manquantes\u00a0: {missing}", sorted(row))
    text = row["text"]
    if not isinstance(text, str) or not text.strip():
        raise _fault(where, "«\u00a0text\u00a0» est un texte non vide", text)
    return Record(
        id=_word(row, "id", where),
        text=text,
        label=Label(_among(row["label"], list(Label), "label", where)),
        writer=_word(row, "writer", where),
        contracts=tuple(Contract(_among(name, list(Contract), "contracts", where)) for name in _list(row, "contracts", where)),
        metier=None if row["metier"] is None else _mention(row["metier"], text, "metier", where),
        lieu=tuple(_mention(place, text, "lieu", where) for place in _list(row, "lieu", where)),
        call_to_action=_flag(row, "call_to_action", where),
        register=_among(row["register"], REGISTERS, "register", where),
        hard=_flag(row, "hard", where),
        group=None if row["group"] is None else _word(row, "group", where),
        rule=None if row["rule"] is None else _among(row["rule"], RULES, "rule", where),
        part=None if row["part"] is None else _among(row["part"], PARTS, "part", where),
    )


def _rows(path: Path) -> Iterator[tuple[int, Any]]:
    try:
        content = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError("unreadable_file", f"{path}\u00a0: fichier illisible ({error.strerror}). Vérifiez son nom.") from error
    except UnicodeDecodeError as error:
        raise InputError(
            "not_utf8", f"{path}\u00a0: ce fichier n’est pas en UTF-8 (octet {error.start}). Enregistrez-le en UTF-8."
        ) from error
    for number, line in enumerate(content.split("\n"), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError) as error:
                raise DataError("broken_row", f"{path}:{number}\u00a0: ligne JSON illisible ({error}).", line=number) from error


def _fault(where: str, expected: str, value: object) -> DataError:
    return DataError("broken_row", f"{where}\u00a0: {expected}\u202f; reçu\u00a0: {value!r:.120}.", line=int(where.rpartition(":")[2]))


def _mention_to_dict(mention: Mention) -> dict[str, Any]:
    return {"text": mention.text, "span": list(mention.span)}


def _mention(value: Any, text: str, key: str, where: str) -> Mention:
    match value:
        case {"text": str(words), "span": [int(start), int(end)]} if words and text[start:end] == words and start >= 0:
            return Mention(words, (start, end))
    raise _fault(where, f'«\u00a0{key}\u00a0» est {{"text", "span"}}, où span découpe ces mots dans le texte', value)


def _word(row: dict[str, Any], key: str, where: str) -> str:
    if not isinstance(row[key], str) or not row[key]:
        raise _fault(where, f"«\u00a0{key}\u00a0» est un mot", row[key])
    return str(row[key])


def _list(row: dict[str, Any], key: str, where: str) -> list[Any]:
    if not isinstance(row[key], list):
        raise _fault(where, f"«\u00a0{key}\u00a0» est une liste", row[key])
    return list(row[key])


def _flag(row: dict[str, Any], key: str, where: str) -> bool:
    if not isinstance(row[key], bool):
        raise _fault(where, f"«\u00a0{key}\u00a0» est true ou false", row[key])
    return bool(row[key])


def _among(value: Any, accepted: Any, key: str, where: str) -> Any:
    if isinstance(value, bool) or value not in list(accepted):
        raise _fault(where, f"«\u00a0{key}\u00a0» est l’un de {', '.join(map(str, accepted))}", value)
    return value
