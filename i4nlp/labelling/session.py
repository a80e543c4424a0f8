"""One person's way through the tweets of a file: each label is on disk before the next tweet is shown."""

import json
import os
import re
import time
from collections import deque
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from i4nlp.data.exchange import read_whole
from i4nlp.data.labelled import Labelled, read_labelled
from i4nlp.errors import DataError, InputError
from i4nlp.labels import Label

_NAME = re.compile(r"[\w.@ '’-]{1,60}")
Judge = Callable[[str], tuple[Label, float, str]]  # a text → the model's label, its probability, the model's version


def labels_file(file: Path, annotator: str) -> Path:
    """Return where a person's labels of a file are, beside it."""
    if not _NAME.fullmatch(annotator) or not annotator.strip(". "):
        raise InputError("bad_name", f"Un nom a 60 lettres au plus, sans ponctuation rare\u202f; reçu\u00a0: {annotator!r:.80}.")
    slug = re.sub(r"\W+", "-", annotator.lower())
    return file.with_name(f"{file.stem}.labels-{slug}.jsonl")


def labels_of(file: Path) -> Mapping[str, dict[str, Labelled]]:
    """Return what each person labelled of a file, by the tweet's id."""
    found: dict[str, dict[str, Labelled]] = {}
    for one in sorted(file.parent.glob(f"{glob_escape(file.stem)}.labels-*.jsonl")):
        for row in read_labelled(one, torn=True):
            found.setdefault(row.annotator or one.stem, {})[row.id] = row
    return found


def glob_escape(name: str) -> str:
    """Return a name in which no letter stands for another."""
    return re.sub(r"([*?\[])", r"[\1]", name)


class Session:
    """The tweets that a person has still to label, and the file of those done; one process at a time has it.

    `only`: the ids of the tweets that are asked for, all of the file otherwise.
    """

    def __init__(self, file: Path, annotator: str, *, only: Collection[str] | None = None, judge: Judge | None = None) -> None:
        self.annotator = annotator.strip()
        self.file = labels_file(file, self.annotator)
        self._judge = judge
        rows = {row.id: row for row in _distinct(file)}
        self._lock = FileLock(self.file.with_suffix(".lock"))
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            raise InputError(
                "in_use", f"{self.annotator} étiquette déjà ce fichier ailleurs. Fermez l’autre, ou prenez un autre nom."
            ) from error
        self.done = _mended(self.file)
        if only is not None:
            rows = {name: row for name, row in rows.items() if name in only}
        self.total = len(rows)
        self._ids = frozenset(rows)
        self._left = deque(row for row in rows.values() if row.id not in self.done)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let another process have it."""
        self._lock.release()

    @property
    def current(self) -> Labelled | None:
        """Return the tweet to label now, or nothing when all are."""
        return self._left[0] if self._left else None

    @property
    def last(self) -> Labelled | None:
        """Return the last label that was given, with the model's view of it."""
        return next(reversed(self.done.values()), None)

    @property
    def count(self) -> int:
        """Return how many of these tweets are labelled."""
        return len(self.done.keys() & self._ids)

    def choose(self, tweet: str, label: Label) -> Labelled | None:
        """Write the label of the current tweet, if it is still that one, and go on to the next."""
        row = self.current
        if row is None or row.id != tweet:
            return None
        said, score, version = self._judge(row.text) if self._judge else (None, None, None)
        meta = {**row.meta, **({} if said is None else {"model_label": str(said)})}
        when = datetime.fromtimestamp(time.time(), UTC).isoformat(timespec="seconds")
        chosen = Labelled(row.id, row.text, label, self.annotator, when, score, version, meta)
        with self.file.open("ab") as out:
            out.write(json.dumps(chosen.to_dict(), ensure_ascii=False).encode() + b"\n")
            out.flush()
            os.fsync(out.fileno())
        self.done[row.id] = chosen
        self._left.popleft()
        return chosen

    def skip(self) -> None:
        """Put the current tweet behind the others."""
        self._left.rotate(-1)

    def undo(self) -> Labelled | None:
        """Take the last label back and show its tweet again; return it."""
        last = self.last
        if last is None:
            return None
        content = self.file.read_bytes()
        os.truncate(self.file, content.rfind(b"\n", 0, len(content) - 1) + 1)
        del self.done[last.id]
        if last.id in self._ids:
            self._left.appendleft(Labelled(last.id, last.text, meta=last.meta))
        return last


def _mended(file: Path) -> dict[str, Labelled]:
    """Return the labels of a file, the last of each tweet; a line that a crash cut off, which was never shown as done, is cut away."""
    if not file.is_file():
        return {}
    content = file.read_bytes()
    if not content.endswith(b"\n"):
        os.truncate(file, content.rfind(b"\n") + 1)
    return {row.id: row for row in read_labelled(file)}


def _distinct(file: Path) -> list[Labelled]:
    rows = read_whole(file)
    seen: set[str] = set()
    for row in rows:
        if row.id in seen:
            raise DataError("two_ids", f"{file}\u00a0: l’identifiant {row.id} est donné deux fois. Donnez-en un autre au second tweet.")
        seen.add(row.id)
    return rows
