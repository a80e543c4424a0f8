"""Qualities in the place of a trade."""

from i4nlp.coach.check import NOT_APPLICABLE, Check, Draft, Finding, advice, good
from i4nlp.facts import read_words
from i4nlp.labels import Label
from i4nlp.lexicon import phrases


def judge(draft: Draft) -> Finding:
    """Flag the qualities of `qualities.tsv` in a request that names neither trade nor proof."""
    if draft.label in (Label.OFFER, Label.NOISE):
        return NOT_APPLICABLE
    if draft.facts.metier is not None or draft.facts.experience is not None:
        return good()
    found = tuple(match.span for match in phrases("qualities").find(read_words(draft.text)))
    if not found:
        return good()
    said = draft.text[slice(*found[0])].replace("'", "’").lower()
    return advice(
        f"«\u00a0{said}\u00a0» dit comment vous travaillez\u00a0: ajoutez ce que vous savez faire, un métier, un outil, un diplôme.", *found
    )


CHECK = Check(
    title="Un métier plutôt que des qualités",
    why="Un fait aide à penser à vous pour un poste précis\u202f; une qualité, tout le monde peut l’écrire.",
    source="la-page-de-l-emploi.pagepersonnel.fr, 4 février 2016\u202f; décision du projet",
    rank=41,
    penalty=2,
    judge=judge,
    flags=(
        "Je cherche du travail à Lyon, motivée et sérieuse, RT svp @i4Emploi",
        "Dynamique, souriante et disponible de suite à Brest !",
        "Personne ponctuelle et rigoureuse, recherche un emploi dans le 44",
        "Jeune motivé cherche taf sur Lille",
        "Sérieux, polyvalent, je m’adapte vite, Dax",
    ),
    passes=(
        "Serveuse motivée et souriante, Nantes, CDD",
        "Je cherche un emploi à Lyon, RT svp",
        "Motivée, 12 ans d’expérience en paie, Lille",
        "Rigoureuse, CACES 1, 3 et 5, Lens",
        "Soudeur sérieux à Brest",
        "Comptable à Lille, CDI, RT svp @i4Emploi",
    ),
)
