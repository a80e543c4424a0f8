"""A request for a training placement: what the collective has published of it."""

from i4nlp.coach.check import NOT_APPLICABLE, Check, Draft, Finding, advice
from i4nlp.labels import Contract, Label

_STAGE = (
    "D’après ses bénévoles, le collectif relaie les recherches de CDI et de CDD, pas les stages, trop nombreux. "
    "Votre tweet reste utile à votre réseau."
)
_OTHER = "Le collectif met en avant les CDI et les CDD. Il ne s’est pas exprimé sur ce contrat\u00a0: le relais n’est pas garanti."
_SILENT = frozenset({Contract.ALTERNANCE, Contract.SERVICE_CIVIQUE, Contract.VIE})


def judge(draft: Draft) -> Finding:
    """Flag a draft whose label is a training placement; only a stage has a published answer."""
    if draft.label is not Label.STAGE_REQUEST:
        return NOT_APPLICABLE
    return advice(_OTHER if _SILENT.intersection(draft.facts.contracts) else _STAGE)


CHECK = Check(
    title="Ce que le collectif relaie",
    why="Le collectif a dit en 2016 ne pas relayer les stages, faute de temps\u202f; rien n’est publié sur l’alternance.",
    source="la-page-de-l-emploi.pagepersonnel.fr, 4 février 2016\u202f; albanjarry.com, 30 septembre 2019",
    rank=31,
    judge=judge,
    example_label=Label.STAGE_REQUEST,
    flags=("Je cherche un stage de comptabilité à Lille en mars", "Qui prendrait mon fils en alternance en boulangerie à Tours ?"),
    passes=(),
)
