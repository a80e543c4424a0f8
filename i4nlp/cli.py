"""The command line: each command reads its words and calls a door; no logic."""

import json
import os
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from i4nlp.errors import ExitCode, I4nlpError, InputError, MissingExtraError

if TYPE_CHECKING:
    from i4nlp.assistant import Assistant

EXAMPLE = (
    "Bonjour Twitter ! Ma mission se termine vendredi et je cherche un poste de gestionnaire de paie à Maubeuge ou alentours. "
    "8 ans d’expérience, disponible tout de suite 🙏 #emploi"
)


_TRAIN_PACKAGES = frozenset({"sklearn", "scipy", "joblib", "pandas", "matplotlib", "rapidfuzz"})


class Door(click.Group):
    """A group whose errors are one French line, with the exit statuses of `interface`."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run the command; an error that ends it is one line on standard error."""
        for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
            if stream is not None:
                stream.reconfigure(encoding="utf-8", errors=errors)  # type: ignore[union-attr]
        try:
            status = super().main(*args, **{**kwargs, "standalone_mode": False})
        except I4nlpError as error:
            _stop(error.message, error.exit_code)
        except ModuleNotFoundError as error:
            if error.name not in _TRAIN_PACKAGES:
                raise
            _stop(MissingExtraError("train").message, ExitCode.USAGE)
        except (click.exceptions.Abort, KeyboardInterrupt):
            _stop("interrompu.", ExitCode.NO)
        except click.ClickException as error:
            _stop(_usage(error), ExitCode.USAGE)
        except OSError as error:
            _stop(
                f"lecture ou écriture impossible ({error.strerror or error}). Vérifiez le fichier et la place sur le disque.",
                ExitCode.UNREADABLE_INPUT,
            )
        sys.exit(status if isinstance(status, int) else ExitCode.DONE)

    def invoke(self, ctx: click.Context) -> Any:
        """Call the command; when the reader of our output has gone, end quietly."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # what is still in the buffer goes nowhere, so that nothing is said at exit either
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return ExitCode.DONE


def _stop(message: str, status: ExitCode) -> None:
    # a name may hold a line break; an error is one line
    click.echo("i4nlp\u00a0: " + re.sub(r"[\x00-\x1f\x7f]+", " ", message), err=True)
    sys.exit(status)


class Wrong(click.UsageError):
    """Words of a command that contradict one another, said in French."""


def _usage(error: click.ClickException) -> str:
    """Say in French what is wrong with the words of a command."""
    match error:
        case Wrong():
            what = error.message
        case click.NoSuchOption():
            what = f"option inconnue\u00a0: {error.option_name}"
        case click.MissingParameter():
            what = f"il manque {error.param.opts[0] if error.param else 'un argument'}"
        case click.BadParameter():
            what = f"valeur refusée pour {error.param.opts[0] if error.param else 'un argument'}"
        case click.BadOptionUsage():
            what = f"l’option {error.option_name} est mal écrite"
        case _:
            what = "commande inconnue, ou argument en trop"
    return f"{what}. Voyez\u00a0: i4nlp --help"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


models_option = click.option(
    "--models", type=click.Path(path_type=Path), help="Dossier des modèles (sinon $I4NLP_MODELS, sinon celui qui est livré)."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Répondre en JSON.")


@click.group(cls=Door, invoke_without_command=True)
@click.version_option(package_name="i4nlp", prog_name="i4nlp")
@click.pass_context
def main(context: click.Context) -> None:
    """Lit des tweets en français pour #i4Emploi."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@main.command()
@click.argument("texts", nargs=-1, metavar="[TEXTE]…")
@click.option("--input", "source", metavar="FICHIER", help="Un tweet par ligne, texte ou objet JSON\u202f; - pour l’entrée standard.")
@json_option
@models_option
def classify(texts: tuple[str, ...], source: str | None, as_json: bool, models: Path | None) -> int:
    """Dit de chaque texte s’il est une demande d’emploi, de stage, une offre ou autre chose."""
    from i4nlp.stream import answer_lines, answer_texts

    if bool(texts) == (source is not None):
        raise Wrong("donnez des textes, ou un fichier avec --input, l’un des deux")
    return answer_texts(texts, as_json, models) if source is None else answer_lines(source, as_json, models)


