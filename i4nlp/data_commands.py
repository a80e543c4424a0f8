"""The commands of the maintainers' data: `i4nlp data check / describe / import / export / merge / forget / queue / drift`."""

from pathlib import Path

import click

from i4nlp.door import Wrong
from i4nlp.errors import ExitCode

LOCAL = Path("datasets/local")  # where tweets of real people are kept, never committed


@click.group()
def data() -> None:
    """Vérifie, décrit, importe et exporte les tweets annotés."""


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
    click.echo(f"{folder}\u00a0: {_counted(len(faults), 'défaut')}.")
    return ExitCode.NO if faults else ExitCode.DONE


@data.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DOSSIER")
@click.option("--write", is_flag=True, help="Écrire aussi la fiche, les images et le manifeste du dossier.")
def describe(folder: Path, write: bool) -> int:
    """Compte ce que contient un jeu de données."""
    from i4nlp.data import describe as tables

    click.echo(tables.write(folder) if write else tables.describe(folder))
    return ExitCode.DONE


@data.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FICHIER")
@click.option("--format", "kind", metavar="FORMAT", help="Sinon, trouvé d’après le contenu.")
@click.option(
    "--into", type=click.Path(path_type=Path), default=LOCAL, show_default=True, metavar="JEU", help="Dossier, ou fichier .jsonl."
)
@click.option("--skip-bad", is_flag=True, help="Importer le reste quand des lignes sont refusées.")
@click.option("--pseudonymise", is_flag=True, help="Remplacer comptes, noms, téléphones et adresses.")
def import_(file: Path, kind: str | None, into: Path, skip_bad: bool, pseudonymise: bool) -> int:
    """Importe des tweets annotés\u202f; avec une ligne refusée, rien n’est importé."""
    from i4nlp.data import exchange

    _known(kind, tuple(exchange.FORMATS))
    found = exchange.import_file(file, into, kind, skip_bad=skip_bad, pseudonymise=pseudonymise)
    for told in (*found.faults, *(f"à regarder\u00a0: {warning}" for warning in found.warnings)):
        click.echo(told)
    done = not found.faults or skip_bad
    click.echo(
        f"{_counted(len(found.new) if done else 0, 'tweet')} pris dans {exchange.target(into)}, {found.known} déjà là, "
        f"{_counted(len(found.faults), 'ligne')} refusée{'s' if len(found.faults) > 1 else ''}."
    )
    if not done:
        click.echo("Rien n’a été importé. Corrigez ces lignes, ou ajoutez --skip-bad.", err=True)
    return ExitCode.DONE if done else ExitCode.NO


@data.command()
@click.argument("dataset", type=click.Path(path_type=Path), metavar="JEU")
@click.argument("file", type=click.Path(path_type=Path), metavar="FICHIER")
@click.option(
    "--format", "kind", required=True, metavar="FORMAT", help="csv, tsv, xlsx, jsonl, parquet, doccano, label-studio, argilla, prodigy, hf."
)
def export(dataset: Path, file: Path, kind: str) -> int:
    """Exporte des tweets annotés pour un tableur ou un outil d’annotation."""
    from i4nlp.data import exchange

    _known(kind, exchange.WRITABLE)
    click.echo(f"{_counted(exchange.export_file(dataset, file, kind), 'tweet')} dans {file}.")
    return ExitCode.DONE


@data.command()
@click.option("--base", type=click.Path(path_type=Path), default=Path("datasets/i4-tweets-fr"), show_default=True, metavar="DOSSIER")
@click.option("--local", type=click.Path(path_type=Path), default=LOCAL, show_default=True, metavar="DOSSIER")
@click.option("--into", type=click.Path(path_type=Path), default=LOCAL / "merged", show_default=True, metavar="DOSSIER")
def merge(base: Path, local: Path, into: Path) -> int:
    """Joint les tweets importés au jeu livré\u202f; un tweet ne change jamais de partie."""
    from i4nlp.data import merge as merging

    counts = merging.merge(base, local, into)
    click.echo(", ".join(f"{name}\u00a0: {count}" for name, count in counts.items()) + f" tweets importés dans {into}.")
    return ExitCode.DONE


