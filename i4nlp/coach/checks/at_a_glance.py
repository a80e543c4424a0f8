"""A long tweet in one block."""

from i4nlp.coach.check import NOT_APPLICABLE, Check, Draft, Finding, advice, good
from i4nlp.tweet import max_length

LONG = 240  # of weight


def judge(draft: Draft) -> Finding:
    """Flag a text over 240 of weight without a line break; of one over 280 another check speaks."""
    length = draft.facts.tweet.weighted_length
    if length > max_length():
        return NOT_APPLICABLE
    if length <= LONG or len(draft.text.strip().splitlines()) > 1:
        return good()
    return advice("Allez à la ligne une ou deux fois, ou retirez quelques mots\u00a0: votre tweet se lira d’un coup d’œil.")


_BLOCK = (
    "Je cherche un poste de comptable à Lille, en CDI, dans un cabinet ou une entreprise. Douze ans d’expérience, Sage et Cegid, bilans, "
    "liasses fiscales, TVA, paie de trente salariés."
)
_SERVER = (
    "Bonjour à tous, je m’appelle Inès, je suis serveuse depuis huit ans, en brasserie puis en gastronomie, et je cherche un CDI à Nantes "
    "ou à Saint-Nazaire, le midi comme le soir"
)

CHECK = Check(
    title="Le tweet se lit d’un coup d’œil",
    why="Dans un fil qui défile, un texte court ou aéré est compris avant d’être passé.",
    source="décision du projet",
    rank=98,
    penalty=2,
    judge=judge,
    flags=(
        f"{_BLOCK} Disponible dès lundi, permis B, voiture. Un partage m’aiderait beaucoup @i4Emploi",
        f"{_SERVER}. Je parle anglais et espagnol, je suis disponible tout de suite, RT svp @i4Emploi",
        f"\n{_BLOCK} Disponible lundi, permis B. Un partage m’aiderait beaucoup #i4Emploi @i4Emploi\n",
        f"{_SERVER}. Mon CV est ici\u00a0: https://example.com/cv, je suis libre dès lundi, merci pour vos partages @i4Emploi",
    ),
    passes=(
        f"{_BLOCK}\nDisponible dès lundi, permis B, voiture.\nUn partage m’aiderait beaucoup @i4Emploi",
        f"{_BLOCK} RT svp @i4Emploi",
        "Comptable à Lille, CDI, un partage m’aiderait beaucoup @i4Emploi",
        f"{_SERVER}, RT svp @i4Emploi",
        f"Serveuse à Nantes, CDI https://example.com/{'a' * 200}",
        "Comptable à Lille, CDI. " * 20,
        f"{_SERVER}.\r\nJe parle anglais et espagnol, je suis disponible tout de suite, RT svp @i4Emploi",
    ),
)
