"""A link in the tweet: no fault, yet a picture says it there and then."""

import re

from i4nlp.coach.check import Check, Draft, Finding, advice, good
from i4nlp.coach.checks.accidental_link import is_accidental

_PICTURE = re.compile(r"(?i)(?:https?://)?pic\.(?:twitter|x)\.com/")
_SHORT = re.compile(r"(?i)https?://t\.co/")


def judge(draft: Draft) -> Finding:
    """Flag the links that are meant; that of the tweet's own picture is none."""
    found = [url.span for url in draft.facts.tweet.urls if not is_accidental(url.text) and not _PICTURE.match(url.text)]
    if found and draft.has_visual and _SHORT.match(draft.text, found[-1][0]) and not draft.text[found[-1][1] :].strip():
        found.pop()
    if not found:
        return good()
    return advice("Mettez plutôt votre CV en image dans le tweet, et le lien dans la première réponse ou la bio.", *found)


CHECK = Check(
    title="L’essentiel se lit sans lien",
    why="Une image se lit sans quitter X, et beaucoup de personnes n’ouvrent pas les liens.",
    source="Buffer, 2015\u202f; décision du projet",
    rank=97,
    judge=judge,
    flags=(
        "Comptable à Lille, CDI, mon CV\u00a0: https://example.com/cv",
        "Graphiste à Nantes, portfolio sur monportfolio.fr",
        "Développeuse à Lyon, linkedin.com/in/exemple @i4Emploi",
        "Serveuse à Dax www.doyoubuzz.com/exemple RT svp",
    ),
    passes=(
        "Comptable à Lille, CDI, lien vers mon CV dans la bio",
        "Je cherche un emploi.Je suis serveuse à Nantes",
        "Développeur ASP.NET et Node.js à Lyon",
        "Comptable à Lille, CDI, RT svp pic.twitter.com/AbCdEf1234",
        "Graphiste à Nantes, marie@example.org",
        "Chargé.e de projet à Tours, ex.responsable, M. Martin, etc...",
        "Mon profil LinkedIn est à jour, comptable à Lille @i4Emploi",
    ),
)
