"""A day that the reader of tomorrow cannot place, or a date that is past."""

import re
from datetime import UTC, datetime

from i4nlp.coach.check import NOT_APPLICABLE, Check, Draft, Finding, advice, good
from i4nlp.labels import Label

_DAY = (
    r"(?:demain|ce soir|cet apr[eè]s-midi|apr[eè]s-demain|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|la semaine prochaine|ce week-?end)"
)
_START = r"(?:dispos?|disponibles?|libres?|d[eè]s|[àa] partir de|[àa] compter de|commencer|d[ée]marrer|avant|d['’]ici)"
_UNDATED = re.compile(rf"(?i)(?<!\w){_START}\s(?:d[eè]s\s|le\s|pour\s)?(?P<day>{_DAY})(?!\w)(?!\s(?:\d|(?:au|et|ou|,)\s?\w+di\b))")
_SEASON = (
    r"(?:rentr[ée]e|[ée]t[ée]|hiver|printemps|automne|saison|janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t"
    r"|(?:sept|nov)embre|octobre|d[ée]cembre)"
)
_DATED = re.compile(
    rf"(?i)(?:{_START}|pour|en|rentr[ée]e)\s(?:de\s|le\s|la\s|l['’]|d[eé]but\s|fin\s|mi-)?"
    rf"(?:\d{{1,2}}(?:er)?\s)?(?:{_SEASON}\s)?(?P<year>20\d\d)(?![\w/])"
)
_PAST = re.compile(r"(?i)dipl[oô]m|obtenu|depuis|promo|n[ée]e?\s|exp[ée]rience|permis|BTS|CAP|bac|master|licence|arriv|cr[ée][ée]|licenci")


def judge(draft: Draft) -> Finding:
    """Flag a start said by a bare day, and one in a year that is past."""
    if draft.label not in (Label.SEEKER_REQUEST, Label.STAGE_REQUEST):
        return NOT_APPLICABLE
    this_year = datetime.now(tz=UTC).year
    for found in _DATED.finditer(draft.text):
        if int(found["year"]) < this_year and not _PAST.search(draft.text[max(0, found.start() - 40) : found.start()]):
            return advice(f"{found['year']} est passé\u00a0: mettez à jour la date à laquelle vous êtes libre.", found.span("year"))
    if undated := _UNDATED.search(draft.text):
        day = undated["day"].replace("'", "’").lower()
        return advice(f"Votre tweet sera lu plusieurs jours\u00a0: à côté de «\u00a0{day}\u00a0», donnez la date.", undated.span("day"))
    return good()


CHECK = Check(
    title="Une date qui tient",
    why="Un tweet est relayé plusieurs jours après\u202f; une demande périmée fait perdre un partage.",
    source="albanjarry.com, 30 septembre 2019\u202f; décision du projet",
    rank=86,
    penalty=1,
    judge=judge,
    flags=(
        "Soudeur à Brest, dispo demain, RT svp",
        "Je cherche un poste de serveuse à Nantes dès lundi",
        "Comptable à Lille, disponible à partir de septembre 2019",
        "Cariste à Lens, CDI, libre en janvier 2021",
        "Cherche un job pour l’été 2018 à Royan",
    ),
    passes=(
        "Soudeur à Brest, disponible de suite",
        "Serveuse à Nantes, disponible le lundi 14 mars",
        "Diplômée en septembre 2019, comptable à Lille",
        "Boulanger, libre du lundi au vendredi",
        "Dans la paie depuis 2009, Lille, CDI",
        "Serveuse, disponible à partir de septembre",
        "Aide à domicile, libre lundi et jeudi",
    ),
)
