"""A draft without any hashtag."""

from i4nlp.coach.check import NOT_APPLICABLE, Check, Draft, Finding, advice, good
from i4nlp.coach.checks.hashtag_count import meant
from i4nlp.labels import Label


def judge(draft: Draft) -> Finding:
    """Flag a request without hashtag; it costs next to nothing, since most requests that are relayed have none."""
    if draft.label is not Label.SEEKER_REQUEST:
        return NOT_APPLICABLE
    if meant(draft):
        return good()
    return advice("Placez un # devant votre métier\u00a0: on cherche aussi par ces mots.")


CHECK = Check(
    title="Un mot-dièse",
    why="Un ou deux mots-dièse bien choisis, avec parcimonie, aident à vous trouver.",
    source="albanjarry.com, 30 septembre 2019",
    rank=99,
    penalty=1,
    judge=judge,
    flags=(
        "Comptable à Lille, CDI, un partage m’aiderait beaucoup @i4Emploi",
        "Serveuse à Nantes, CDI, RT svp @i4Emploi https://example.com/#cv",
        "Dév C# et F# à Nantes, CDI, RT svp @i4Emploi",
        "Cariste, &#233;t&#233;, RT svp",
    ),
    passes=(
        "Comptable à Lille, CDI @i4Emploi #i4Emploi",
        "Comptable à Lille #CDI#Lille, RT svp @i4Emploi",
        "Comptable à Lille # comptable, RT svp @i4Emploi",
        "Dév C# à Nantes, CDI #DevBack #i4Emploi #Nantes",
        "Soudeur #Brest, mon CV\u00a0: https://example.com/page#cv",
        "Cariste à Pau, CDI, d’#emploi en #emploi depuis dix ans, RT svp",
    ),
)
