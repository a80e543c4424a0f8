"""Words by which a person makes little of herself."""

from i4nlp.coach.check import NOT_APPLICABLE, Check, Draft, Finding, advice, good
from i4nlp.facts import read_words
from i4nlp.labels import Label
from i4nlp.lexicon import phrases


def judge(draft: Draft) -> Finding:
    """Flag the phrases of `self-depreciation.tsv`."""
    if draft.label in (Label.OFFER, Label.NOISE):
        return NOT_APPLICABLE
    found = tuple(match.span for match in phrases("self-depreciation").find(read_words(draft.text)))
    if not found:
        return good()
    return advice("Vous avez plus à dire que cela\u00a0: commencez par ce que vous savez faire.", *found)


CHECK = Check(
    title="Ce que vous savez faire d’abord",
    why="Une personne qui vous relaie parle de ce que vous apportez\u202f; donnez-lui les mots.",
    source="la-page-de-l-emploi.pagepersonnel.fr, 4 février 2016\u202f; unicef.fr, 2018\u202f; décision du projet",
    rank=84,
    penalty=3,
    judge=judge,
    flags=(
        "Je cherche n’importe quel travail à Lyon, même le ménage",
        "Désespérée, je cherche un poste de vendeuse à Dax",
        "J’accepte tout, je suis à Brest, RT svp",
        "Personne ne veut de moi, comptable, 57 ans, Lille",
    ),
    passes=(
        "Je cherche un poste d’agent de ménage à Lyon",
        "Je prends tout de suite un poste de serveuse à Nantes",
        "Comptable à Lille, disponible tout de suite",
        "Je cherche un emploi de vendeuse, même à temps partiel",
        "Quelle que soit la boîte, soudeur à Brest, CDI",
        "Aide à domicile, ménage et repassage, Dax",
    ),
)
