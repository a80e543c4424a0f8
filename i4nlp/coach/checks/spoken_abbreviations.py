"""Abbreviations that speech tools do not read as words."""

import re

from i4nlp.coach.check import Check, Draft, Finding, advice, good
from i4nlp.coach.checks.at_a_glance import LONG

_MEANT = {
    "bcp": "beaucoup", "bcps": "beaucoup", "tjs": "toujours", "tjrs": "toujours", "tjr": "toujours", "pcq": "parce que", "pck": "parce que",
    "psk": "parce que", "qqn": "quelqu’un", "qq1": "quelqu’un", "qqun": "quelqu’un", "qqch": "quelque chose", "qqc": "quelque chose",
    "qqs": "quelques", "svt": "souvent", "ptet": "peut-être", "ptêt": "peut-être", "auj": "aujourd’hui", "ajd": "aujourd’hui",
    "mtn": "maintenant", "mnt": "maintenant", "lgtps": "longtemps", "tps": "temps", "jms": "jamais", "bjr": "bonjour",
    "slt": "salut", "nbx": "nombreux",
}  # fmt: skip
_SHORT = re.compile(rf"(?<![\w@#＃&/.’'-])(?:{'|'.join(sorted(_MEANT, key=len, reverse=True))})(?![\w\u0300-\u036f@’'/-])", re.IGNORECASE)
# the life sciences, as a teacher writes them
_SUBJECT = re.compile(r"(?i)\b(?:de|en|des|profe?|licence|master|capes|bac|cours|enseignante?|professeure?|ens\.?)\s+$")


def judge(draft: Draft) -> Finding:
    """Flag the abbreviations of a list where the whole words have room; 'SVT' and 'TPS' in capitals are other things."""
    links = [url.span for url in draft.facts.tweet.urls]
    found = [
        short
        for short in _SHORT.finditer(draft.text)
        if short[0][1:].islower()
        and not any(start <= short.start() < end for start, end in links)
        and not (short[0].lower() == "svt" and _SUBJECT.search(draft.text[max(0, short.start() - 16) : short.start()]))
    ]
    more = sum(len(_MEANT[short[0].lower()]) - len(short[0]) for short in found)
    if not found or draft.facts.tweet.weighted_length + more > LONG:
        return good()
    first = found[0][0]
    return advice(
        f"Écrivez «\u00a0{_MEANT[first.lower()]}\u00a0» plutôt que «\u00a0{first}\u00a0»\u00a0: une voix de synthèse le lit mal.",
        *(short.span() for short in found),
    )


CHECK = Check(
    title="Des mots entiers",
    why="Une voix de synthèse lit mal ces abréviations, et tout le monde ne les connaît pas.",
    source="agence-adequat.fr, «\u00a0Twitter accessible\u00a0»",
    rank=95,
    penalty=1,
    judge=judge,
    flags=(
        "Comptable à Lille, CDI, merci bcp @i4Emploi",
        "Je cherche tjs un poste de serveuse à Nantes",
        "Bjr, soudeur à Brest, si qqn a une piste RT svp",
        "Si qq1 cherche un maçon à Dax, je suis dispo auj.",
        "Vendeuse à Tours, tps partiel, svt le week-end",
        "Je suis libre pcq mon CDD est fini, cariste à Pau",
    ),
    passes=(
        "Comptable à Lille, CDI, RT svp, DM ouverts, CV en image",
        "Livreur à Pau, j’ai le bsr et un scooter, RT svp",
        "Prof de SVT à Lyon, CDD ou CDI",
        "Je suis prof de svt à Lyon, CDD ou CDI",
        "ATSEM en TPS et PS à Nantes, dispo pour un rdv",
        "Graphiste, portfolio https://example.com/bcp-plus #tjs @bcp_lille",
        "Serveuse dispo rapidement, stp RT, CDI à Tours, MTN et BCP sont d’anciens clients",
        "Je cherche un poste de comptable à Lille, en CDI, dans un cabinet ou dans une entreprise. Douze ans d’expérience, Sage et Cegid, "
        "bilans, liasses fiscales, TVA, paie. Disponible dès lundi, permis B, voiture. Je vous remercie bcp @i4Emploi",
    ),
)
