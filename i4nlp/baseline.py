"""Keyword rules: what a volunteer without a model would search for, kept as the baseline that a model must beat."""

import re

from i4nlp.labels import Label
from i4nlp.lexicon import fold

_OFFER = re.compile(
    r"recrut|offre d.?emploi|postul|candidat|\bh/?f\b|\bf/?h\b|rejoign|nous recherchons|on recherche|poste a pourvoir|#offre|#job\b|embauch"
)
_PLACEMENT = re.compile(r"stage|stagiaire|alternan|apprenti|contrat pro|service civique|\bpfe\b|\bpmsmp\b")
_SEARCH = re.compile(r"cherch|recherch|en quete d|a la recherche")
_WORK = re.compile(r"emploi|travail|\btaf+\b|\bboulot|\bjobs?\b|\bcd[id]\b|\bposte\b|mission|interim|i4emploi")


def keyword_label(text: str) -> Label:
    """Label a text by the words in it: what recruits is an offer, what searches is a request, for a placement or for work."""
    folded = fold(text)
    if _OFFER.search(folded):
        return Label.OFFER
    if _SEARCH.search(folded) and _PLACEMENT.search(folded):
        return Label.STAGE_REQUEST
    return Label.SEEKER_REQUEST if _SEARCH.search(folded) and _WORK.search(folded) else Label.NOISE
