"""A start in a year that is past."""

import re
from datetime import UTC, datetime

from i4nlp.coach.check import NOT_APPLICABLE, Check, Draft, Finding, advice, good
from i4nlp.labels import Label

START = r"(?:dispos?|disponibles?|libres?|d[eè]s|[àa] partir de|[àa] compter de|commencer|d[ée]marrer|avant|d['’]ici)"
_SEASON = (
    r"(?:rentr[ée]e|[ée]t[ée]|hiver|printemps|automne|saison|janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t"
    r"|(?:sept|nov)embre|octobre|d[ée]cembre)"
)
_DATED = re.compile(
    rf"(?i)(?:{START}(?!\w)[^.!?\d\n]{{0,40}}(?:\d{{1,2}}(?:er)?\s(?:{_SEASON}\s)?)?|(?:pour|termine|ach[eè]ve|finit|fini)\s(?:[^.!?,\d\n]{{0,40}})?(?:\d{{1,2}}(?:er)?\s)?{_SEASON}\s(?:d['’]\w+\s)?"
    rf"|(?:en|rentr[ée]e|saison)\s(?:d[ée]but\s|fin\s|mi-)?(?:{_SEASON}\s)?)(?P<year>20\d\d)(?![\w/])"
)
_PAST = re.compile(r"(?i)dipl[oô]m|obtenu|depuis|promo|n[ée]e?\s|exp[ée]rience|permis|BTS|CAP|bac|master|licence|arriv|cr[ée][ée]|licenci")


def judge(draft: Draft) -> Finding:
    """Flag a start in a year that is past."""
    if draft.label not in (Label.SEEKER_REQUEST, Label.STAGE_REQUEST):
        return NOT_APPLICABLE
    this_year = datetime.now(tz=UTC).year
    for found in _DATED.finditer(draft.text):
        if int(found["year"]) < this_year and not _PAST.search(draft.text[max(0, found.start() - 40) : found.start()]):
            return advice(f"{found['year']} est passé\u00a0: mettez à jour la date à laquelle vous êtes libre.", found.span("year"))
    return good()


CHECK = Check(
    title="Une date qui tient",
    why="Un tweet est relayé plusieurs jours après\u202f; une demande périmée fait perdre un partage.",
    source="albanjarry.com, 30 septembre 2019\u202f; décision du projet",
    rank=86,
    penalty=3,
    judge=judge,
    flags=(
        "Comptable à Lille, disponible à partir de septembre 2019",
        "Cariste à Lens, CDI, libre en janvier 2021",
        "Cherche un job pour l’été 2018 à Royan",
        "Serveuse, je cherche un CDD pour la saison d’été 2017",
        "Vendeur à Dax, disponible après les fêtes de fin d’année 2020",
        "Rédactrice, je peux commencer au 1er septembre 2016",
    ),
    passes=(
        "Soudeur à Brest, disponible de suite",
        "Diplômée en septembre 2019, comptable à Lille",
        "Dans la paie depuis 2009, Lille, CDI",
        "Serveuse, disponible à partir de septembre",
        "Responsable de la collection pour hommes de 2012 à 2018, Paris",
    ),
)
