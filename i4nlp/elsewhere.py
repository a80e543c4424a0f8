"""Places that a text names and that are not where the job is asked for: where somebody studied, worked, was born or lives."""

import re
from collections.abc import Sequence

from i4nlp.lexicon import fold, phrases, words

Span = tuple[int, int]
PLACES = ("places", "places-more")
_WORD = r"(?:(?!(?:re)?cherche|postes?\b|emplois?\b|stage\b|cdi\b|cdd\b|ve(?:ut|ux)\b|voudrai|vis(?:e|ons)\b|mais\b)[^\s,;:.!?()]+[ ])"
# 'diplômée à Liège', 'l’école du Louvre', 'étais vendeuse à Valence', 'je reviens de Londres', 'depuis six ans dans l’Aisne'
_ELSEWHERE_BEFORE = re.compile(
    rf"""(?ix)(?<!\w)(?:
      (?:[ée]cole|fac(?:ult[ée])?|univ(?:ersit[ée])?\.?|IAE|IUT|IEP|INSA|IFSI|lyc[ée]e|CFA|polytech|M[12]|master\d?|licence|bachelor|doctorat
        |AFPA|GRETA|IRTS|INSPE|ESPE|CNAM|CESI|MFR|dipl[oô]m[ée]e?s?|form[ée]e?s?|n[ée]e?s?|grandie?s?|post-?doc|th[èe]se|ONG)
        [ ]\(?{_WORD}{{0,3}}?(?:(?:de|à|a|en|du|au|aux|dans|sur)[ ](?:la[ ]|l['’])?|d['’]|l['’])?
      | (?:[ée]tai[st]|exer[cç](?:ais|ait|é)|travaill(?:ais|é)|boss(?:ais|é))[ ]{_WORD}{{0,6}}?
        (?:(?:de|à|a|en|du|au|aux|chez|dans|sur)[ ](?:la[ ]|l['’])?|d['’]|l['’])
      | (?:revien[st]|rentr\w+|arriv\w+|vien[st]|d[ée]m[ée]nag\w+|parti\w*)
        [ ](?:(?:de|du|des)[ ](?:la[ ]|l['’])?|d['’])
      | (?:depuis|pendant|durant)[ ]\w+[ ]ans?[ ](?:(?:à|en|au|aux|dans|sur)[ ](?:la[ ]|l['’])?)
      | (?<!job[ ])(?<!emploi[ ])(?<!taf[ ])(?<!boulot[ ])(?<!contrat[ ])[ée]tudiante?[ ](?:en[ ]\w+(?:[ ]de[ ]\w+)?[ ])?à[ ]
      | ni[ ] | hors[ ](?:de[ ]|d['’])
      | (?:pas|plus|jamais)[ ](?:(?:aller|partir|bouger|retourner|vivre|travailler|bosser)[ ])(?:à|en|au|aux|dans|sur)[ ](?:la[ ]|l['’])?
      | quitt(?:e[rz]?|[ée]e?|ais|ons)[ ](?:l[ae]s?[ ]|l['’])? | m['’]appelle[ ]
      | (?:habite|basée?|r[ée]side|vis)[ ](?:(?:à|en|au|aux|dans|sur)[ ](?:la[ ]|l['’])?)?
    )\Z"""
)
_THERE = re.compile(r"(?i)(?<!\w)j['’]y (?:re)?cherche\b")
_ELSEWHERE_AFTER = re.compile(
    r"(?i)\s*\)?\s*(?:m['’](?:a|ont)\b"
    r"|(?:pendant|durant|depuis)\s+(?:\w+\s+(?:ans?|mois|saisons)\b|(?:19|20)\d\d\b)"
    r"|vers\s|jusqu['’](?:en|au|à|ici)\b(?! la retraite)|pour l['’](?:instant|heure)"
    r"|(?:actuellement|aujourd['’]hui)\b)"
)
# 'après dix ans comme prof à Sens', 'ça fait 2 ans que je suis trieur à Feurs', 'mon CDD se termine à Auch', 'je sors d’un chantier du Var'
_PAST = re.compile(
    r"""(?ix)(?<!\w)(?:
      (?:(?:apr[èe]s|depuis|[çc]a[ ]fait|pendant|durant)[ ])?\w+[ ](?:ans?|ann[ée]es|saisons?|hivers?|[ée]t[ée]s)
        (?=[ ](?:de[ ]|d['’]|en[ ]|comme[ ]|chez[ ]|dans[ ]|que[ ]|à[ ]|au[ ]|sur[ ]))
      | (?:mon|ma|son|sa)[ ](?:cdd|contrat|mission|stage|alternance|apprentissage|ch[ôo]mage|boîte|entreprise|usine|patron(?:ne)?)(?=[ ])
      | (?:sor[st]|quitt(?:e|er|é|ée)|ferm[eé]e?|licenci[ée]e?)(?=[ ])
      | (?:un|une|deux|trois|[2-9]|l['’])[ ]?(?:hiver|[ée]t[ée]|saison|stage|cdd|mission|campagne)s?[ ](?=(?:à|en|au|aux|dans|chez)[ ])
    )(?P<between>[^,.;:!?\n()]{0,60}?)[ ](?:(?:à|a|en|au|aux|dans|sur|chez|de|du|d['’])[ ]?(?:l[ae]s?[ ]|l['’])?)?\Z"""
)
_SEEKS = re.compile(
    r"(?i)(?<!\w)(?:(?:re)?cherch\w*|vis(?:e|ons)|souhait\w*|voudrai\w*|veux|veut|aimerai\w*|dispo\w*|postes?|emplois?|taf|boulot"
    r"|trouver|rejoindre"
    r"|m['’]install\w*|reven\w+|pour|vers|mobile|ouverte?)(?!\w)"
)
# from where it is told what is looked for: 'je cherche', 'elle vise', 'et voudrait'
LOOKS = re.compile(
    r"(?i)(?<!\w)(?:(?:je|j['’]|jsuis|il|elle|et|,)\s?(?:me |se )?(?:(?:re)?cherche|vise|voudrai[st]|aimerai[st]|candidate|veux|veut)\b"
    r"|jcherche|suis à la recherche)"
)
# where somebody goes, and whom a text speaks to: 'je rentre à Rennes', 'les gens du Gard', 'bonjour Bruxelles'
_GOES = re.compile(
    r"(?i)(?:rentre|install\w*|arriv\w*|pour|vers|retour|reviens|rejoin\w*|d[ée]m[ée]nag\w*|emm[ée]nag\w*"
    r"|(?:gens|cabinets|bo[iî]tes?|patrons?|collectivit[ée]s|salut|hello|bonjour)[^.!?]{0,20})"
    r"\s+(?:à|a|en|au|dans|sur|de|du|la|le|de la|l['’])?\s*(?:l['’])?\Z"
)
_HERE = re.compile(r"(?i)\b(?:ici|l[àa][ -]bas|dans le coin|autour|alentours|sur place|pas loin|cette ville)\b")
_WIDE = frozenset({"region", "departement", "area", "country"})


