"""A tweet that a person labelled, as it goes between the data set and the annotation tools."""

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from i4nlp.errors import DataError, InputError
from i4nlp.labels import Label
from i4nlp.lexicon import fold
from i4nlp.payload import check_text

FIELDS = ("id", "text", "label", "annotator", "time", "score", "version", "meta")
# the names that people give to the labels, without accents, in small letters
_NAMES = {
    Label.SEEKER_REQUEST: "seeker_request,seeker request,demande,demande d'emploi,demandes d'emploi,demande emploi,recherche d'emploi,"
    "emploi,seeker,request",
    Label.STAGE_REQUEST: "stage_request,stage request,demande de stage,demande de stage ou d'alternance,demande d'alternance,"
    "recherche de stage,stage,alternance,stage/alternance",
    Label.OFFER: "offer,offre,offres,offre d'emploi,job offer,recrutement",
    Label.NOISE: "noise,bruit,autre,autre message,autres,rien,other,aucun,hors sujet",
}
_LABELS = {name: label for label, names in _NAMES.items() for name in names.split(",")}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A tweet with its label, who gave it and when, a model's score (0 to 1) and version, and what else came with it."""

    id: str
    text: str
    label: Label | None = None
    annotator: str | None = None
    time: str | None = None
    score: float | None = None
    version: str | None = None
    meta: Mapping[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object of a line; what was not told is left out."""
        told = {name: getattr(self, name) for name in FIELDS}
        return {name: value for name, value in told.items() if name in ("id", "text", "label") or value not in (None, {})}


@dataclass(frozen=True, slots=True)
class Raw:
    """What a reader of some format found in one row: where it stands, and the values of `FIELDS` that it has, or a `fault`.

    `extra` is what joins `meta`.
    """

    where: str
    values: Mapping[str, Any]


def label_named(written: str) -> Label | None:
    """Return the label that a person meant: 'Demande de stage', 'OFFRE', 'seeker_request'."""
    return _LABELS.get(" ".join(fold(written).replace("’", "'").split()))


def parse(raw: Raw) -> Labelled:
    """Check the values of one row; raise `DataError` that says what is wrong, which value, and what is accepted."""
    values = dict(raw.values)
    if "fault" in values:
        raise DataError("broken_row", f"{raw.where}\u00a0: {values['fault']}.")
    try:
        text = check_text(values.get("text"))
    except InputError as error:
        raise DataError("broken_row", f"{raw.where}\u00a0: {error.message}") from error
    identifier = values.get("id")
    if isinstance(identifier, bool) or not isinstance(identifier, (str, int)) or str(identifier) == "":
        raise _fault(raw, "«\u00a0id\u00a0» est le numéro du tweet", identifier)
    return Labelled(
        id=str(identifier),
        text=text,
        label=_label(raw, values.get("label")),
        annotator=_told(values.get("annotator")),
        time=_told(values.get("time")),
        score=_score(raw, values.get("score")),
        version=_told(values.get("version")),
        meta={**_meta(raw, values.get("meta")), **values.get("extra", {})},
    )


def same_text(text: str) -> str:
    """Return what two texts have in common when they are one: normal form C."""
    return unicodedata.normalize("NFC", text)


def read_labelled(file: Path, *, torn: bool = False) -> list[Labelled]:
    """Read a JSONL file of labelled tweets; a richer record of ours is read too.

    `torn`: a last line without its end, which somebody is writing or a crash cut off, is left out.
    """
    found = []
    content = file.read_bytes()
    content = content[: content.rfind(b"\n") + 1] if torn else content
    for number, line in enumerate(content.decode("utf-8").split("\n"), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise DataError("broken_row", f"{file}:{number}\u00a0: ligne JSON illisible ({error}).", line=number) from error
            found.append(parse(raw_of(row, f"{file}:{number}")))
    return found


def raw_of(row: Any, where: str) -> Raw:
    """Return the values of a JSON object whose keys are ours; what is no field of ours goes to `meta`."""
    if not isinstance(row, dict):
        raise DataError("broken_row", f"{where}\u00a0: un objet JSON est attendu\u202f; reçu\u00a0: {row!r:.80}.")
    extra = {key: value for key, value in row.items() if key not in FIELDS}
    meta = row.get("meta")
    if extra:
        meta = {**(meta if isinstance(meta, dict) else {}), **extra}
    return Raw(where, {**{key: row[key] for key in FIELDS if key in row}, **({} if meta is None else {"meta": meta})})


def write_labelled(file: Path, rows: Iterable[Labelled]) -> None:
    """Write a JSONL file beside its place and move it there whole."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(file.name + ".part")
    lines = (json.dumps(row.to_dict(), ensure_ascii=False) + "\n" for row in rows)
    unfinished.write_text("".join(lines), encoding="utf-8", newline="\n")
    unfinished.replace(file)


def _label(raw: Raw, value: Any) -> Label | None:
    if isinstance(value, list):
        if len(value) > 1:
            raise _fault(raw, "une seule étiquette par tweet", value)
        value = value[0] if value else None
    if value is None or value == "":
        return None
    found = label_named(value) if isinstance(value, str) else None
    if found is None:
        accepted = ", ".join(f"{label.value} ({label.french})" for label in Label)
        raise _fault(raw, f"étiquette inconnue\u202f; acceptées\u00a0: {accepted}", value)
    return found


def _score(raw: Raw, value: Any) -> float | None:
    if value is None or value == "":
        return None
    try:
        score = float(str(value).replace(",", "."))
    except ValueError:
        score = -1.0
    if isinstance(value, bool) or not 0 <= score <= 1:
        raise _fault(raw, "«\u00a0score\u00a0» est un nombre de 0 à 1", value)
    return score


def _meta(raw: Raw, value: Any) -> Mapping[str, Any]:
    if isinstance(value, str) and value:
        try:
            value = json.loads(value)
        except (ValueError, RecursionError) as error:
            raise _fault(raw, "«\u00a0meta\u00a0» est un objet JSON", value) from error
    if value in (None, ""):
        return {}
    if not isinstance(value, dict):
        raise _fault(raw, "«\u00a0meta\u00a0» est un objet JSON", value)
    return value


def _told(value: Any) -> str | None:
    return None if value is None or value == "" else str(value)


def _fault(raw: Raw, expected: str, value: object) -> DataError:
    return DataError("broken_row", f"{raw.where}\u00a0: {expected}\u202f; reçu\u00a0: {value!r:.80}. Corrigez cette ligne.")
