"""A draft that names no place."""

import re

from i4nlp.coach.check import Check, Draft, Finding, advice, good

_EVERYWHERE = re.compile(r"(?i)(?<!\w)(?:partout en france|toute la france|france entière|mobil(?:e|ité) (?:nationale?|partout))(?!\w)")


def judge(draft: Draft) -> Finding:
    """Flag a draft in which no place was read."""
    lieu = draft.facts.lieu
    if not lieu and (everywhere := _EVERYWHERE.search(draft.text)) is not None:
        return good("Vous dites chercher dans toute la France.", everywhere.span())
    if not lieu:
        return advice("Dans quelle ville\u202f?")
    named = ", ".join(place.text for place in lieu).replace("'", "’")
    return good(f"Le lieu est dit\u00a0: {named}.", *(place.span for place in lieu))


CHECK = Check(
    title="Le lieu",
    why="Avec une ville ou un département, votre tweet va vers les personnes qui sont près de vous.",
    source="blogdumoderateur.com, «\u00a0Twitter et recrutement\u00a0»",
    rank=60,
    max_points=20,
    judge=judge,
    flags=("Comptable cherche CDI, RT svp @i4Emploi", "Bonjour, je suis serveur, nice journée à tous, merci"),
    passes=(
        "Comptable à Maubeuge",
        "Comptable dans le 44, CDI",
        "Serveur en IDF ou à Lyon 3e",
        "Soudeuse, bassin d'Arcachon",
        "Serveur à Nice",
        "AS de nuit, Liège ou Namur",
        "Conducteur de travaux, mobile partout en France",
    ),
)
