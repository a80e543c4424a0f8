"""A draft without a picture."""

from i4nlp.coach.check import NOT_APPLICABLE, Check, Draft, Finding, advice, good


def judge(draft: Draft) -> Finding:
    """Flag a draft whose author said that it has no picture; 'not told' is no fault."""
    if draft.has_visual is None:
        return NOT_APPLICABLE
    if draft.has_visual:
        return good("Une image accompagne votre tweet. Vérifiez qu’elle cache votre téléphone et votre adresse.")
    return advice("Une image de votre CV attire l’œil. Cachez-y votre téléphone et votre adresse.")


CHECK = Check(
    title="Une image",
    why="Le message et son CV en image sont la façon de faire la plus courante\u202f; une image arrête le regard.",
    source="albanjarry.com, 30 septembre 2019\u202f; journaldunet.com, 2016",
    rank=70,
    max_points=15,
    judge=judge,
    example_visual=False,
    flags=("Comptable à Lille, CDI, RT svp @i4Emploi",),
    passes=(),
)
