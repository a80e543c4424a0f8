"""A text that the platform does not take."""

from i4nlp.coach.check import Check, Draft, Finding, blocker, good
from i4nlp.tweet import max_length


def judge(draft: Draft) -> Finding:
    """Flag a weighted length over the platform's limit."""
    over = draft.facts.tweet.weighted_length - max_length()
    if over <= 0:
        return good()
    plural = "s" if over > 1 else ""
    return blocker(f"Il y a {over} caractère{plural} de trop. Raccourcissez avant de publier.")


CHECK = Check(
    title="Le tweet tient en 280 caractères",
    why="X compte 280 caractères au plus, un lien pour 23 et un emoji pour 2\u202f; au-delà, le tweet ne part pas.",
    source="docs.x.com, Counting characters",
    rank=20,
    penalty=20,
    judge=judge,
    flags=("Je cherche un poste de soudeur à Brest. " * 8, "Comptable à Lille, RT svp " + "😀" * 130),
    passes=("Je cherche un poste de soudeur à Brest, CDI, RT svp @i4Emploi", "Comptable, Lille " + "https://example.com/" + "a" * 300),
)
