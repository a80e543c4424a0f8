"""A draft that does not mention the collective."""

import re

from i4nlp.coach.check import Check, Draft, Finding, advice, good

_APART = re.compile(r"[@＠]\s{1,3}i4[ _]?emploi(?!\w)", re.IGNORECASE)

_NEAR = ("@i4emploi", "@i4_emploi", "@14emploi", "@l4emploi", "@i4emplo", "@i4empl", "@iemploi", "@4emploi", "@i4job")


def judge(draft: Draft) -> Finding:
    """Flag a draft without @i4Emploi; `@i4EmploiR` and `@i4Emplois` are other accounts, `#i4Emploi` tags nobody."""
    if draft.facts.tags_i4emploi:
        return good("Vous prévenez @i4Emploi.")
    near = [mention.text for mention in draft.facts.tweet.mentions if mention.text.lower().startswith(_NEAR)]
    if near:
        return advice(f"Le compte s’écrit @i4Emploi\u202f; {near[0]} en est un autre.")
    apart = _APART.search(draft.text)
    if apart is not None:
        return advice("Collez l’arobase au nom\u00a0: @i4Emploi, sans espace, prévient les bénévoles.", apart.span())
    tags = [tag for tag in draft.facts.tweet.hashtags if tag.text[1:].lower() in ("i4emploi", "i4emploir")]
    if tags:
        return advice(f"{tags[0].text} ne prévient pas l’équipe\u00a0: ajoutez aussi @i4Emploi, avec l’arobase.", tags[0].span)
    return advice("Ajoutez @i4Emploi\u00a0: les bénévoles verront votre tweet.")


CHECK = Check(
    title="La mention @i4Emploi",
    why="C’est par cette mention que l’équipe trouve les tweets à relayer.",
    source="albanjarry.com, 30 septembre 2019",
    rank=50,
    max_points=15,
    judge=judge,
    flags=(
        "Je cherche un poste de comptable à Lille #i4Emploi",
        "Comptable à Lille @i4EmploiR",
        "Comptable à Lille @ i4Emploi",
        "Comptable à Lille @\u00a0i4emploi, RT svp",
        "Comptable à Lille #i4EmploiR, RT svp",
        "Comptable à Lille, contact@i4emploi.fr",
    ),
    passes=(
        "Comptable à Lille @i4emploi",
        "Comptable à Lille, merci l’@I4EMPLOI !",
        "Comptable à Lille #i4Emploi @i4Emploi",
        "Serveuse à Dax, vue par @i4EmploiR et @i4Emploi",
        "RT @i4Emploi: maçon à Pau, CDI",
        "@i4Emploi Cariste à Dunkerque, CDI #i4EmploiR",
    ),
)