@data.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID…")
@click.option("--from", "folder", type=click.Path(path_type=Path), default=LOCAL, show_default=True, metavar="DOSSIER")
def forget(ids: tuple[str, ...], folder: Path) -> int:
    """Retire des tweets des données locales, et efface les comptes rendus et le jeu joint, qui se refont."""
    from i4nlp.data import exchange

    found = exchange.forget(folder, ids)
    for name, files in found.items():
        click.echo(f"{name}\u00a0: {'retiré de ' + ', '.join(map(str, files)) if files else 'introuvable'}")
    click.echo("Un modèle déjà entraîné avec eux s’en souvient\u00a0: entraînez-en un nouveau.")
    return ExitCode.DONE if all(found.values()) else ExitCode.NO


@data.command()
@click.argument("dataset", type=click.Path(path_type=Path), metavar="JEU")
@click.option("--suspect", is_flag=True, help="Les étiquettes de JEU les plus douteuses d’abord.")
@click.option(
    "--unlabelled", type=click.Path(path_type=Path), metavar="FICHIER", help="Les tweets de ce fichier qui apprendraient le plus."
)
@click.option("--most", type=click.IntRange(1), default=100, show_default=True, help="Combien de tweets.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FICHIER", help="Les écrire en JSONL, pour «\u00a0i4nlp label\u00a0».")
@click.option("--models", type=click.Path(path_type=Path), help="Dossier des modèles.")
def queue(dataset: Path, suspect: bool, unlabelled: Path | None, most: int, out: Path | None, models: Path | None) -> int:
    """Dit quels tweets relire ou étiqueter d’abord."""
    from i4nlp.data import exchange, labelled
    from i4nlp.training import queue as queueing

    if suspect == (unlabelled is not None):
        raise Wrong("donnez --suspect, ou --unlabelled FICHIER, l’un des deux")
    present = exchange.rows_of(dataset)
    if unlabelled is None:
        chosen = queueing.suspects(present, most)
    else:
        chosen = queueing.wanted(exchange.read_whole(unlabelled), present, most, models)
    for one in chosen:
        click.echo(f"{one.row.id}\t{one.told}\t{' '.join(one.row.text.split())}")
    if out is not None:
        labelled.write_labelled(out, [one.row for one in chosen])
        click.echo(f"{_counted(len(chosen), 'tweet')} dans {out}.", err=True)
    return ExitCode.DONE


@data.command()
@click.argument("log", metavar="JOURNAL")
@click.option("--base", type=click.Path(path_type=Path), default=Path("datasets/i4-tweets-fr"), show_default=True, metavar="DOSSIER")
@click.option("--plot", type=click.Path(path_type=Path), metavar="IMAGE", help="Dessiner la comparaison (.png, .svg).")
@click.option("--models", type=click.Path(path_type=Path), help="Dossier des modèles.")
def drift(log: str, base: Path, plot: Path | None, models: Path | None) -> int:
    """Dit si les tweets d’un journal ressemblent encore à ceux sur lesquels le modèle a été mesuré."""
    from i4nlp.batch import reading
    from i4nlp.training import drift as drifting

    texts, bad = reading.texts(log)
    found = drifting.against(texts, base, models)
    if plot is not None:
        drifting.plot(found, plot)
    click.echo(drifting.sentence(found))
    if bad:
        click.echo(f"{_counted(bad, 'ligne')} illisible{'s' if bad > 1 else ''}, laissée{'s' if bad > 1 else ''} de côté.", err=True)
    return ExitCode.NO if found.warnings else ExitCode.DONE


def _known(kind: str | None, accepted: tuple[str, ...]) -> None:
    if kind is not None and kind not in accepted:
        raise Wrong(f"--format est l’un de {', '.join(accepted)}\u202f; reçu\u00a0: {kind!r}")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' if count > 1 else ''}"
