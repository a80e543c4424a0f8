"""The labeller in the terminal: one tweet, one key."""

import shutil
import textwrap
from pathlib import Path

import click

from i4nlp.assistant import Assistant
from i4nlp.data.labelled import Labelled, write_labelled
from i4nlp.door import key
from i4nlp.errors import ExitCode, InputError
from i4nlp.labelling import agreement
from i4nlp.labelling.guide import guide
from i4nlp.labelling.session import Judge, Session
from i4nlp.labels import Label

_KEYS = {str(number): label for number, label in enumerate(Label, 1)}
_HELP = "P passer · U annuler · G le guide · Q finir"
_LEAVE = ("q", "\x03", "\x04", "")


def judge(models: Path | None) -> Judge:
    """Return what gives the model's view of a text, loaded once it is asked for."""
    loaded: list[Assistant] = []

    def view(text: str) -> tuple[Label, float, str]:
        if not loaded:
            loaded.append(Assistant(models))
        found = loaded[0].classify(text)
        return found.label, found.probabilities[found.label], found.model

    return view


def label(file: Path, annotator: str, *, second: bool = False, settle: bool = False, models: Path | None = None) -> None:
    """Show one tweet after the other until all have a label or the person leaves."""
    differ = agreement.disagreements(file) if settle else None
    only = agreement.by_others(file, annotator) if second else differ
    with Session(file, agreement.SETTLED if settle else annotator, only=only, judge=judge(models)) as session:
        if session.count:
            click.echo(f"On reprend\u00a0: {session.count} déjà étiquetés.")
        while (row := session.current) is not None:
            click.echo(f"\n{_progress(session)}\n\n{_wrapped(row.text)}\n")
            if differ is not None:
                click.echo(f"  {agreement.told(differ[row.id])}\n")
            click.echo("  ".join(f"{key} {label.french}" for key, label in _KEYS.items()) + f"\n{_HELP}")
            if not _answered(session, row):
                break
        left = session.total - session.count
        end = f"Reste {left}." if left else "Tout est fait, merci."
        click.echo(f"\n{session.count} étiquetés sur {session.total} dans {session.file}. {end}")


def compare(file: Path) -> int:
    """Say how far people agree and show what they see differently."""
    found = agreement.pairs(file)
    if not found:
        raise InputError("one_person", f"{file}\u00a0: il faut deux personnes qui aient étiqueté les mêmes tweets (--second).")
    for pair in found:
        kappa = "indéfini, une seule étiquette" if pair.kappa is None else f"{pair.kappa:.2f}".replace(".", ",")
        click.echo(f"{pair.one} et {pair.other}\u00a0: d’accord sur {pair.agreed} de {pair.tweets} tweets, kappa {kappa}.")
    for tweet, rows in agreement.disagreements(file).items():
        click.echo(f"\n{tweet}\n{_wrapped(next(iter(rows.values())).text)}\n  {agreement.told(rows)}")
    return ExitCode.DONE


def collect(file: Path, out: Path) -> int:
    """Write one label a tweet; tell how many wait for an agreement."""
    rows, left = agreement.collected(file)
    if not rows and not left:
        raise InputError("no_tweets", f"{file}\u00a0: rien n’est encore étiqueté.")
    write_labelled(out, rows)
    click.echo(f"Tweets dans {out}\u00a0: {len(rows)}." + (f" À trancher d’abord (--settle)\u00a0: {left}." if left else ""))
    return ExitCode.NO if left else ExitCode.DONE


def _answered(session: Session, row: Labelled) -> bool:
    """Wait for a key that means something and do it; tell whether to go on."""
    while True:
        pressed = key()
        if pressed in _LEAVE:
            return False
        if pressed in _KEYS:
            chosen = session.choose(row.id, _KEYS[pressed])
            click.echo(f"→ {_KEYS[pressed].french}{view(chosen)}")
            return True
        if pressed == "p":
            session.skip()
            return True
        if pressed == "u":
            undone = session.undo()
            click.echo("Rien à annuler." if undone is None else "→ annulé, le tweet revient")
            if undone is not None:
                return True
        elif pressed == "g":
            click.echo(guide_text())
        else:
            click.echo(f"Tapez 1, 2, 3 ou 4. {_HELP}")


def view(chosen: Labelled | None) -> str:
    """Say what the model thinks of a tweet that a person has labelled."""
    said = chosen.meta.get("model_label") if chosen else None
    if chosen is None or said is None:
        return ""
    mind = "le modèle est du même avis" if said == chosen.label else f"le modèle dirait\u00a0: {Label(str(said)).french}"
    return f"\u2003({mind}, sûr à {100 * (chosen.score or 0):.0f}\u00a0%)"


def guide_text() -> str:
    """Return the guide for the terminal."""
    labels, rules = guide()
    parts = [f"{label.french.capitalize()}\u00a0: {told}." for label, told in labels.items()]
    return "\n".join(_wrapped(part) for part in [*parts, *(f"{title}. {told}" for title, told in rules.items())])


def _progress(session: Session) -> str:
    width = 24
    full = width * session.count // max(session.total, 1)
    return f"{'■' * full}{'□' * (width - full)} {session.count + 1}/{session.total}"


def _wrapped(text: str) -> str:
    width = min(shutil.get_terminal_size().columns, 88) - 4
    lines = [part for line in text.splitlines() for part in textwrap.wrap(line, max(width, 20), break_long_words=False) or [""]]
    return "\n".join(f"  │ {line}" for line in lines)
