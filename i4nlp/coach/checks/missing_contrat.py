"""A draft that names no contract."""

from i4nlp.coach.check import Check, Draft, Finding, advice, good


def judge(draft: Draft) -> Finding:
    """Flag a draft in which no contract was read."""
    contracts = draft.facts.contracts
    if not contracts:
        return advice("CDI ou CDD\u202f?")
    return good(f"Le contrat est dit\u00a0: {', '.join(contract.french for contract in contracts)}.")


CHECK = Check(
    title="Le contrat",
    why="C’est l’une des trois choses que l’on demande d’abord, avec le métier et le lieu.",
    source="blogdumoderateur.com, «\u00a0Twitter et recrutement\u00a0»\u202f; albanjarry.com, 30 septembre 2019",
    rank=61,
    max_points=15,
    judge=judge,
    flags=(
        "Comptable à Lille, RT svp @i4Emploi",
        "Documentaliste au CDI du collège, je cherche un poste à Lyon",
        "La vie est belle, comptable à Lille",
    ),
    passes=("Comptable à Lille, CDI ou CDD", "Comptable à Lille en intérim", "Vendeuse à Dax, contrat à durée indéterminée"),
)
