"""A draft that does not say what its readers can do."""

import re

from i4nlp import facts
from i4nlp.coach.check import Check, Draft, Finding, advice, good

# alone or with a word of politeness: 'RT appréciés' says more, and 'RT @x' at the start is no call
_POLITE = r"(?:svp|stp|s['’]il (?:vous|te) pla[iî]\u0302?t|please|pls|merci)"
_BARE = re.compile(
    rf"(?<![\w@#＃])RTs?+(?:(?<!\ART)|(?!\s*+[@＠]))(?:[ \u00a0,]*+{_POLITE})?+(?!\w)(?=\s*+(?:\Z|[^\w\s]))",
    re.IGNORECASE,
)


def judge(draft: Draft) -> Finding:
    """Flag a draft that invites its readers to nothing; a bare 'RT svp' is kept, and full words are proposed."""
    whole = f"«\u00a0Un partage {'l' if draft.facts.for_someone_else else 'm'}’aiderait beaucoup.\u00a0»"
    if not draft.facts.call_to_action:
        return advice(f"Dites ce que l’on peut faire pour vous\u00a0: {whole}")
    if draft.facts.tweet.is_valid and _BARE.search(draft.text) and not facts.read(_BARE.sub(" ", draft.text)).call_to_action:
        return good(f"Vous demandez un RT. En toutes lettres, la demande est plus chaleureuse\u00a0: {whole}")
    return good("Vous dites à vos lecteurs comment vous aider.")


CHECK = Check(
    title="L’appel à l’action",
    why="Une demande polie, en toutes lettres, donne envie d’aider.",
    source="albanjarry.com, 30 septembre 2019\u202f; HubSpot, 2011",
    rank=80,
    max_points=10,
    judge=judge,
    flags=(
        "Comptable à Lille, CDI @i4Emploi",
        "Je cherche un poste de comptable à Lille.",
        "Serveuse à Nantes, CDI, huit ans d’expérience #i4Emploi",
        "Soudeur à Brest, disponible lundi @i4Emploi",
    ),
    passes=(
        "Comptable à Lille, RT svp",
        "Comptable à Lille, CDI. RT",
        "Comptable à Lille, RT appréciés",
        "Comptable à Lille, mes DM sont ouverts",
        "Comptable à Lille, si vous avez une piste écrivez-moi",
        "Comptable à Lille, un partage m’aiderait beaucoup",
    ),
)