@main.command()
@click.argument("text", required=False, metavar="[TEXTE]")
@click.option("--visual/--no-visual", "has_visual", default=None, help="Une image accompagne-t-elle le tweet\u202f?")
@click.option("--bio", help="La bio du profil, relue aussi.")
@click.option("--example", is_flag=True, help="Relire un exemple.")
@click.option("--edit", is_flag=True, help="Écrire le brouillon dans l’éditeur ($EDITOR).")
@click.option(
    "--watch", type=click.Path(path_type=Path), metavar="FICHIER", help="Relire ce fichier à chaque enregistrement (Ctrl-C pour finir)."
)
@click.option("--strict", is_flag=True, help="Sortir avec le code 1 si un point est à régler avant de publier.")
@json_option
@models_option
def coach(
    text: str | None,
    has_visual: bool | None,
    bio: str | None,
    example: bool,
    edit: bool,
    watch: Path | None,
    strict: bool,
    as_json: bool,
    models: Path | None,
) -> int:
    """Relit un brouillon de tweet, dit quoi changer d’abord et en propose un meilleur."""
    from i4nlp.assistant import Assistant

    assistant = Assistant(models)
    if watch is None:
        return _reviewed(assistant, EXAMPLE if example else _draft(text, edit), has_visual, bio, strict, as_json)
    for draft in _saved(watch):
        click.clear()
        _reviewed(assistant, draft, has_visual, bio, strict, as_json)
    return ExitCode.DONE


def _reviewed(assistant: "Assistant", draft: str, has_visual: bool | None, bio: str | None, strict: bool, as_json: bool) -> int:
    from i4nlp import report
    from i4nlp.coach.check import Profile

    told = None if bio is None else Profile(bio=bio)
    review = assistant.review_tweet(draft, has_visual=has_visual, profile=told)
    reviews = [review] if told is None else [review, assistant.review_profile(told)]
    if as_json:
        click.echo(_json(review.to_dict() | ({} if told is None else {"profile": reviews[1].to_dict()})))
    else:
        click.echo("\n\n".join([report.review_text(draft, review), *map(report.profile_text, reviews[1:])]))
    return ExitCode.NO if strict and any(one.verdict == "do_not_post" for one in reviews) else ExitCode.DONE


def _saved(file: Path) -> Iterator[str]:
    """Yield what a file holds, now and each time that it is saved."""
    seen = None
    while True:
        try:
            changed = file.stat().st_mtime_ns
            if changed != seen:
                seen = changed
                yield file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError("unreadable", f"{file}\u00a0: illisible ({error}).") from error
        time.sleep(0.3)


@main.command("checks")
def list_checks() -> int:
    """Liste les points que le coach regarde, avec leur raison et leur source."""
    from i4nlp import report

    click.echo(report.checks_text())
    return ExitCode.DONE


def _draft(text: str | None, edit: bool) -> str:
    """Return the draft: the argument, the person's editor, standard input, or what the person pastes when asked."""
    if text is not None:
        return text
    if edit:
        return click.edit("") or ""
    if sys.stdin is None or not sys.stdin.isatty():
        return _standard_input()
    click.echo("Collez votre brouillon, puis une ligne vide (Entrée tout de suite pour un exemple)\u00a0:")
    lines = []
    # a draft has several lines: what was pasted is read to its end, so that no line of it is left for the shell
    while line := sys.stdin.readline().rstrip("\n"):
        lines.append(line)
    return "\n".join(lines) or EXAMPLE


def _standard_input() -> str:
    if sys.stdin is None:
        raise InputError("no_input", "L’entrée standard est fermée. Donnez le brouillon en argument.")
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("not_utf8", f"L’entrée n’est pas en UTF-8 (octet {error.start}). Enregistrez-la en UTF-8.") from error


_DATA = click.option(
    "--data", type=click.Path(path_type=Path), default=Path("datasets/i4-tweets-fr"), show_default=True, help="Jeu de données."
)


_MODELS = click.option("--models", type=click.Path(path_type=Path), default=Path("models"), show_default=True, help="Dossier des modèles.")


