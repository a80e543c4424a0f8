"""What a data set must keep to; every fault names file, line and fix."""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from i4nlp import contact
from i4nlp.data import near
from i4nlp.data.agreement import read_second_labels
from i4nlp.data.record import SPLITS, Record, read_numbered
from i4nlp.errors import InputError
from i4nlp.payload import check_text

# numbers that ARCEP keeps for fiction (decision 2018-0881), without the leading 0
FICTION = ("19900", "26191", "35301", "46571", "53649", "63998")
_SAFE_MAIL = re.compile(r"@(?:[\w-]+\.)*(?:example\.(?:com|org)|[\w-]+\.example)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend: where, what, and how."""

    where: str
    what: str
    fix: str

    def __str__(self) -> str:
        """Return the line that a maintainer reads."""
        return f"{self.where}\u00a0: {self.what}. {self.fix}"


@dataclass(frozen=True, slots=True)
class _Row:
    where: str
    split: str
    record: Record


def check(folder: Path, against: Sequence[Path] = ()) -> list[Fault]:
    """Return every fault of a data set, and the texts that stand in one of the files of `against`."""
    rows = [
        _Row(f"{folder / name}.jsonl:{number}", name, record)
        for name in SPLITS
        for number, record in read_numbered(folder / f"{name}.jsonl")
    ]
    read_second_labels(folder)
    return [*_manifest(folder), *_twice(rows), *_shared(rows), *_personal(rows), *_across(rows), *_against(rows, against)]


def digest(file: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _manifest(folder: Path) -> Iterator[Fault]:
    file = folder / "manifest.json"
    try:
        files = {name: str(told["sha256"]) for name, told in json.loads(file.read_text(encoding="utf-8"))["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(
            "no_manifest", f"{file}\u00a0: manifeste illisible. Écrivez-le avec «\u00a0i4nlp data describe --write\u00a0»."
        ) from error
    for name in dict.fromkeys([*(f"{split}.jsonl" for split in SPLITS), *files]):
        if name != Path(name).name or not (folder / name).is_file() or files.get(name) != digest(folder / name):
            yield Fault(
                str(folder / name),
                "son empreinte n’est pas celle du manifeste",
                "Relisez les changements, puis «\u00a0i4nlp data describe --write\u00a0».",
            )


def _twice(rows: Sequence[_Row]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for row in rows:
        if row.record.id in seen:
            yield Fault(row.where, f"l’identifiant {row.record.id} est déjà à {seen[row.record.id]}", "Donnez-lui un autre identifiant.")
        seen.setdefault(row.record.id, row.where)


def _shared(rows: Sequence[_Row]) -> Iterator[Fault]:
    """Find the writers and contrast groups that stand in two splits."""
    for key, name in (("writer", "l’auteur"), ("group", "le groupe")):
        home: dict[str, str] = {}
        for row in rows:
            value = getattr(row.record, key)
            if value is not None and home.setdefault(value, row.split) != row.split:
                yield Fault(
                    row.where, f"{name} {value} est déjà dans {home[value]}", "Un auteur et un groupe restent dans un seul fichier."
                )


def _personal(rows: Sequence[_Row]) -> Iterator[Fault]:
    for row in rows:
        for detail in contact.find(row.record.text):
            written = row.record.text[slice(*detail.span)]
            if detail.kind == "phone" and not _digits(written).startswith(FICTION):
                yield Fault(row.where, f"le téléphone {written} n’est pas réservé à la fiction", "Prenez par exemple 06 39 98 00 00.")
            elif detail.kind == "email" and "@" in written and not _SAFE_MAIL.search(written):
                yield Fault(row.where, f"l’adresse {written} pourrait être vraie", "Prenez le domaine example.org.")


def _digits(phone: str) -> str:
    return re.sub(r"^(?:33|0033)?0?", "", re.sub(r"\D", "", phone))


def _across(rows: Sequence[_Row]) -> Iterator[Fault]:
    parts = {name: [row for row in rows if row.split == name] for name in SPLITS}
    masked = {name: [near.mask_record(row.record) for row in part] for name, part in parts.items()}
    for one, other in combinations(SPLITS, 2):
        for left, right in near.pairs(masked[one], masked[other]):
            yield Fault(
                parts[one][left].where, f"presque le même texte qu’à {parts[other][right].where}", "Récrivez ou retirez l’un des deux."
            )


def _against(rows: Sequence[_Row], files: Sequence[Path]) -> Iterator[Fault]:
    masked = [near.mask(row.record.text) for row in rows] if files else []
    for file in files:
        texts = list(_texts(file))
        for left, right in near.pairs(masked, [near.mask(text) for _, text in texts]):
            yield Fault(
                rows[left].where,
                f"presque le même texte qu’à {file}:{texts[right][0]}",
                "Retirez-le\u00a0: il n’a pas été écrit pour ce jeu.",
            )


def _texts(file: Path) -> Iterator[tuple[int, str]]:
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
        yield from ((number, check_text(json.loads(line)["text"])) for number, line in enumerate(lines, 1) if line.strip())
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError("unreadable_file", f"{file}\u00a0: un objet JSON avec «\u00a0text\u00a0» est attendu à chaque ligne.") from error
