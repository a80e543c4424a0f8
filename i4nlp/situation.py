"""What a text says of the person's situation: free from when, what proves the trade, found already, for whom."""

import re
from collections.abc import Sequence

from i4nlp.lexicon import Word, phrases

_Span = tuple[int, int]

_MONTH = (
    r"(?:janv(?:ier|\.)?|f[ée]v(?:rier|\.)?|mars|avr(?:il|\.)?|mai|juin|juil(?:let|\.)?|ao[uû]t|sept(?:embre|\.)?|oct(?:obre|\.)?"
    r"|nov(?:embre|\.)?|d[ée]c(?:embre|\.)?)"
)
_DATE = rf"""(?:(?:(?:d[ée]but|fin|mi)[ -])?(?:\d{{1,2}}(?:er)?[ ])?{_MONTH}(?:[ ]20\d\d)?(?!\w) | \d{{1,2}}(?:/\d{{1,2}}){{1,2}}
    | \d{{1,2}}(?:er)?(?![\w/:]) | (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?:[ ]prochain)?
    | maintenant | demain | aujourd['’]hui | ce[ ]soir | (?:la[ ])?rentr[ée]e | (?:la[ ])?semaine[ ]prochaine | l['’][ée]t[ée] )"""
_AT_ONCE = r"(?:(?:tout|tt)[ ])?de[ ]suite | imm[ée]diatement | maintenant | rapidement | asap | d[eè]s[ ]que[ ]possible"
_FROM = rf"(?:d[eè]s|[àa][ ](?:partir|compter)[ ](?:de|du|d['’]))[ ]?(?:le[ ])?{_DATE}"
_WHEN = rf"(?:{_AT_ONCE} | {_FROM} | (?:le|en|au|pour|fin|courant)[ ]{_DATE} | demain | sous[ ]\w+[ ](?:jours?|semaines?|mois|h\b))"
_AVAILABLE = re.compile(
    rf"""(?ix)(?<!\w)(?:(?:dispos?|disponibles?|libres?)(?!\w)[ ]?:?(?:[ ]?(?:{_WHEN}|{_DATE}|p[aâ]ques|no[eë]l))?
    | (?:peux|pr[eê]te?[ ][àa]|pourrais)[ ](?:commencer|d[ée]marrer)[ ](?:{_WHEN}|{_DATE}) | lib[ée]rable(?:[ ]{_WHEN})?
    | pr[ée]avis[ ](?:de[ ]|d['’])\w+[ ]?(?:mois|semaines)?
    | disponibilit[ée][ ]?:?[ ]?imm[ée]diate | {_AT_ONCE} | {_FROM})"""
)

_NUMBER = r"(?:\d{1,2}|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente)"
_SCHOOL = "BTS|BUT|DUT|CAP|BEP|DEUST|BPREA|BPJEPS|DEJEPS|CQP|DEAS|DEAES|BAFA|BAFD|HACCP|SST|SSIAP|FIMO|FCO|AIPR"
_PROOF = re.compile(
    rf"""(?ix)(?<!\w)(?:
      {_NUMBER}[ ]?(?:ans?|ann[ée]es?)[ ](?:d['’]?[ ]?(?:exp(?:[ée]rience)?|xp)(?!\w)|(?:de|en)[ ]\w+|comme[ ][\w-]+|dans[ ]\w+[ ]\w+)
    | exp[ée]rience[ ](?:de[ ])?{_NUMBER}[ ]ans
    | (?:{_SCHOOL})(?!\w)(?-i:[ ][A-Z]{{2,6}}\b)?
    | (?:bac[ ]?\+[ ]?\d|bac[ ]pro|licence(?:[ ]pro)?|master[ ]?[12]?|doctorat|titre[ ]pro\w*)(?!\w)
    | dipl[oô]m(?:[ée]e?s?[ ](?:de|d['’]|en)[ ]?\w+|e[ ](?:de|d['’])[ ]?\w+|[ée]e?s?(?!\w))
    | permis[ ](?:poids[ ]lourds?|[A-E]{{1,2}}\d?(?!\w))
    | caces(?:[ ][R\d](?:[\d, /-]*\d)?(?:[ ]et[ ]\d)?)? | habilitations?(?:[ ][^\W\d]{{4,}}|[ ]à[ ]jour)?
    | carte[ ](?:pro\w*|VTC)
    | (?:TOEIC|TOEFL|IELTS|TCF|DELF|DALF)(?:[ ]?\w?\d+)?
    )"""
)

