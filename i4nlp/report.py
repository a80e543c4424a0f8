"""What the terminal shows of a review, in French."""

import textwrap
from collections.abc import Iterator

import click

from i4nlp.coach.check import Verdict, all_checks
from i4nlp.coach.review import DO_NOT_POST, IMPROVE, NOT_A_REQUEST, READY, CheckResult, Review
from i4nlp.labels import Label
from i4nlp.terminal import WIDTH, quoted
from i4nlp.tweet import max_length

_GAUGE = 28
_FACTS = {"missing_metier", "missing_lieu", "missing_contrat", "missing_tag", "missing_call_to_action"}
MOMENT = (
    "Quand publier\u202f? Un bénévole a dit en 2019 publier entre 7 h et 10 h en semaine\u202f; c’est son habitude, aucune règle ne tient."
)
_SENTENCES = {
    READY: "Votre tweet est prêt. Copiez-le, publiez-le, puis épinglez-le.",
    IMPROVE: "Voici ce qui rendrait votre tweet plus facile à relayer.",
    DO_NOT_POST: "Attendez avant de publier\u00a0: un point est à régler d’abord.",
    NOT_A_REQUEST: "Ce texte ne se lit pas comme une demande d’emploi.",
}
_DOORS = {
    "found": "Votre recherche semble finie, et c’est une bonne nouvelle.",
    "thanks": "Ce texte remercie, et c’est précieux.",
    "not_french": "Ce texte n’est pas en français.",
}


def review_text(text: str, review: Review) -> str:
    """Return a review as a person reads it: the text, one sentence, what is good, what to change first, the rest."""
    if review.verdict == NOT_A_REQUEST and review.checks[0].id == "distress" and review.checks[0].verdict is Verdict.ADVICE:
        return review.suggestions[0]
    blocks = [
        quoted(text, _fact_spans(review)),
        _gauge(review),
        f"{click.style(sentence(review), bold=True)}\n{_label(review)}",
        *_rewrite(review),
        *_sections(review),
        *_picture(review),
    ]
    if review.verdict != NOT_A_REQUEST:
        blocks.append(click.style(MOMENT, dim=True))
    return "\n\n".join(blocks)


def checks_text() -> str:
    """Return every check with its reason and source."""
    lines = []
    for name, check in all_checks().items():
        why = textwrap.fill(check.why, WIDTH, initial_indent="    ", subsequent_indent="    ")
        points = f", {check.max_points} points" if check.max_points else f", jusqu’à −{check.penalty}" if check.penalty else ""
        source = click.style(f"Source\u00a0: {check.source}", dim=True)
        lines.append(f"{click.style(check.title, bold=True)} ({name}{points})\n{why}\n    {source}")
    return "\n".join(lines)


def profile_text(review: Review) -> str:
    """Return the review of a profile."""
    return "\n\n".join([click.style(f"Votre profil\u00a0: {review.score}\u00a0/\u00a0100", bold=True), *_sections(review)])


def sentence(review: Review) -> str:
    """Return the one sentence that opens a review."""
    door = review.advice[0].id if review.verdict == NOT_A_REQUEST and review.advice else ""
    return _DOORS.get(door, _SENTENCES[review.verdict])


def room(length: int) -> str:
    """Say how many characters are left of a weighted length, or too many."""
    left = max_length() - length
    plural = "s" if abs(left) > 1 else ""
    return f"il reste {left} caractère{plural}" if left >= 0 else f"{-left} caractère{plural} de trop"


def _fact_spans(review: Review) -> list[tuple[int, int]]:
    return [span for check in review.checks if check.id in _FACTS and check.verdict is Verdict.GOOD for span in check.spans]


def _rewrite(review: Review) -> Iterator[str]:
    better = review.rewrite
    if better is None:
        return
    lines = [f"Un tweet à copier (note\u00a0: {better.score}\u00a0/\u00a0100, {better.weighted_length} caractères)", quoted(better.text)]
    if better.blanks:
        lines.append(f"  À compléter\u00a0: {', '.join(better.blanks)}")
    lines += [click.style(f"  • {change.reason}", dim=True) for change in better.changes]
    yield "\n".join(lines)


def _picture(review: Review) -> Iterator[str]:
    if review.alt_text is not None:
        yield f"Si vous joignez votre CV en image, sa description\u00a0:\n{quoted(review.alt_text)}"


def _gauge(review: Review) -> str:
    length = int(review.facts["weighted_length"])
    filled = min(_GAUGE, round(_GAUGE * length / max_length()))
    return f"  {'█' * filled}{'░' * (_GAUGE - filled)} {length}\u00a0/\u00a0{max_length()}, {room(length)}"


def _label(review: Review) -> str:
    return f"Il se lit comme\u00a0: {Label(review.facts['label']).french}. Note\u00a0: {review.score}\u00a0/\u00a0100."


def _sections(review: Review) -> Iterator[str]:
    if review.kept:
        yield "\n".join(["Déjà bien", *(f"  {click.style('✓', fg='green')} {check.message}" for check in review.kept)])
    if review.advice:
        yield "À changer d’abord\n" + _advice(review.advice[0])
    if len(review.advice) > 1:
        yield "\n".join(["Ensuite", *(_advice(check) for check in review.advice[1:])])


def _advice(check: CheckResult) -> str:
    mark = click.style("→", fg="yellow")
    message = textwrap.fill(check.message, WIDTH, subsequent_indent="    ")
    why = textwrap.fill(check.why, WIDTH, initial_indent="    ", subsequent_indent="    ")
    return f"  {mark} {message}\n{click.style(why, dim=True)}"
