"""Texts or lines in, an answer each out, in order, flushed as it comes."""

import json
import os
import sys
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

import click

from i4nlp.assistant import Assistant
from i4nlp.classification import Classification, Failure
from i4nlp.errors import ExitCode, InputError
from i4nlp.lines import bulks, chunks, read_line
from i4nlp.others import Others
from i4nlp.payload import read
from i4nlp.terminal import classification_text

_MANY = 1_000  # lines after which other processes are worth their start
_ERROR = '"kind": "error"'  # no text says it: a quote within a JSON string is escaped


def answer_texts(texts: Sequence[str], as_json: bool, models: Path | None) -> ExitCode:
    """Print an answer for each text; the first that cannot be read ends the command."""
    assistant = Assistant(models)
    for text in texts:
        _say(text, assistant.classify(text), as_json)
    return ExitCode.DONE


def answer_lines(source: str, as_json: bool, models: Path | None, *, reasons: bool, jobs: int | None) -> ExitCode:
    """Print an answer for each line of a file or of standard input (`-`); a line that cannot be read gets an error in its place.

    What comes in numbers is shared with `jobs - 1` other processes, one where there is a second core; what comes alone is answered here.
    """
    assistant = Assistant(models)
    bad = number = 0
    with Others((jobs or min(2, os.cpu_count() or 1)) - 1 if as_json else 0, models, reasons=reasons) as others:
        for lines in bulks(chunks(_open(source))):
            if number >= _MANY:
                others.start()
            own, given = others.share(lines)
            bad += _answer(assistant, own, number, as_json, reasons=reasons)
            number += len(own)
            for share, answers in given:
                # an error names its line, which only this process knows; so does what another one left unanswered
                for line, answer in zip_longest(share, answers):
                    if answer is None or _ERROR in answer:
                        bad += _answer(assistant, [line], number, as_json, reasons=reasons)
                    else:
                        sys.stdout.write(answer)
                    number += 1
            sys.stdout.flush()
    return ExitCode.NO if bad else ExitCode.DONE


def _answer(assistant: Assistant, lines: Sequence[bytes | None], before: int, as_json: bool, *, reasons: bool) -> int:
    """Print the answers to the lines that follow the first `before`; return how many are errors."""
    tweets = [read_line(line, number) for number, line in enumerate(lines, before + 1)]
    bad = 0
    for number, (tweet, answer) in enumerate(zip(tweets, assistant.classify_many(tweets), strict=True), before + 1):
        if isinstance(answer, Failure):
            bad += 1
            answer.error.line = number
        _say(tweet, answer, as_json, reasons=reasons)
    return bad


def _open(source: str) -> int:
    if not source or Path(source).is_dir():
        raise InputError("unreadable_file", f"«\u00a0{source}\u00a0» n’est pas un fichier. Donnez un fichier d’un tweet par ligne.")
    if source == "-" and sys.stdin is None:
        raise InputError("no_input", "L’entrée standard est fermée.")
    try:
        return sys.stdin.fileno() if source == "-" else os.open(source, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise InputError("unreadable_file", f"{source}\u00a0: fichier illisible ({error.strerror}). Vérifiez son nom.") from error


def _say(tweet: object, answer: Classification | Failure, as_json: bool, *, reasons: bool = True) -> None:
    if as_json:
        told = answer.to_dict() if isinstance(answer, Failure) else answer.to_dict(reasons=reasons)
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    elif isinstance(answer, Failure):
        click.echo(f"Ligne {answer.error.line}\u00a0: {answer.error.message}")
    else:
        click.echo(classification_text(read(tweet).text, answer))