_PERSON = (
    r"(?:s(?:œ|oe)ur|fr[eè]re|fils|fille|enfant|mari|femme|conjointe?|compagn(?:on|e)|copain|copine|amie?|pote|coloc|cousine?|neveu"
    r"|ni[eè]ce|m[eè]re|p[eè]re|maman|papa|daronn?e?|voisine?|coll[eè]gue|filleule?|cliente?|candidate?|b[ée]n[ée]ficiaire|stagiaire|apprentie?"
    r"|[ée]l[eè]ve|beau-fr[eè]re|belle-s(?:œ|oe)ur|gendre|tante|oncle|ado|[ée]tudiante?|[ée]pou(?:x|se)|ex-coll[eè]gue|petit-fils|petite-fille"
    r"|alternante?|prot[ée]g[ée]e?)s?"
)
_LOOKS = (
    r"(?:(?:re)?cherche(?:nt)?|en[ ]recherche|[àa][ ]la[ ]recherche|voudrait|veut|aimerait|souhaite|attend|vise|regarde"
    r"|est[ ](?:libre|dispo\w*)"
    r"|a[ ]besoin|doit[ ]trouver)"
)
_OTHER = re.compile(
    rf"""(?ix)(?<!\w)(?:
      (?:mon|ma|mes|notre|nos|une?[ ]de[ ](?:mes|nos)|une?)[ ](?:\w+[ ]){{0,2}}?{_PERSON}\b[^.!?\n]{{0,80}}?
        (?<!\bme[ ])(?<!\bje[ ])\b{_LOOKS}\b
    | (?:pour|pr|aidez|aider|prenez|embauchez|relaie|relaye)[ ](?:mon|ma|mes|notre|nos|une?)[ ](?:\w+[ ]){{0,2}}?{_PERSON}\b
    | (?:il|elle)[ ](?:(?:re)?cherche|vise)\b
    | (?:rien|pas)[ ]pour[ ]moi\b
    | (?<![^\n])RT[ ]@\w+
    )"""
)
# a relative of whom the text goes on to speak, in which nobody looks for themselves: « Mon frère est plaquiste. Qui aurait une place ? »
_RELATIVE = re.compile(rf"(?i)(?<!\w)(?:mon|ma|mes|notre|nos) (?:\w+ ){{0,2}}?{_PERSON}\b")
_SPOKEN_OF = re.compile(
    r"(?i)(?<!\w)(?:ils?|elles?|lui|eux|(?:son|sa) (?:stage|alternance|recherche|cv|profil|premier|titre|dipl[oô]me))\b"
)
_FOR_ONESELF = re.compile(
    r"(?i)(?<!\w)(?:je|j['’]|jsuis|nous|on|c\b)(?: me)? ?(?:(?:re)?cherch\w+|vise|veux|voudrais|souhaite|aimerais|suis (?:[àa] la|en) "
    r"recherche)\b(?! (?:pour|pr) |nt\b)|(?<!\w)(?:moi,? (?:je|c['’]?est)|embauche(?:z|s)?-moi|mon cv|mon profil|suis)\b"
)

# of folded words
_FOUND = re.compile(
    r"\b(?:ai|a|avons|ont|viens de|vient de)(?: (?:enfin|bien|deja|finalement|aussi|tous|toutes))*"
    r" (?:trouver?|decrocher?|signer?|obtenir|obtenu|eu|avoir)(?: (?:un|une|mon|ma|son|sa|ses|notre|leur|le|ce|cet|cette|du))"
    r"(?: (?:premier|premiere|nouveau|nouvelle|nouvel|super|beau|belle|vrai|vraie|bon|bonne|petit|petite))*"
    r" (?:cdi|cdd|poste|emploi|job|taf|boulot|travail|stage|alternance|apprentissage|contrat|patron|employeur)\b"
)

_SEARCH = frozenset({"cherche", "recherche", "cherchons", "recherchons"})


def availability(text: str) -> _Span | None:
    """Return the words that say from when the person is free."""
    found = _AVAILABLE.search(text)
    return None if found is None else found.span()


def experience(text: str) -> _Span | None:
    """Return the first proof of what the person can do: years, a diploma, a licence, a test."""
    found = _PROOF.search(text)
    return None if found is None else found.span()


def is_closed(tokens: Sequence[Word]) -> bool:
    """Tell whether the search is said to be over: a job found, a position filled, and no other search after it."""
    folded = [token.folded for token in tokens]
    said = [match.last for match in phrases("closed").find(tokens)]
    if (found := _FOUND.search(" ".join(folded))) is not None:
        said.append(" ".join(folded)[: found.end()].count(" "))
    if not said or next(phrases("still-open").find(tokens), None) is not None:
        return False
    return not any(_searches(folded, place) for place in range(max(said) + 1, len(folded)))


def _searches(folded: Sequence[str], place: int) -> bool:
    """Tell whether 'cherche' stands here, and not 'ne cherche plus'."""
    return folded[place] in _SEARCH and folded[place + 1 : place + 2] != ["plus"]


def is_for_someone_else(text: str) -> bool:
    """Tell whether the text asks for another person than the one who writes."""
    if _OTHER.search(text) is not None:
        return True
    relative = _RELATIVE.search(text)
    return relative is not None and _SPOKEN_OF.search(text, relative.end()) is not None and _FOR_ONESELF.search(text) is None
