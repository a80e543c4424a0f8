"""A stop or a comma without a space behind it, where no link comes of it."""

import re

from i4nlp.coach.check import Check, Draft, Finding, advice, good

GLUED = re.compile(r"(?<=[^\W\d_]{2})(?:[.!?…](?=[A-ZÀ-Þ][a-zà-ÿ’'])|,(?=[a-zà-ÿ]{2})|[.!?…,](?=[@#]\w))")


def judge(draft: Draft) -> Finding:
    """Flag the signs that hold two words together, links and names of sites left out."""
    links = [url.span for url in draft.facts.tweet.urls]
    found = [sign.span() for sign in GLUED.finditer(draft.text) if not any(start <= sign.start() < end for start, end in links)]
    return advice("Laissez une espace après chaque point et chaque virgule.", *found) if found else good()


CHECK = Check(
    title="Une espace après le point",
    why="Deux mots collés se lisent mal, à voix haute surtout.",
    source="décision du projet",
    rank=97,
    penalty=1,
    judge=judge,
    flags=(
        "Caisse, stocks, etc.Disponible pour un CDI à Brive",
        "CDI à Libourne,si possible. Merci",
        "Soudeur à Brest, merci de partager.@i4Emploi",
    ),
    passes=(
        "Développeuse Node.js et Vue.js à Lyon, M. Martin me connaît",
        "Chargé.e de projet à Tours, 37,5 h, S.A.R.L. Dupont",
        "Mon CV est sur MonSite.Com",
        "Soudeur à Brest... Merci !",
    ),
)
