"""A call to action that orders where it could ask."""

import re

from i4nlp.coach.check import NOT_APPLICABLE, Check, Draft, Finding, advice, good
from i4nlp.labels import Label

_ORDER = re.compile(
    r"(?i)(?<![\w@#＃])(?:RTs?(?!\s*@)|retweetez|retweete|retweet|partagez|partage|faites tourner|fais tourner|relayez|embauchez|prenez"
    r"|recrutez|contactez|appelez|écrivez|ecrivez|likez|aidez|donnez|trouvez|bougez|réveillez|reveillez)(?!\w)"
    r"|qu['’]est-ce que (?:vous attendez|tu attends)|(?<!\w)vous (?:me|nous) devez|si vous ne (?:partagez|retweetez|relayez|m['’]aidez) pas"
)
_BLAME = re.compile(
    r"(?i)qu['’]est-ce que (?:vous attendez|tu attends)|(?<!\w)vous (?:me|nous) devez|si vous ne (?:partagez|retweetez|relayez) pas"
)
_KIND = re.compile(
    r"(?i)s['’]il (?:vous|te) pla[iî]\u0302?t|(?<!\w)(?:svp|stp|s[vt]p+|please|pls+|plz|merci\w*|mrc|remerci\w+|reconnaissant\w*|appréci\w+"
    r"|bienvenue?s?|aiderai\w*|serai\w*|pourri\w+|pouvez|peux-tu|voudri\w+|gentil\w*|n['’]hésitez"
    r"|si (?:vous|quelqu['’]un|tu|jamais|besoin|une?)|d['’]avance|bonjour|bonsoir)(?!\w)|[🙏🤞❤💛💙💚🥰😊☺🤗]"
)


def judge(draft: Draft) -> Finding:
    """Flag a call made of orders in a tweet without any word of politeness."""
    if not (draft.facts.call_to_action or _BLAME.search(draft.text)) or draft.label in (Label.OFFER, Label.NOISE):
        return NOT_APPLICABLE
    orders = tuple(found.span() for found in _ORDER.finditer(draft.text))
    if not orders or (_KIND.search(draft.text) and not _BLAME.search(draft.text)):
        return good()
    return advice("Un «\u00a0merci\u00a0» ou un «\u00a0s’il vous plaît\u00a0» à côté de votre demande donne envie d’aider.", orders[0])


CHECK = Check(
    title="Une demande polie",
    why="Demander poliment a davantage fait relayer, dans toutes les mesures publiées de 2011 à 2013.",
    source="HubSpot, 2011\u202f; Socialbakers, 2013\u202f; albanjarry.com, 30 septembre 2019",
    rank=80,
    penalty=2,
    judge=judge,
    flags=(
        "Comptable à Lille, CDI. RT",
        "Soudeur à Brest, partagez !!",
        "Serveuse à Nantes, embauchez-moi",
        "Cariste à Lens, contactez-moi en DM",
        "RT à fond, je cherche un poste de vendeuse à Dax",
        "Gardien d’immeuble à Nanterre, donnez-moi un CDI, vous me devez bien ça",
    ),
    passes=(
        "Comptable à Lille, RT svp",
        "Soudeur à Brest, partagez s’il vous plaît",
        "Serveuse à Nantes, si vous avez une piste écrivez-moi",
        "Cariste à Lens, RT appréciés",
        "Comptable à Lille, un partage m’aiderait beaucoup",
        "Vendeuse à Dax, faites tourner 🙏",
        "Comptable à Lille, CDI @i4Emploi",
        "Mes DM sont ouverts, soudeur à Brest",
    ),
)
