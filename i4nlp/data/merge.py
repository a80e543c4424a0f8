"""The shipped data set and the labelled tweets of `datasets/local` → one data set to train on; a tweet never changes its split."""

import hashlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from i4nlp import calls, contracts
from i4nlp.baseline import keyword_label
from i4nlp.data import near
from i4nlp.data.exchange import rows_of
from i4nlp.data.labelled import Labelled
from i4nlp.data.record import SPLITS, Record, read_records, write_records
from i4nlp.errors import InputError
from i4nlp.labels import Label

_SHARES = (("test", 15), ("calibration", 30), ("dev", 40), ("train", 100))  # of a hundred, summed up
_ASSIGNED = "splits.json"


def merge(base: Path, local: Path, into: Path) -> dict[str, int]:
    """Write `into`, the data set of `base` with the labelled tweets of `local`; return how many went to each split."""
    labelled = [row for row in rows_of(local) if row.label is not None]
    if not labelled:
        raise InputError("no_tweets", f"{local}\u00a0: aucun tweet étiqueté. Importez-en avec «\u00a0i4nlp data import\u00a0».")
    shipped = {name: read_records(base / f"{name}.jsonl") for name in SPLITS}
    assigned = _assign(labelled, shipped, local / _ASSIGNED)
    unfinished = into.with_name(into.name + ".part")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    counts = dict.fromkeys(SPLITS, 0)
    for name in SPLITS:
        added = [_record(row, name) for row in labelled if assigned[row.id] == name]
        counts[name] = len(added)
        write_records(unfinished / f"{name}.jsonl", [*shipped[name], *added])
    shutil.copy(base / "invariance.jsonl", unfinished)
    shutil.rmtree(into, ignore_errors=True)
    unfinished.replace(into)
    return counts


def is_local(record: Record) -> bool:
    """Tell whether a record of a merged data set is an imported tweet."""
    return record.writer.startswith("local-")


def _assign(rows: Sequence[Labelled], shipped: dict[str, list[Record]], file: Path) -> dict[str, str]:
    """Give each tweet its split once for all: that of a text nearly the same, else by its id."""
    assigned: dict[str, str] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    new = [row for row in rows if row.id not in assigned]
    there = [(near.mask_record(record), name) for name, records in shipped.items() for record in records]
    there += [(near.mask(row.text), assigned[row.id]) for row in rows if row.id in assigned]
    masked = [near.mask(row.text) for row in new]
    twins = dict(near.pairs(masked, [text for text, _ in there])) if new else {}
    earlier = {other: one for one, other in reversed(near.pairs_within(masked))} if new else {}
    for place, row in enumerate(new):
        if place in twins:
            assigned[row.id] = there[twins[place]][1]
        else:
            assigned[row.id] = _by_id(row.id) if place not in earlier else assigned[new[earlier[place]].id]
    unfinished = file.with_name(file.name + ".part")
    unfinished.write_text(json.dumps(assigned, indent=0, sort_keys=True), encoding="utf-8")
    unfinished.replace(file)
    return assigned


def _by_id(identifier: str) -> str:
    dice = int(hashlib.sha256(identifier.encode()).hexdigest()[:8], 16) % 100
    return next(name for name, most in _SHARES if dice < most)


def _record(row: Labelled, split: str) -> Record:
    """Return an imported tweet as training reads it; each stands for a writer of its own, since the same person rarely comes twice."""
    label = row.label or Label.NOISE  # each has one: `merge` takes no other
    return Record(
        id=f"local-{row.id}",
        text=row.text,
        label=label,
        writer=f"local-{row.id}",
        contracts=contracts.named(row.text),
        metier=None,
        lieu=(),
        call_to_action=calls.invites(row.text),
        register="courant",
        hard=keyword_label(row.text) is not label,
        group=None,
        rule=None,
        part="natural" if split in ("test", "calibration") else None,
    )
