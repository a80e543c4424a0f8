"""A request that names only contracts on which nothing is published."""

from i4nlp.coach.check import NOT_APPLICABLE, Check, Draft, Finding, advice
from i4nlp.labels import Contract, Label

_RELAYED = frozenset({Contract.CDI, Contract.CDD})


def judge(draft: Draft) -> Finding:
    """Say that the relay of such a request is not sure."""
    named = draft.facts.contracts
    if draft.label is not Label.SEEKER_REQUEST or not named or not _RELAYED.isdisjoint(named):
        return NOT_APPLICABLE
    return advice(
        "Le collectif met en avant les CDI et les CDD. Il ne s’est pas exprimé sur ce contrat\u00a0: le relais n’est pas garanti."
    )


CHECK = Check(
    title="Ce que l’on sait du relais",
    why="Mieux vaut le savoir avant de compter sur un relais\u202f; votre tweet reste utile à votre réseau.",
    source="la-page-de-l-emploi.pagepersonnel.fr, 4 février 2016\u202f; albanjarry.com, 30 septembre 2019",
    rank=32,
    judge=judge,
    flags=(
        "Cariste à Lens en intérim, dispo de suite, RT svp",
        "Graphiste freelance à Nantes, je cherche une mission",
        "Je cherche un job étudiant à Lille, caisse ou garde d’enfants",
        "Serveuse à Biarritz, je cherche un emploi saisonnier",
    ),
    passes=(
        "Cariste à Lens, intérim ou CDI, RT svp",
        "Comptable à Lille, CDD ou CDI",
        "Je cherche un poste de soudeur à Brest",
        "Comptable à Lille, pas d’intérim, CDI",
        "La vie est belle, comptable à Lille",
        "Aide-soignante à Quimper, RT svp @i4Emploi",
    ),
)
