"""The bot at the terminal: run it, read what it left to a person, undo, export, see where it stands."""

import getpass
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from i4nlp.bot import run as running
from i4nlp.bot import settings as reading
from i4nlp.bot.client import Client, WaitError
from i4nlp.bot.memory import Memory, State
from i4nlp.door import Door, key
from i4nlp.errors import ExitCode, InputError
from i4nlp.labels import Label
from i4nlp.relay import DECISIONS

_KEYS = "R relayer · I ignorer · L corriger le label · P passer · Q finir"


@click.group(cls=Door)
@click.option("--settings", "file", type=click.Path(path_type=Path), default=Path("bot.toml"), show_default=True, help="Les réglages.")
@click.pass_context
def main(context: click.Context, file: Path) -> None:
    """Relaie les demandes d’emploi, et demande à une personne quand il doute. Sans --live, il dit seulement ce qu’il ferait."""
    context.obj = reading.read(file)


@main.command()
@click.option("--live", is_flag=True, help="Relayer pour de vrai.")
@click.option("--once", is_flag=True, help="Un seul tour.")
@click.pass_obj
def run(settings: reading.Settings, live: bool, once: bool) -> int:
    """Lit ce qui est nouveau et relaie, tour après tour, jusqu’à Ctrl-C."""
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    with _opened(settings) as (memory, client):
        relay = running.Bot(settings, memory, client, live=live)
        while not stopped.is_set():
            pause = float(settings.wait_seconds)
            try:
                for seen in relay.look():
                    _say(f"{seen.what} {seen.tweet}" + (f" ({seen.why})" if seen.why else ""))
                    if stopped.is_set():
                        break
            except WaitError as wait:
                pause = max(pause, wait.seconds)
                _say(f"X demande d’attendre {wait.seconds:.0f}\u00a0s")
            except InputError as error:
                if once:
                    raise
                _say(error.message)
            if once:
                break
            stopped.wait(pause)
    return ExitCode.DONE


@main.command()
@click.option("--name", default=getpass.getuser, help="Le nom sous lequel les décisions sont notées.")
@click.pass_obj
def review(settings: reading.Settings, name: str) -> int:
    """Montre un à un les tweets laissés à une personne."""
    with Memory(settings.database) as memory:
        passed: set[str] = set()
        while (kept := next((one for one in memory.show(name, len(passed) + 1, time.time()) if one.id not in passed), None)) is not None:
            click.echo(f"\n@{kept.username}  {Label(kept.label).french} ({kept.score:.0%})\n\n{kept.text}\n")
            click.echo(f"{DECISIONS[kept.code].reason}\n{_KEYS}")
            pressed = _pressed()
            if pressed == "q":
                break
            if pressed == "p":
                passed.add(kept.id)
                continue
            label = _label() if pressed == "l" else Label.SEEKER_REQUEST if pressed == "r" else None
            if memory.decide(kept.id, name, label, time.time()):
                click.echo(("→ à relayer" if label is Label.SEEKER_REQUEST else "→ laissé") + (f", {label.french}" if label else ""))
            else:
                click.echo("→ quelqu’un l’a déjà traité")
        click.echo(f"Reste à lire\u00a0: {len(memory.where(State.ASKED))}.")
    return ExitCode.DONE


def _pressed() -> str:
    while (pressed := key()) not in ("r", "i", "l", "p", "q", "\x03", ""):
        click.echo(_KEYS)
    return pressed if pressed in ("r", "i", "l", "p") else "q"


def _label() -> Label:
    labels = list(Label)
    click.echo("  ".join(f"{number} {label.french}" for number, label in enumerate(labels, 1)))
    while (pressed := key()) not in ("1", "2", "3", "4"):
        pass
    return labels[int(pressed) - 1]


@main.command()
@click.argument("tweet", metavar="ID")
@click.pass_obj
def undo(settings: reading.Settings, tweet: str) -> int:
    """Annule un relais."""
    with _opened(settings) as (memory, client):
        running.Bot(settings, memory, client, live=True).undo(tweet)
    click.echo(f"{tweet}\u00a0: le relais est annulé.")
    return ExitCode.DONE


@main.command()
@click.argument("file", metavar="FICHIER", type=click.Path(path_type=Path))
@click.pass_obj
def export(settings: reading.Settings, file: Path) -> int:
    """Écrit ce que des personnes ont décidé, pour «\u00a0i4nlp data import\u00a0»."""
    with Memory(settings.database) as memory:
        click.echo(f"{running.export(memory, file)} tweets étiquetés dans {file}.")
    return ExitCode.DONE


@main.command()
@click.pass_obj
def status(settings: reading.Settings) -> int:
    """Dit où en est chaque tweet."""
    names = {
        State.LEFT: "laissés", State.ASKED: "à relire", State.READY: "à relayer", State.BEGUN: "en cours", State.RELAYED: "relayés",
        State.DROPPED: "écartés", State.UNDONE: "annulés", State.DRY: "seraient relayés",
    }  # fmt: skip
    with Memory(settings.database) as memory:
        for state, count in sorted(memory.counts().items()):
            click.echo(f"{names[State(state)]}\u00a0: {count}")
    return ExitCode.DONE


@contextmanager
def _opened(settings: reading.Settings) -> Iterator[tuple[Memory, Client]]:
    client = Client(settings.api, reading.secrets())
    try:
        with Memory(settings.database) as memory:
            yield memory, client
    finally:
        client.close()


def _say(text: str) -> None:
    click.echo(f"{datetime.fromtimestamp(time.time(), UTC):%Y-%m-%d %H:%M:%S} {text}")
    sys.stdout.flush()
