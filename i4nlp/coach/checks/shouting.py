"""A text in capitals."""

import re

from i4nlp.coach.check import Check, Draft, Finding, advice, good

_WORD = re.compile(r"(?<![\w@#＃])[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*+(?!\w)")
_MARKS = re.compile("[\u0300-\u036f]")
_LEAST = 4  # words in capitals
_LONG = 4  # letters
_CRY = re.compile(r"[!?]*!{4,}[!?]*|(?:!\s?){4,}")
_SMALLER = "Des minuscules se lisent plus facilement\u00a0: gardez les capitales pour un mot ou deux, par exemple votre métier."
_ACRONYMS = frozenset(
    """AESH AFGSU AFPA ATSEM BAFA BAFD BEES BPJEPS CACES CAPES CCAS CHRU CNAM CNRS CPAM DAEU DEAES DEAS DEJEPS DESJEPS DEUG EHPAD ESAT
    EURL FIMO HACCP HTML IFSI JAVA MECS OPCO PMSMP POEC POEI QHSE RGPD SARL SEGPA SESSAD SMIC SMUR SNCF SSIAD SSIAP TOEFL TOEIC
    URSSAF VMDTR""".split()
)


def judge(draft: Draft) -> Finding:
    """Flag a text most of whose long words are in capitals, hashtags, names and acronyms aside, or that has `!!!!`."""
    links = [url.span for url in draft.facts.tweet.urls]
    found = [word for word in _WORD.finditer(draft.text) if len(_MARKS.sub("", word[0])) >= _LONG and word[0] not in _ACRONYMS]
    found = [word for word in found if not any(start <= word.start() < end for start, end in links)]
    loud = [word.span() for word in found if word[0].isupper()]
    if len(loud) >= _LEAST and 2 * len(loud) > len(found):
        return advice(_SMALLER, *loud)
    cries = [cry.span() for cry in _CRY.finditer(draft.text)]
    return advice("Un seul point d’exclamation suffit\u00a0: votre demande se lit alors d’une voix calme.", *cries) if cries else good()


CHECK = Check(
    title="Peu de capitales",
    why="Un texte tout en capitales se lit plus lentement et donne l’impression de crier.",
    source="github.com/twitter/the-algorithm, 2023\u202f; décision du projet",
    rank=93,
    penalty=3,
    judge=judge,
    flags=(
        "BONJOUR, ÉTANCHEUR QUALIFIÉ, CDI SUR SARCELLES. UN RT SVP",
        "Assistante sociale, je cherche un CDD à Cayenne !!!! RT svp",
        "JE CHERCHE UN POSTE DE COMPTABLE À LILLE, MERCI DE PARTAGER @i4Emploi",
        "BONJOUR, SERVEUSE AVEC EXPÉRIENCE CHERCHE UN CDI SUR NANTES",
        "URGENT URGENT maçon CHERCHE TRAVAIL SUR MARSEILLE, MERCI DE PARTAGER svp",
        "AIDE-SOIGNANTE DIPLO\u0302ME\u0301E DISPONIBLE IMME\u0301DIATEMENT A\u0300 BREST",
    ),
    passes=(
        "COMPTABLE à Lille, CDI, un partage m’aiderait beaucoup @i4Emploi",
        "ASSISTANTE DE DIRECTION TRILINGUE cherche un CDI à Lyon, disponible dès lundi, merci de partager",
        "Aide-soignante DEAS en EHPAD, SSIAD, ESAT, CACES, AFGSU, PMSMP, RT svp",
        "#CHERCHE #EMPLOI #COMPTABLE #LILLE #NORD #URGENT, merci de partager @I4EMPLOI",
        "CDI OU CDD, RT SVP, 59 ET 62, BTS CG, VRP ou ADV",
        "URGENT COMPTABLE LILLE CDI",
        "Je cherche un CDI à Dax !! Merci de partager !",
        "Vendeuse chez DARTY, FNAC, BOULANGER, LECLERC et AUCHAN depuis dix ans, je cherche un poste stable près de Tours",
    ),
)
