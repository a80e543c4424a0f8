"""A picture that nobody describes to those who do not see it."""

from i4nlp.coach.check import NOT_APPLICABLE, Check, Draft, Finding, advice, good

MOST = 1_000


def judge(draft: Draft) -> Finding:
    """Remind of the description of a picture; one that is there is only measured."""
    if not draft.has_visual:
        return NOT_APPLICABLE
    if not (draft.alt_text or "").strip():
        return advice(
            "Décrivez votre image pour les personnes qui ne la voient pas\u00a0: métier, savoir-faire, ville et contrat suffisent."
        )
    too_many = len(draft.alt_text or "") - MOST
    if too_many > 0:
        return advice(f"La description de votre image compte {too_many} caractères de trop\u00a0: X en garde 1\u202f000.")
    return good("Votre image est décrite.")


CHECK = Check(
    title="La description de l’image",
    why="Un CV en image est muet pour un lecteur d’écran\u202f; la description le fait lire et trouver.",
    source="access42.net\u202f; ici.radio-canada.ca, avril 2022",
    rank=71,
    judge=judge,
    example_visual=True,
    flags=("Comptable à Lille, CDI, RT svp @i4Emploi", "Soudeur à Brest, mon CV en image"),
    passes=(),
)
