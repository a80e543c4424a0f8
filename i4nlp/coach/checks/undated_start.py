"""A start said by a bare day, which the reader of tomorrow cannot place."""

import re

from i4nlp.coach.check import NOT_APPLICABLE, Check, Draft, Finding, advice, good
from i4nlp.coach.checks.stale_request import START
from i4nlp.labels import Label

_DAY = (
    r"(?:demain|ce soir|cet apr[eè]s-midi|apr[eè]s-demain|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|la semaine prochaine|ce week-?end)"
)
_UNDATED = re.compile(rf"(?i)(?<!\w){START}\s(?:d[eè]s\s|le\s|pour\s)?(?P<day>{_DAY})(?!\w)(?!\s(?:\d|(?:au|et|ou|,)\s?\w+di\b))")


def judge(draft: Draft) -> Finding:
    """Flag a start said by a bare day; it costs nothing, since being free soon is worth saying."""
    if draft.label not in (Label.SEEKER_REQUEST, Label.STAGE_REQUEST):
        return NOT_APPLICABLE
    if (undated := _UNDATED.search(draft.text)) is None:
        return good()
    day = undated["day"].replace("'", "’").lower()
    return advice(f"Votre tweet sera lu plusieurs jours\u00a0: à côté de «\u00a0{day}\u00a0», donnez la date.", undated.span("day"))


CHECK = Check(
    title="Un jour que l’on peut situer",
    why="Un tweet est relayé plusieurs jours après\u202f; «\u00a0lundi\u00a0» ne dit plus lequel.",
    source="albanjarry.com, 30 septembre 2019\u202f; décision du projet",
    rank=87,
    judge=judge,
    flags=(
        "Soudeur à Brest, dispo demain, RT svp",
        "Je cherche un poste de serveuse à Nantes dès lundi",
    ),
    passes=(
        "Soudeur à Brest, disponible de suite",
        "Serveuse à Nantes, disponible le lundi 14 mars",
        "Boulanger, libre du lundi au vendredi",
        "Aide à domicile, libre lundi et jeudi",
    ),
)
