"""A draft that names no trade."""

from i4nlp.coach.check import Check, Draft, Finding, advice, good


def judge(draft: Draft) -> Finding:
    """Flag a draft in which no trade was read."""
    metier = draft.facts.metier
    if metier is None:
        return advice("Quel métier cherchez-vous\u202f? C’est la première chose que l’on transmet.")
    named = metier.text.replace("'", "’")
    return good(f"Votre métier est nommé\u00a0: {named}.", metier.span)


CHECK = Check(
    title="Le métier",
    why="Une personne qui vous relaie ne peut penser à vous pour un poste que si elle sait lequel.",
    source="blogdumoderateur.com, «\u00a0Twitter et recrutement\u00a0»\u202f; unicef.fr, entretien de 2018",
    rank=40,
    max_points=25,
    judge=judge,
    flags=("Je cherche du travail à Lyon, motivée et sérieuse, RT svp @i4Emploi", "Dynamique, souriante et disponible de suite à Brest !"),
    passes=(
        "Aide-soignante de nuit à Brest, CDI, RT svp",
        "Je cherche un poste de chargé·e de communication à Lille",
        "#AideSoignante disponible à Quimper",
        "Dev full-stack, Nantes ou télétravail, DM ouverts",
    ),
)