def is_elsewhere(text: str, start: int, end: int) -> bool:
    """Tell where the person studied, worked, was born, lives or comes from, which the job need not be."""
    if _THERE.search(text, end):  # 'je vis à Brest et j’y cherche'
        return False
    if _ELSEWHERE_BEFORE.search(text, max(0, start - 80), start) is not None or _ELSEWHERE_AFTER.match(text, end) is not None:
        return True
    past = _PAST.search(text, max(0, start - 100), start)
    if past is None or _SEEKS.search(past["between"]):
        return False
    clause = max(text.rfind(sign, 0, past.start()) for sign in ",.;:!?\n()") + 1
    return _SEEKS.search(text, clause, past.start()) is None


def before_the_search(text: str, spans: Sequence[Span]) -> set[Span]:
    """Return the places named before it is told what is looked for, where others are named behind: 'Kiné à Liège, je cherche à Givet'.

    One that is named again, that is wide, that somebody goes to or that opens the text is not among them.
    """
    looks = LOOKS.search(text)
    if looks is None or not any(start >= looks.start() for start, _ in spans) or _HERE.search(text):
        return set()
    later = fold(text[looks.start() :])
    return {
        (start, end)
        for start, end in spans
        if end <= looks.start()
        and text[start - 1 : start] != "#"
        and any(map(str.isalnum, text[:start]))
        and fold(text[start:end]) not in later
        and not _is_wide(text[start:end])
        and _GOES.search(text, max(0, start - 40), start) is None
    }


def _is_wide(written: str) -> bool:
    tokens = words(written)
    match = phrases(*PLACES).starting(tokens, 0) if tokens else None
    return match is not None and match.last == len(tokens) - 1 and match.meaning in _WIDE
