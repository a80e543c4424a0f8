"""What the bot remembers, in SQLite: each tweet with what was decided, by whom, and how far the relaying of it is."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self

from i4nlp.errors import InputError
from i4nlp.labels import Label

_SCHEMA = """
CREATE TABLE IF NOT EXISTS tweets (
  id TEXT PRIMARY KEY, author TEXT NOT NULL, username TEXT NOT NULL, text TEXT NOT NULL, label TEXT NOT NULL, score REAL NOT NULL,
  model TEXT NOT NULL, code TEXT NOT NULL, state TEXT NOT NULL, person TEXT, person_label TEXT, note TEXT, at REAL NOT NULL,
  decided_at REAL, shown_to TEXT, shown_until REAL
);
CREATE INDEX IF NOT EXISTS by_state ON tweets (state, at);
CREATE TABLE IF NOT EXISTS progress (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class State(StrEnum):
    """How far a tweet is."""

    LEFT = "left"  # not relayed: skipped, or a person said so
    ASKED = "asked"  # waits for a person
    READY = "ready"  # is to be relayed
    BEGUN = "begun"  # was about to be relayed: after a crash, that is done again
    RELAYED = "relayed"
    DROPPED = "dropped"  # gone, edited or protected when it was read again
    UNDONE = "undone"
    DRY = "dry"  # would have been relayed


@dataclass(frozen=True, slots=True)
class Kept:
    """A tweet that was read."""

    id: str
    author: str
    username: str
    text: str
    label: str
    score: float
    model: str
    code: str
    state: str
    person: str | None = None
    person_label: str | None = None
    note: str | None = None
    at: float = 0.0
    decided_at: float | None = None


SHOWN_FOR = 600.0  # seconds in which nobody else is shown a tweet
_COLUMNS = tuple(Kept.__dataclass_fields__)


class Memory:
    """The database; each change is whole before the next call to X."""

    def __init__(self, file: Path) -> None:
        try:
            self._base = sqlite3.connect(file, isolation_level=None, timeout=10)
            self._base.execute("PRAGMA journal_mode=WAL")
            self._base.execute("PRAGMA synchronous=FULL")
            self._base.executescript(_SCHEMA)
        except sqlite3.Error as error:
            raise InputError("bad_database", f"{file}\u00a0: base illisible ({error}). Déplacez-la et recommencez.") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._base.close()

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Keep all changes made inside, or none."""
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")

    def since(self) -> str | None:
        """Return the id of the newest tweet that was read."""
        found = self._base.execute("SELECT value FROM progress WHERE name = 'since'").fetchone()
        return found[0] if found else None

    def read_up_to(self, tweet: str) -> None:
        """Remember the newest tweet that was read."""
        self._base.execute("INSERT OR REPLACE INTO progress VALUES ('since', ?)", (tweet,))

    def add(self, kept: Kept) -> bool:
        """Remember a tweet, unless it is known; tell whether it was new."""
        places = ", ".join("?" * len(_COLUMNS))
        values = [getattr(kept, name) for name in _COLUMNS]
        return self._base.execute(f"INSERT OR IGNORE INTO tweets ({', '.join(_COLUMNS)}) VALUES ({places})", values).rowcount == 1  # noqa: S608

    def get(self, tweet: str) -> Kept | None:
        """Return a tweet."""
        return next(self._find("id = ?", (tweet,)), None)

    def where(self, *states: State) -> list[Kept]:
        """Return the tweets of some states, the oldest first."""
        return list(self._find(f"state IN ({', '.join('?' * len(states))}) ORDER BY at, id", states))

    def decided(self) -> list[Kept]:
        """Return the tweets that a person decided on, the last decision first."""
        return list(self._find("person IS NOT NULL ORDER BY decided_at DESC, length(id), id", ()))

    def show(self, person: str, most: int, now: float) -> list[Kept]:
        """Give a person up to `most` tweets that wait, the oldest first; for ten minutes nobody else is given them."""
        with self.whole():
            self._base.execute(
                "UPDATE tweets SET shown_to = ?1, shown_until = ?2 WHERE id IN (SELECT id FROM tweets WHERE state = ?3 AND "
                "(shown_to IS NULL OR shown_to = ?1 OR shown_until < ?4) ORDER BY shown_to IS NOT ?1, at, id LIMIT ?5)",
                (person, now + SHOWN_FOR, State.ASKED, now, most),
            )
            return list(self._find("state = ? AND shown_to = ? ORDER BY at, id LIMIT ?", (State.ASKED, person, most)))

    def move(self, tweet: str, state: State, at: float | None = None, note: str | None = None) -> None:
        """Write how far a tweet is; `at` is the time of a relay."""
        self._base.execute(
            "UPDATE tweets SET state = ?, at = coalesce(?, at), note = coalesce(?, note) WHERE id = ?", (state, at, note, tweet)
        )

    def decide(self, tweet: str, person: str, label: Label | None, now: float) -> bool:
        """Write what a person decided on a tweet that waits and that nobody else is shown; tell whether it did.

        A request for a job is to be relayed, all else is left; without a label nothing is said of what the tweet is.
        """
        state = State.READY if label is Label.SEEKER_REQUEST else State.LEFT
        changed = self._base.execute(
            "UPDATE tweets SET state = ?, person = ?, person_label = ?, decided_at = ? "
            "WHERE id = ? AND state = ? AND (shown_to IS NULL OR shown_to = ? OR shown_until < ?)",
            (state, person, label, now, tweet, State.ASKED, person, now),
        )
        return changed.rowcount == 1

    def take_back(self, tweet: str, person: str) -> bool:
        """Let a tweet wait again that this person decided on and that is not relayed yet; tell whether it does."""
        changed = self._base.execute(
            "UPDATE tweets SET state = ?, person = NULL, person_label = NULL, decided_at = NULL "
            "WHERE id = ? AND person = ? AND state IN (?, ?)",
            (State.ASKED, tweet, person, State.READY, State.LEFT),
        )
        return changed.rowcount == 1

    def relayed_since(self, at: float, author: str | None = None) -> int:
        """Count what was relayed, or begun, from a time on, of one author or of all."""
        query = "SELECT count(*) FROM tweets WHERE state IN (?, ?) AND at >= ? AND (? IS NULL OR author = ?)"
        return int(self._base.execute(query, (State.RELAYED, State.BEGUN, at, author, author)).fetchone()[0])

    def counts(self) -> dict[str, int]:
        """Return how many tweets are in each state."""
        return dict(self._base.execute("SELECT state, count(*) FROM tweets GROUP BY state").fetchall())

    def erase_before(self, at: float) -> int:
        """Erase the tweets of before a time; return how many."""
        erased = self._base.execute("DELETE FROM tweets WHERE at < ?", (at,)).rowcount
        if erased:
            # the pages that held them, too
            self._base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._base.execute("VACUUM")
        return erased

    def _find(self, condition: str, values: Sequence[object]) -> Iterator[Kept]:
        with closing(self._base.execute(f"SELECT {', '.join(_COLUMNS)} FROM tweets WHERE {condition}", values)) as found:  # noqa: S608
            yield from (Kept(*row) for row in found.fetchall())
