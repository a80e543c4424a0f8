"""The relay bot: reads what comes in, decides, asks a person where it doubts, relays, and remembers all of it.

Whatever it does is written down before it is done: after a crash nothing is relayed twice and nothing is lost.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from i4nlp.assistant import Assistant
from i4nlp.bot.client import Client, Found, WaitError
from i4nlp.bot.memory import Kept, Memory, State
from i4nlp.bot.settings import Settings
from i4nlp.data.labelled import Labelled, write_labelled
from i4nlp.errors import InputError
from i4nlp.labels import Action, Label

_HOUR, _DAY = 3600, 86_400
_STATES = {Action.RETWEET: State.READY, Action.REVIEW: State.ASKED, Action.SKIP: State.LEFT}


@dataclass(frozen=True, slots=True)
class Seen:
    """Something that happened, for the log: a word for it, the tweet's id, and why."""

    what: str
    tweet: str
    why: str = ""


class Bot:
    """One account, one database; `live` is whether it relays, or only says what it would relay."""

    def __init__(self, settings: Settings, memory: Memory, client: Client, *, live: bool, now: Callable[[], float] = time.time) -> None:
        self._settings = settings
        self._memory = memory
        self._client = client
        self._live = live
        self._now = now
        stored = Assistant(settings.models)
        asked = {"retweet": settings.retweet_threshold, "review": settings.review_threshold}
        chosen = {name: value for name, value in asked.items() if value is not None}
        self._assistant = Assistant(settings.models, {**stored.thresholds, **chosen}) if chosen else stored

    def look(self) -> Iterator[Seen]:
        """Do one round: erase what is old, read what is new, relay what is to be relayed. Nothing while the pause file is there."""
        if erased := self._memory.erase_before(self._now() - self._settings.keep_days * _DAY):
            yield Seen("effacé", str(erased), f"plus de {self._settings.keep_days} jours")
        if self._settings.pause_file.exists():
            yield Seen("pause", str(self._settings.pause_file), "retirez ce fichier pour reprendre")
            return
        wait = None
        try:
            yield from self._read()
        except WaitError as error:
            wait = error  # reading and relaying have limits of their own
        if self._live:
            yield from self._relay()
        if wait is not None:
            raise wait

    def undo(self, tweet: str) -> None:
        """Take a retweet back."""
        self._client.undo(tweet)
        self._memory.move(tweet, State.UNDONE)

    def _read(self) -> Iterator[Seen]:
        """Read the tweets that are new, and remember them together with how far was read."""
        pages = list(self._client.search(self._settings.query, self._memory.since()))
        found = sorted((one for page in pages for one in page), key=lambda one: int(one.id))
        kept = [self._decided(one) for one in found]
        with self._memory.whole():
            new = [one for one in kept if self._memory.add(one)]
            if found:
                self._memory.read_up_to(found[-1].id)
        names = {State.READY: "à relayer", State.ASKED: "à relire", State.LEFT: "laissé", State.DRY: "serait relayé"}
        yield from (Seen(names[State(one.state)], one.id, one.code) for one in new)

    def _decided(self, found: Found) -> Kept:
        try:
            answer = self._assistant.classify(found.tweet)
        except InputError as error:
            return self._kept(found, Label.NOISE, 0.0, error.code, State.LEFT)
        state, code = _STATES[answer.relay.action], answer.relay.code
        if state is not State.LEFT and self._has_opted_out(found):
            state, code = State.LEFT, "opt_out"
        if state is State.READY and not self._live:
            state = State.DRY
        return self._kept(found, answer.label, answer.probabilities[answer.label], code, state)

    def _kept(self, found: Found, label: Label, score: float, code: str, state: State) -> Kept:
        version = self._assistant.classifier.version
        return Kept(found.id, found.author, found.username, found.text, label, score, version, code, state, at=self._now())

    def _relay(self) -> Iterator[Seen]:
        """Relay what is ready, what a crash left begun first; what is over a cap waits."""
        for kept in sorted(self._memory.where(State.BEGUN, State.READY), key=lambda one: (one.state != State.BEGUN, one.at)):
            if kept.state != State.BEGUN and (cap := self._over(kept)):
                yield Seen("attend", kept.id, cap)
                continue
            now = self._client.look_up(kept.id)
            gone = self._gone(kept, now)
            if gone:
                self._memory.move(kept.id, State.DROPPED, note=gone)
                yield Seen("écarté", kept.id, gone)
                continue
            self._memory.move(kept.id, State.BEGUN, at=self._now())
            try:
                self._client.retweet(kept.id)
            except InputError as error:
                if error.code != "not_retweeted":
                    raise  # nobody knows whether it was: the next round asks again
                self._memory.move(kept.id, State.DROPPED, note=error.message)
                yield Seen("refusé", kept.id, error.message)
                continue
            self._memory.move(kept.id, State.RELAYED, at=self._now())
            yield Seen("relayé", kept.id)

    def _gone(self, kept: Kept, now: Found | None) -> str:
        """Return why a tweet is not relayed any more, or nothing."""
        if now is None:
            return "supprimé ou caché"
        if now.protected:
            return "compte protégé"
        if now.is_edited or now.text != kept.text:
            return "modifié"
        return "ne veut pas être relayé" if self._has_opted_out(now) else ""

    def _over(self, kept: Kept) -> str:
        """Return which cap is reached, or nothing."""
        if self._memory.relayed_since(self._now() - _HOUR) >= self._settings.per_hour:
            return f"déjà {self._settings.per_hour} en une heure"
        if self._memory.relayed_since(self._now() - _DAY, kept.author) >= self._settings.per_author_per_day:
            return f"déjà {self._settings.per_author_per_day} de cette personne en un jour"
        return ""

    def _has_opted_out(self, found: Found) -> bool:
        file = self._settings.opt_out_file
        lines = file.read_text(encoding="utf-8").split("\n") if file.is_file() else []
        names = {line.strip().removeprefix("@").lower() for line in lines if line.strip()}
        return bool(names & {found.author.lower(), found.username.lower()})


def export(memory: Memory, file: Path) -> int:
    """Write what people decided as labelled tweets, ready for `i4nlp data import`; return how many."""
    rows = [
        Labelled(
            kept.id, kept.text, Label(kept.person_label), kept.person, _moment(kept.decided_at), kept.score, kept.model, {"code": kept.code}
        )
        for kept in reversed(memory.decided())
        if kept.person_label
    ]
    write_labelled(file, rows)
    return len(rows)


def _moment(at: float | None) -> str | None:
    return None if at is None else datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")
