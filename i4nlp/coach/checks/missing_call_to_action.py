"""A draft that does not say what its readers can do."""

from i4nlp.coach.check import Check, Draft, Finding, advice, good


def judge(draft: Draft) -> Finding:
    """Flag a draft that invites its readers to nothing."""
    if draft.facts.call_to_action:
        return good("Vous dites à vos lecteurs comment vous aider.")
    return advice("Dites ce que l’on peut faire pour vous\u00a0: «\u00a0Un partage m’aiderait beaucoup.\u00a0»")


CHECK = Check(
    title="L’appel à l’action",
    why="Une demande polie, en toutes lettres, donne envie d’aider.",
    source="albanjarry.com, 30 septembre 2019\u202f; HubSpot, 2011",
    rank=80,
    max_points=10,
    judge=judge,
    flags=("Comptable à Lille, CDI @i4Emploi", "Je cherche un poste de comptable à Lille."),
    passes=("Comptable à Lille, RT svp", "Comptable à Lille, mes DM sont ouverts", "Comptable à Lille, si vous avez une piste écrivez-moi"),
)