@main.command()
@_DATA
@click.option("--into", type=click.Path(path_type=Path), default=Path("models"), show_default=True, help="Où écrire le modèle candidat.")
@click.option("--version", "name", required=True, metavar="NOM", help="Nom du modèle, par exemple 2026-11-22.")
def train(data: Path, into: Path, name: str) -> int:
    """Entraîne un modèle candidat\u202f; «\u00a0i4nlp evaluate\u00a0» le mesure ensuite."""
    from i4nlp.training import learn
    from i4nlp.training import train as training

    if name != Path(name).name or name in {"", ".", ".."}:
        raise Wrong(f"--version est le nom d’un dossier, sans / ni \\\u202f; reçu\u00a0: {name!r}")
    with click.progressbar(length=learn.EPOCHS, label="Entraînement", file=sys.stderr) as bar:
        training.train(data, into / name, told=lambda _: bar.update(1))
    return ExitCode.DONE


@main.command()
@click.argument("model", type=click.Path(path_type=Path), metavar="DOSSIER")
@_DATA
@click.option(
    "--real", type=click.Path(path_type=Path), multiple=True, metavar="FICHIER", help="Vrais tweets annotés, pour mesurer seulement."
)
@click.option("--json", "as_json", is_flag=True, help="Les résultats en JSON.")
def evaluate(model: Path, data: Path, real: tuple[Path, ...], as_json: bool) -> int:
    """Mesure un modèle sur des auteurs qu’il n’a jamais lus, et écrit sa fiche, ses résultats et ses courbes dans son dossier."""
    from i4nlp.training import card
    from i4nlp.training import evaluate as measuring

    results = measuring.evaluate(model, data, real)
    click.echo(json.dumps(results, ensure_ascii=False) if as_json else card.tables(results))
    return ExitCode.DONE


@main.command()
@click.argument("name", metavar="NOM")
@_DATA
@_MODELS
def promote(name: str, data: Path, models: Path) -> int:
    """Met un modèle candidat en service, s’il n’est nulle part moins bon."""
    from i4nlp.training import service

    verdict = service.judge(models, name, data)
    for text in verdict.worse:
        click.echo(f"moins bien lu\u00a0: {text}")
    for refusal in verdict.refusals:
        click.echo(f"refus\u00a0: {refusal}.", err=True)
    if not verdict.refusals:
        service.put_in_service(models, name)
        click.echo(f"{name} est en service.")
    return ExitCode.NO if verdict.refusals else ExitCode.DONE


@main.command("models")
@click.argument("pair", nargs=-1, metavar="[NOM NOM]")
@click.option("--rollback", is_flag=True, help="Remettre en service le modèle précédent.")
@_MODELS
def list_models(pair: tuple[str, ...], rollback: bool, models: Path) -> int:
    """Liste les modèles\u202f; avec deux noms, les compare."""
    from i4nlp.training import service

    if rollback:
        click.echo(f"{service.roll_back(models)} est en service.")
    elif pair:
        if len(pair) != 2:
            raise Wrong("donnez deux noms de modèles à comparer")
        for figure, one, other in service.differences(models, *pair):
            click.echo(f"{figure:32} {one:8.3f} {other:8.3f} {other - one:+8.3f}")
    else:
        current, before = service.in_service(models)
        for name in service.names(models):
            click.echo(name + {current: "  (en service)", before: "  (précédent)"}.get(name, ""))
    return ExitCode.DONE


@main.group()
def data() -> None:
    """Vérifie et décrit les tweets annotés."""


@data.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DOSSIER")
@click.option(
    "--against", type=click.Path(path_type=Path), multiple=True, metavar="FICHIER", help="Textes dont aucun ne doit se retrouver ici."
)
def check(folder: Path, against: tuple[Path, ...]) -> int:
    """Vérifie un jeu de données\u202f; chaque défaut dit le fichier, la ligne et le remède."""
    from i4nlp.data import validate

    faults = validate.check(folder, against)
    for fault in faults:
        click.echo(str(fault))
    click.echo(f"{folder}\u00a0: {len(faults)} défaut{'s' if len(faults) > 1 else ''}.")
    return ExitCode.NO if faults else ExitCode.DONE


@data.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DOSSIER")
@click.option("--write", is_flag=True, help="Écrire aussi la fiche, les images et le manifeste du dossier.")
def describe(folder: Path, write: bool) -> int:
    """Compte ce que contient un jeu de données."""
    from i4nlp.data import describe as tables

    click.echo(tables.write(folder) if write else tables.describe(folder))
    return ExitCode.DONE
