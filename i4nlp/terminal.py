"""What the terminal shows of a tweet and its label; it loads nothing of the coach."""

import textwrap
import unicodedata

import click

from i4nlp.classification import Classification

WIDTH = 88


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


def quoted(text: str) -> str:
    """Return a text as a quotation."""
    wrapped = [line for part in map(printable, text.splitlines()) for line in textwrap.wrap(part, WIDTH) or [""]]
    return "\n".join(click.style(f"  │ {line}", fg="cyan") for line in wrapped)


def printable(text: str) -> str:
    """Return a text without the control characters that would drive the terminal."""
    return "".join(character for character in text if unicodedata.category(character) != "Cc")
