"""Texts or lines in, an answer each out, in order, flushed as it comes."""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from i4nlp.assistant import Assistant
from i4nlp.classification import Classification, Failure
from i4nlp.errors import ExitCode, InputError
from i4nlp.lines import bulks
from i4nlp.payload import read
from i4nlp.terminal import classification_text


def answer_texts(texts: Sequence[str], as_json: bool, models: Path | None) -> ExitCode:
    """Print an answer for each text; the first that cannot be read ends the command."""
    assistant = Assistant(models)
    for text in texts:
        _say(text, assistant.classify(text), as_json)
    return ExitCode.DONE


def answer_lines(source: str, as_json: bool, models: Path | None) -> ExitCode:
    """Print an answer for each line of a file or of standard input (`-`); a line that cannot be read gets an error in its place."""
    assistant = Assistant(models)
    descriptor = _open(source)
    bad = 0
    number = 0
    for bulk in bulks(descriptor):
        for tweet, answer in zip(bulk, assistant.classify_many(bulk), strict=True):
            number += 1
            if isinstance(answer, Failure):
                bad += 1
                answer.error.line = number
            _say(tweet, answer, as_json)
        sys.stdout.flush()
    return ExitCode.NO if bad else ExitCode.DONE


def _open(source: str) -> int:
    if not source or Path(source).is_dir():
        raise InputError("unreadable_file", f"«\u00a0{source}\u00a0» n’est pas un fichier. Donnez un fichier d’un tweet par ligne.")
    if source == "-" and sys.stdin is None:
        raise InputError("no_input", "L’entrée standard est fermée.")
    try:
        return sys.stdin.fileno() if source == "-" else os.open(source, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise InputError("unreadable_file", f"{source}\u00a0: fichier illisible ({error.strerror}). Vérifiez son nom.") from error


def _say(tweet: object, answer: Classification | Failure, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(answer.to_dict(), ensure_ascii=False) + "\n")
    elif isinstance(answer, Failure):
        click.echo(f"Ligne {answer.error.line}\u00a0: {answer.error.message}")
    else:
        click.echo(classification_text(read(tweet).text, answer))
