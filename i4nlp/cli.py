"""The command line: each command reads its words and calls a door; no logic."""

import getpass
import json
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from i4nlp.door import Door, Wrong
from i4nlp.errors import ExitCode, InputError

if TYPE_CHECKING:
    from i4nlp.assistant import Assistant

EXAMPLE = (
    "Bonjour Twitter ! Ma mission se termine vendredi et je cherche un poste de gestionnaire de paie à Maubeuge ou alentours. "
    "8 ans d’expérience, disponible tout de suite 🙏 #emploi"
)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


models_option = click.option(
    "--models", type=click.Path(path_type=Path), help="Dossier des modèles (sinon $I4NLP_MODELS, sinon celui qui est livré)."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Répondre en JSON.")


@click.group(cls=Door, later={"data": "i4nlp.data_commands"}, invoke_without_command=True)
@click.version_option(package_name="i4nlp", prog_name="i4nlp")
@click.pass_context
def main(context: click.Context) -> None:
    """Lit des tweets en français pour #i4Emploi."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@main.command()
@click.argument("texts", nargs=-1, metavar="[TEXTE]…")
@click.option("--input", "source", metavar="FICHIER", help="Un tweet par ligne, texte ou objet JSON\u202f; - pour l’entrée standard.")
@click.option(
    "--reasons", is_flag=True, help="Avec --input et --json\u202f: donner aussi les mots qui ont pesé, quarante fois plus lentement."
)
@click.option("--jobs", type=click.IntRange(1), help="Avec --input et --json\u202f: processus pour un flot de lignes (2 si possible).")
@json_option
@models_option
def classify(texts: tuple[str, ...], source: str | None, reasons: bool, jobs: int | None, as_json: bool, models: Path | None) -> int:
    """Dit de chaque texte s’il est une demande d’emploi, de stage, une offre ou autre chose."""
    from i4nlp.stream import answer_lines, answer_texts

    if bool(texts) == (source is not None):
        raise Wrong("donnez des textes, ou un fichier avec --input, l’un des deux")
    if source is None:
        return answer_texts(texts, as_json, models)
    return answer_lines(source, as_json, models, reasons=reasons, jobs=jobs)


@main.command()
@click.argument("pattern", metavar="ENTRÉE")
@click.argument("output", metavar="SORTIE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--facts", is_flag=True, help="Dire aussi métier, lieu et le reste de ce que le texte nomme.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processus de cette machine.")
@click.option("--scheduler", metavar="ADRESSE", help="Travailler sur les machines d’un répartiteur Dask, tcp://machine:8786.")
@models_option
def batch(pattern: str, output: Path, facts: bool, jobs: int, scheduler: str | None, models: Path | None) -> int:
    """Lit une archive (JSONL, CSV, Parquet, .gz, .zst, zip de X, ou un motif entre guillemets) et écrit une réponse par ligne."""
    from i4nlp.batch import run

    tally = run.run(pattern, output, facts=facts, jobs=jobs, scheduler=scheduler, models=models)
    for line in run.summary(tally):
        click.echo(line, err=True)
    return run.status(tally)


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


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Adresse d’écoute.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port\u202f; 0 en prend un libre.")
@click.option(
    "--rate", type=click.IntRange(0), default=120, show_default=True, help="Demandes par minute et par adresse\u202f; 0\u00a0: sans limite."
)
@click.option("--timeout", type=click.FloatRange(0.1), default=10.0, show_default=True, help="Secondes au plus pour une demande.")
@click.option("--root-path", default="", metavar="/CHEMIN", help="Chemin sous lequel un proxy publie le service.")
@click.option("--trust-proxy", metavar="ADRESSES", help="Proxys dont les en-têtes X-Forwarded-* sont crus, par exemple 127.0.0.1.")
@click.option("--metrics", is_flag=True, help="Ouvrir /metrics pour Prometheus.")
@click.option("--maintainer", is_flag=True, help="Ouvrir aussi le bureau des bénévoles, sur cette machine seulement, avec un jeton.")
@click.option("--label", type=click.Path(path_type=Path), metavar="FICHIER", help="Bureau\u202f: les tweets à étiqueter.")
@click.option("--bot", type=click.Path(path_type=Path), metavar="RÉGLAGES", help="Bureau\u202f: le bot.toml du robot, pour trier.")
@models_option
def serve(
    host: str,
    port: int,
    rate: int,
    timeout: float,
    root_path: str,
    trust_proxy: str | None,
    metrics: bool,
    maintainer: bool,
    label: Path | None,
    bot: Path | None,
    models: Path | None,
) -> int:
    """Ouvre la page web et l’API HTTP, jusqu’à Ctrl-C."""
    from i4nlp.web.serve import desk_of
    from i4nlp.web.serve import serve as run
    from i4nlp.web.settings import Settings

    if root_path and not re.fullmatch(r"(/[\w.~-]+)+", root_path):
        raise Wrong(f"--root-path commence par / et ne finit pas par /\u202f; reçu\u00a0: {root_path!r}")
    if maintainer and (host not in ("127.0.0.1", "::1", "localhost") or not (label or bot)):
        raise Wrong("--maintainer demande --label ou --bot, et un --host de cette machine (127.0.0.1)")
    if (label or bot) and not maintainer:
        raise Wrong("--label et --bot vont avec --maintainer")
    desk = desk_of(label, bot) if maintainer else None
    run(host, port, Settings(models, rate, timeout, root_path, metrics, desk), trust_proxy)
    return ExitCode.DONE


@main.command("label")
@click.argument("file", type=click.Path(path_type=Path), metavar="FICHIER")
@click.option("--annotator", default=getpass.getuser, metavar="NOM", help="Qui étiquette\u202f; chacun a son fichier d’étiquettes, à côté.")
@click.option("--second", is_flag=True, help="Seulement ce qu’une autre personne a étiqueté, sans voir ses étiquettes.")
@click.option("--agreement", "compare", is_flag=True, help="Dire à quel point on s’accorde, et montrer les désaccords.")
@click.option("--settle", is_flag=True, help="Trancher les désaccords, les avis côte à côte.")
@click.option(
    "--collect",
    type=click.Path(path_type=Path),
    metavar="SORTIE",
    help="Écrire une étiquette par tweet, pour «\u00a0i4nlp data import\u00a0».",
)
@models_option
def label_(file: Path, annotator: str, second: bool, compare: bool, settle: bool, collect: Path | None, models: Path | None) -> int:
    """Étiquette des tweets au clavier\u202f; chaque étiquette est gardée aussitôt, et l’on reprend où l’on s’est arrêté."""
    from i4nlp.labelling import terminal

    if second + compare + settle + (collect is not None) > 1:
        raise Wrong("--second, --agreement, --settle et --collect ne vont pas ensemble")
    if compare or collect is not None:
        return terminal.compare(file) if collect is None else terminal.collect(file, collect)
    terminal.label(file, annotator, second=second, settle=settle, models=models)
    return ExitCode.DONE


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
@click.option("--into", type=click.Path(path_type=Path), default=Path("datasets/local/reports"), show_default=True, metavar="DOSSIER")
def report(name: str, data: Path, models: Path, into: Path) -> int:
    """Écrit un compte rendu que chacun peut lire\u202f; il contient des tweets, ne le partagez pas."""
    from i4nlp.training import report as reports

    click.echo(f"Compte rendu\u00a0: {reports.write(models, name, data, into)}")
    return ExitCode.DONE


@main.command()
@click.argument("name", metavar="NOM")
@_DATA
@_MODELS
def promote(name: str, data: Path, models: Path) -> int:
    """Met un modèle candidat en service, s’il n’est nulle part moins bon."""
    from i4nlp.training import service

    verdict = service.judge(models, name, data)
    for line in service.told(verdict):
        click.echo(line)
    for refusal in verdict.refusals:
        click.echo(f"refus\u00a0: {refusal}.", err=True)
    if not verdict.refusals:
        service.put_in_service(models, name)
        click.echo(f"{name} est en service.")
    else:
        click.echo(f"{name} n’est pas mis en service\u202f; le modèle en service n’a pas changé.")
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
