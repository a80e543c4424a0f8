"""A text that reads as an offer, or as no request at all."""

from i4nlp.coach.check import NOT_APPLICABLE, Check, Draft, Finding, advice, good
from i4nlp.labels import Label
from i4nlp.thanks import only_thanks

_MESSAGES = {
    Label.OFFER: "Ce texte ressemble à une offre d’emploi. Vous cherchez un poste\u202f? Collez votre propre message.",
    Label.NOISE: "Ce texte ne dit pas encore que vous cherchez un emploi. Commencez par «\u00a0Je cherche un poste de…\u00a0».",
}


def judge(draft: Draft) -> Finding:
    """Flag a draft whose label is an offer or noise."""
    # a job found, thanks and a stage have their own doors
    if draft.label is Label.STAGE_REQUEST or (draft.label is Label.NOISE and (draft.facts.closed or only_thanks(draft.text))):
        return NOT_APPLICABLE
    message = _MESSAGES.get(draft.label)
    return good() if message is None else advice(message)


CHECK = Check(
    title="On voit que vous cherchez un emploi",
    why="Les bénévoles trient des milliers de tweets\u202f: une demande doit se reconnaître dès la première ligne.",
    source="albanjarry.com, 30 septembre 2019",
    rank=30,
    judge=judge,
    example_label=Label.OFFER,
    flags=("Notre équipe de Brest recrute un soudeur en CDI, postulez vite !",),
    passes=(),
)
