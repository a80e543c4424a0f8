"""What the terminal shows of a tweet and its label; it loads nothing of the coach."""

import textwrap
import unicodedata
from collections.abc import Sequence

import click

from i4nlp.classification import Classification

WIDTH = 88
_ON, _OFF, _GLUE = "\ue100", "\ue101", "\ue102"  # what is underlined is marked while lines are cut, and not cut itself


def classification_text(text: str, answer: Classification) -> str:
    """Return a classification as a person reads it."""
    confidence = f"{100 * answer.probabilities[answer.label]:.0f}\u00a0%"
    lines = [
        quoted(text),
        f"  {click.style(answer.label.french.capitalize(), bold=True)} ({confidence})",
    ]
    if answer.contracts:
        lines.append("  Contrat\u00a0: " + ", ".join(contract.french for contract in answer.contracts))
    lines.append(f"  {answer.relay.action.french.capitalize()}. {answer.relay.reason}")
    words = [f"«\u00a0{printable(reason.text)}\u00a0» ({reason.weight:+.1f})" for reason in answer.reasons]
    if words:
        lines.append("  Les mots qui ont compté\u00a0: " + ", ".join(words))
    return "\n".join(lines)


def quoted(text: str, underlined: Sequence[tuple[int, int]] = ()) -> str:
    """Return a text as a quotation, some spans underlined."""
    for start, end in sorted(underlined, reverse=True):
        if "\n" not in text[start:end]:
            text = f"{text[:start]}{_ON}{text[start:end].replace(' ', _GLUE)}{_OFF}{text[end:]}"
    wrapped = [line for part in map(printable, text.splitlines()) for line in textwrap.wrap(part, WIDTH) or [""]]
    lines = [click.style(f"  │ {line}", fg="cyan") for line in wrapped]
    return "\n".join(lines).replace(_GLUE, " ").replace(_ON, "\x1b[4m").replace(_OFF, "\x1b[24m")


def printable(text: str) -> str:
    """Return a text without the control characters that would drive the terminal."""
    return "".join(character for character in text if unicodedata.category(character) != "Cc")
