"""Words that may be a cry for help: no advice on style then, but somebody to talk to."""

from i4nlp.coach.check import NOT_APPLICABLE, Check, Draft, Finding, advice
from i4nlp.facts import read_words
from i4nlp.lexicon import phrases


def judge(draft: Draft) -> Finding:
    """Flag the phrases of `distress.tsv`."""
    found = tuple(match.span for match in phrases("distress").find(read_words(draft.text)))
    if not found:
        return NOT_APPLICABLE
    return advice(
        "Ce que vous traversez a l’air très lourd. Au 3114, jour et nuit, gratuitement, quelqu’un vous écoute. Vous n’êtes pas seul·e.",
        *found,
    )


CHECK = Check(
    title="Quelqu’un à qui parler",
    why="Quand on n’en peut plus, un tweet n’est pas ce qui compte d’abord.",
    source="3114, numéro national de prévention du suicide",
    rank=0,
    judge=judge,
    flags=("J’en peux plus, j’ai envie d’en finir, deux ans sans travail", "plus envie de vivre depuis que j’ai perdu mon poste"),
    passes=("Je veux en finir avec l’intérim, je cherche un CDI de soudeur à Brest", "Comptable à Lille, RT svp"),
)
