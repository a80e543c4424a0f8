"""One archive from beginning to end: parts that are done stay done, and the output appears whole or not at all."""

import json
import re
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import click
from click._termui_impl import ProgressBar

from i4nlp import artifact
from i4nlp.batch import engines, reading, writing
from i4nlp.batch.work import Done, Job
from i4nlp.errors import ExitCode, InputError, ModelError
from i4nlp.labels import SCHEMA, Label

ROWS = 20_000  # of a part
_PART = re.compile(r"(\d{8})\.(\{.*\})\.part")


@dataclass
class Tally:
    """What was counted so far."""

    rows: int = 0
    bad: int = 0
    again: int = 0  # rows of parts that an earlier run had done
    labels: Counter[str] = field(default_factory=Counter)
    loads: dict[str, int] = field(default_factory=dict)


def run(pattern: str, output: Path, *, facts: bool, jobs: int, scheduler: str | None, models: Path | None, rows: int = ROWS) -> Tally:
    """Answer the rows of the files of a pattern into one output; begun anew, it goes on where it was cut off."""
    sources = reading.files(pattern)
    wanted, packed = writing.shape(output)
    if output.resolve() in {file.resolve() for file in sources}:
        raise InputError("same_file", f"{output}\u00a0: la sortie est aussi l’entrée. Donnez un autre nom.")
    columns = writing.columns(facts=facts, several=len(sources) > 1)
    folder = artifact.model_path(models)
    job = Job(models, columns, facts, wanted, packed)
    version = artifact.load(folder).version
    kept = _Kept(output, _plan(sources, version, job, rows))
    tally = Tally()
    with click.progressbar(
        length=10_000, label="", file=sys.stderr, hidden=not sys.stderr.isatty(), item_show_func=_rate(tally), update_min_steps=1
    ) as bar:
        parts = _todo(reading.parts(sources, rows), kept, tally, bar)
        for done in _engine(parts, job, jobs, scheduler):
            if done.model != version:
                raise ModelError("other_model", f"{done.worker} a le modèle {done.model}, et non {version}. Installez partout le même.")
            kept.keep(done)
            _count(tally, done.labels, done.bad)
            tally.loads[done.worker] = done.loads
            bar.update(0)
        bar.update(10_000 - bar.pos)
    kept.finish(wanted, writing.encoded([], columns, wanted, packed, first=True))
    return tally


def summary(tally: Tally) -> Iterator[str]:
    """Yield what was done, in French."""
    counted = ", ".join(f"{label.french}\u00a0: {_number(tally.labels[label.value])}" for label in Label)
    yield f"{_number(tally.rows)} lignes lues. {counted[0].upper()}{counted[1:]}."
    if tally.again:
        yield f"Dont {_number(tally.again)} d’un passage précédent, reprises telles quelles."
    if tally.bad:
        yield f"{_number(tally.bad)} lignes illisibles\u00a0: la colonne «\u00a0error\u00a0» dit pourquoi."
    if len(tally.loads) > 1:
        yield f"Processus\u00a0: {len(tally.loads)}, modèle chargé {sum(tally.loads.values())} fois."


def status(tally: Tally) -> ExitCode:
    """Return the exit status: `NO` where a row could not be read."""
    return ExitCode.NO if tally.bad else ExitCode.DONE


class _Kept:
    """The folder beside the output that holds the parts that are done, and the plan that they were done by."""

    def __init__(self, output: Path, plan: str) -> None:
        self._output = output
        self._folder = output.with_name(f"{output.name}.parts")
        told = self._folder / "plan.json"
        if not (told.is_file() and told.read_text(encoding="utf-8") == plan):
            # another input, model or format: what was done is of no use
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir(parents=True)
            told.write_text(plan, encoding="utf-8")
        for unfinished in self._folder.glob("*.unfinished"):
            unfinished.unlink()
        self.done = {
            int(found[1]): (file, json.loads(found[2])) for file in self._folder.iterdir() if (found := _PART.fullmatch(file.name))
        }

    def keep(self, done: Done) -> None:
        """Write a part, whole or not at all; its name holds what was counted in it."""
        counted = {**done.labels, "bad": done.bad}
        file = self._folder / f"{done.number:08}.{json.dumps(counted, separators=(',', ':'))}.part"
        unfinished = self._folder / f"{done.number:08}.unfinished"
        unfinished.write_bytes(done.content)
        unfinished.replace(file)
        self.done[done.number] = (file, counted)

    def finish(self, wanted: str, nothing: bytes) -> None:
        """Join the parts into the output and take their folder away."""
        files = [file for _, (file, _) in sorted(self.done.items())]
        if not files:
            files = [self._folder / "nothing.part"]
            files[0].write_bytes(nothing)
        writing.join(files, self._output, wanted)
        shutil.rmtree(self._folder)


def _plan(sources: Iterable[Path], version: str, job: Job, rows: int) -> str:
    """Return all that the bytes of the output depend on."""
    stats = [(str(file), file.stat().st_size, file.stat().st_mtime_ns) for file in sources]
    plan = {"schema": SCHEMA, "files": stats, "model": version, "columns": job.columns, "format": [job.wanted, job.packed], "rows": rows}
    return json.dumps(plan, ensure_ascii=False, indent=1)


def _todo(parts: Iterable[reading.Part], kept: _Kept, tally: Tally, bar: ProgressBar[int | None]) -> Iterator[reading.Part]:
    for part in parts:
        if part.number in kept.done:
            counted = dict(kept.done[part.number][1])
            _count(tally, {label: count for label, count in counted.items() if label != "bad"}, counted["bad"])
            tally.again += len(part.rows)
        else:
            yield part
        bar.update(max(int(10_000 * part.read) - bar.pos, 0))


def _count(tally: Tally, labels: Mapping[str, int], bad: int) -> None:
    tally.labels.update(labels)
    tally.bad += bad
    tally.rows += sum(labels.values()) + bad


def _engine(parts: Iterator[reading.Part], job: Job, jobs: int, scheduler: str | None) -> Iterator[Done]:
    if scheduler is not None:
        return engines.cluster(parts, job, scheduler)
    if jobs == 1:
        return engines.alone(parts, job)
    first = list(chain.from_iterable(((part,) for _, part in zip(range(2), parts, strict=False))))
    # a single part needs no second process
    return engines.alone(first, job) if len(first) < 2 else engines.processes(chain(first, parts), job, jobs)


def _rate(tally: Tally) -> Callable[[int | None], str]:
    began = time.monotonic()

    def told(_: int | None) -> str:
        seconds = time.monotonic() - began
        return f"{_number(tally.rows)} lignes, {_number(round((tally.rows - tally.again) / max(seconds, 1e-9)))} par seconde"

    return told


def _number(count: int) -> str:
    return f"{count:,}".replace(",", "\u202f")
