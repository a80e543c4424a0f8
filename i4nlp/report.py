"""What the terminal shows: the French text of a classification and of a review."""

import textwrap
import unicodedata
from collections.abc import Iterator

import click

from i4nlp.classification import Classification
from i4nlp.coach.check import Verdict
from i4nlp.coach.review import DO_NOT_POST, IMPROVE, NOT_A_REQUEST, READY, CheckResult, Review
from i4nlp.labels import Label
from i4nlp.tweet import max_length

_WIDTH = 88
_GAUGE = 28
_SENTENCES = {
    READY: "Votre tweet est prêt. Copiez-le, publiez-le, puis épinglez-le.",
    IMPROVE: "Voici ce qui rendrait votre tweet plus facile à relayer.",
    DO_NOT_POST: "Attendez avant de publier\u00a0: un point est à régler d’abord.",
    NOT_A_REQUEST: "Ce texte ne se lit pas comme une demande d’emploi.",
}


def classification_text(text: str, answer: Classification) -> str:
    """Return a classification as a person reads it."""
    confidence = f"{100 * answer.probabilities[answer.label]:.0f}\u00a0%"
    lines = [
        _quoted(text),
        f"  {click.style(answer.label.french.capitalize(), bold=True)} ({confidence})",
    ]
    if answer.contracts:
        lines.append("  Contrat\u00a0: " + ", ".join(contract.french for contract in answer.contracts))
    lines.append(f"  {answer.relay.action.french.capitalize()}. {answer.relay.reason}")
    words = [f"«\u00a0{_printable(reason.text)}\u00a0» ({reason.weight:+.1f})" for reason in answer.reasons]
    if words:
        lines.append("  Les mots qui ont compté\u00a0: " + ", ".join(words))
    return "\n".join(lines)


def review_text(text: str, review: Review) -> str:
    """Return a review as a person reads it: the text, one sentence, what is good, what to change first, the rest."""
    if review.verdict == NOT_A_REQUEST and review.checks[0].id == "distress" and review.checks[0].verdict is Verdict.ADVICE:
        return review.suggestions[0]
    blocks = [
        _quoted(text),
        _gauge(review),
        f"{click.style(_SENTENCES[review.verdict], bold=True)}\n{_label(review)}",
        *_sections(review),
    ]
    return "\n\n".join(blocks)


def profile_text(review: Review) -> str:
    """Return the review of a profile."""
    return "\n\n".join([click.style(f"Votre profil\u00a0: {review.score}\u00a0/\u00a0100", bold=True), *_sections(review)])


def _quoted(text: str) -> str:
    wrapped = [line for part in map(_printable, text.splitlines()) for line in textwrap.wrap(part, _WIDTH) or [""]]
    return "\n".join(click.style(f"  │ {line}", fg="cyan") for line in wrapped)


def _printable(text: str) -> str:
    """Return a text without the control characters that would drive the terminal."""
    return "".join(character for character in text if unicodedata.category(character) != "Cc")


def _gauge(review: Review) -> str:
    length = int(review.facts["weighted_length"])
    filled = min(_GAUGE, round(_GAUGE * length / max_length()))
    left = max_length() - length
    plural = "s" if abs(left) > 1 else ""
    told = f"il reste {left} caractère{plural}" if left >= 0 else f"{-left} caractère{plural} de trop"
    return f"  {'█' * filled}{'░' * (_GAUGE - filled)} {length}\u00a0/\u00a0{max_length()}, {told}"


def _label(review: Review) -> str:
    return f"Il se lit comme\u00a0: {Label(review.facts['label']).french}. Note\u00a0: {review.score}\u00a0/\u00a0100."


def _sections(review: Review) -> Iterator[str]:
    good = [check for check in review.checks if check.verdict is Verdict.GOOD and check.message]
    todo = [check for check in review.checks if check.verdict in (Verdict.ADVICE, Verdict.BLOCKER)]
    if good:
        yield "\n".join(["Déjà bien", *(f"  {click.style('✓', fg='green')} {check.message}" for check in good)])
    if todo:
        yield "À changer d’abord\n" + _advice(todo[0])
    if len(todo) > 1:
        yield "\n".join(["Ensuite", *(_advice(check) for check in todo[1:])])


def _advice(check: CheckResult) -> str:
    mark = click.style("→", fg="yellow")
    message = textwrap.fill(check.message, _WIDTH, subsequent_indent="    ")
    why = textwrap.fill(check.why, _WIDTH, initial_indent="    ", subsequent_indent="    ")
    return f"  {mark} {message}\n{click.style(why, dim=True)}"
