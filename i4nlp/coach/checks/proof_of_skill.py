"""A request without any proof of what the person can do."""

import re

from i4nlp.coach.check import NOT_APPLICABLE, Check, Draft, Finding, advice, good
from i4nlp.labels import Label

_OTHER_PROOF = re.compile(
    r"(?i)(?<!\w)(?:\d{1,2}\s?ans|depuis\s(?:19|20)\d\d|exp[ée]riment[ée]e?s?|dipl[oô]m\w*|certifi\w+|ma[iî]tris\w+|form[ée]e?\s\w+"
    r"|licences?\s(?:à\sjour|pro)"
    r"|(?:re[çc]ue?|laur[ée]ate?|admise?)\s(?:du|au)\sconcours|(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize"
    r"|quinze|seize|vingt|trente)\s(?:ans|saisons)"
    r"|\d{1,2}\ssaisons|habilit[ée]e?s?|brevet\w*|titulaire|valid[ée]e?s?|sur (?:silae|sage|excel|sap|photoshop|autocad|revit)"
    r"|silae|sap|autocad|dscg|dcg"
    r"|reconnu\w* travailleur handicap[ée]e?)(?!\w)"
)


def judge(draft: Draft) -> Finding:
    """Flag a request in which neither years, diploma, licence nor tool was read."""
    if draft.label is not Label.SEEKER_REQUEST:
        return NOT_APPLICABLE
    if draft.facts.experience is not None:
        return good("Vous donnez une preuve de ce que vous savez faire.", draft.facts.experience.span)
    if _OTHER_PROOF.search(draft.text):
        return good()
    return advice("Ajoutez une preuve de ce que vous savez faire\u00a0: des années, un diplôme, un permis ou un outil.")


CHECK = Check(
    title="Une preuve",
    why="Un fait donne à la personne qui vous relaie de quoi se porter garante\u202f; un adjectif, non.",
    source="la-page-de-l-emploi.pagepersonnel.fr, 4 février 2016\u202f; décision du projet",
    rank=85,
    penalty=2,
    judge=judge,
    flags=(
        "Je cherche un poste de comptable à Lille, CDI, RT svp @i4Emploi",
        "Serveuse motivée et souriante, Nantes, CDD",
        "Soudeur à Brest, RT svp",
        "Cherche taf Brest, dispo demain",
    ),
    passes=(
        "Comptable à Lille, 12 ans d’expérience, CDI",
        "Serveuse, BTS hôtellerie, Nantes",
        "Cariste à Lens, CACES 1, 3 et 5",
        "Secrétaire diplômée, Dax, CDI",
        "Dans la paie depuis 2009, Lille, CDI",
        "Développeur, je maîtrise Python, Rennes",
        "Soudeuse TIG, licences à jour, Brest",
        "Bibliothécaire, lauréate du concours, Nevers",
        "Monteur vidéo, cinq ans sur Premiere, Liège",
    ),
)
