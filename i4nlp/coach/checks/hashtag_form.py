"""A hashtag that links nothing, or only its beginning."""

import re

from i4nlp.coach.check import Check, Draft, Finding, Span, advice, good

_TAG = r"[\w\u0300-\u036f·]++"
# hashtags that touch each other, or the word before: 'Lyon#CDI', not 'C#'
_GLUED = re.compile(rf"(?<![\w\u0300-\u036f&])(?:[#＃]{_TAG}){{2,}}+|(?<=[^\W\d_]{{2}})[#＃](?=[^\W\d_]{{2}}){_TAG}(?:[#＃]{_TAG})*+")
_ENDING = r"(?:e|es|ne|nes|le|les|se|ses|te|tes|ère|ères|rice|rices|trice|trices|euse|euses)(?:\.s)?"
# what follows a linked tag directly and is left out of its link
_REST = re.compile(
    rf"[-’'](?=[^\W\d_]){_TAG}(?:[-’']{_TAG})*+|&(?!(?:lt|gt|nbsp|quot);)(?=[^\W\d_]){_TAG}|\.(?:{_ENDING}|js|net|NET)(?!\w)|\({_ENDING}\)"
)
_NO_TAGS = "au aux avec dans de des du en est et la le les mais n ne ou par pas pour qu que qui sans se si sur un une".split()
_LOOSE = re.compile(rf"(?<!\S)[#＃][ \u00a0](?!(?:{'|'.join(_NO_TAGS)})\b)[^\W\d_]{{2,}}+", re.IGNORECASE)
# a département or a postcode: 'Jour #12' and 'annonce #35' count something else
_NUMBER = re.compile(r"(?<![\w&#＃])[#＃](?:0[1-9]|[1-8]\d|9[0-5]|97[1-6]|(?:0[1-9]|[1-8]\d|9[0-5])\d{3}|97\d{3})(?!\w|[.,]\d)")
_COUNTED = re.compile(
    r"(?i)\b(?:jours?|semaines?|mois|annonces?|offres?|r[ée]f(?:[ée]rences?)?|candidatures?|refus|tentatives?|entretiens?|[ée]pisodes?|[ée]tapes?"
    r"|conseils?|num[ée]ro|n[°o]|ticket|dossier|essai|cv|thread|tweet|fois|saison|top|acte|part(?:ie)?)\W*$"
)


def judge(draft: Draft) -> Finding:
    """Flag glued hashtags, those that a hyphen, an apostrophe, a dot or a bracket cuts, a lone sign and a lone number."""
    text, tags = draft.text, draft.facts.tweet.hashtags
    if not {*"#＃"}.intersection(text):
        return good()
    links = [url.span for url in draft.facts.tweet.urls]
    glued = _outside(links, [found.span() for found in _GLUED.finditer(text)])
    rests = [(tag, rest) for tag in tags if (rest := _REST.match(text, tag.span[1])) is not None]
    cut = _outside(links, [(tag.span[0], rest.end()) for tag, rest in rests])
    loose = _outside(links, [found.span() for found in _LOOSE.finditer(text)])
    numbers = [found.span() for found in _NUMBER.finditer(text) if not _COUNTED.search(text[max(0, found.start() - 16) : found.start()])]
    numbers = _outside(links, numbers)
    spans = sorted({*glued, *cut, *loose, *numbers})
    if glued:
        return advice("Laissez une espace avant chaque mot-dièse\u00a0: collés, ils ne sont pas cliquables.", *spans)
    if cut:
        shown = _shown(text, cut[0])
        linked = next(tag.text for tag in tags if tag.span[0] == cut[0][0])
        return advice(
            f"«\u00a0{shown}\u00a0» n’est cliquable que jusqu’à «\u00a0{linked}\u00a0»\u00a0: écrivez-le d’un seul tenant.", *spans
        )
    if loose:
        return advice("Collez le # au mot qui suit\u00a0: avec une espace, le mot-dièse n’est pas cliquable.", *spans)
    if numbers:
        shown = _shown(text, numbers[0])
        return advice(f"Un nombre seul n’est pas cliquable\u00a0: ajoutez un mot, par exemple «\u00a0#Emploi{shown[1:]}\u00a0».", *spans)
    return good()


def _outside(links: list[Span], spans: list[Span]) -> list[Span]:
    return [span for span in spans if not any(start <= span[0] <= end for start, end in links)]


def _shown(text: str, span: Span) -> str:
    return text[span[0] : span[1]].replace("'", "’")


CHECK = Check(
    title="Des mots-dièse entiers",
    why="Un mot-dièse collé ou coupé ne mène pas à vous quand on le cherche.",
    source="github.com/twitter/twitter-text, version 3",
    rank=91,
    penalty=3,
    judge=judge,
    flags=(
        "Comptable, RT svp @i4Emploi #CDI#Lyon",
        "Je suis #aide-soignant à Brest, CDI @i4Emploi",
        "Poste de #chargé.e de communication à Lille",
        "#agent(e) d’accueil à Nantes, RT svp",
        "Serveuse, disponible #aujourd’hui à Dax",
        "Je cherche un CDI à Rennes # vendeuse @i4Emploi",
        "Maçon cherche CDI #35 @i4Emploi",
        "Ingénieure #R&D à Toulouse, CDI",
        "Cariste à Pau#CDI, RT svp @i4Emploi",
        "Développeur #Node.js à Lyon",
        "#Assistant-e de direction, Tours",
    ),
    passes=(
        "Comptable, RT svp @i4Emploi #CDI #Lyon",
        "Je suis #AideSoignant à Brest - CDI - @i4Emploi",
        "#infirmier·e à Quimper, CDI",
        "Je cherche un #CDI, d’#emploi stable, (#Lyon) ou #Lille.",
        "Comptable à #Lyon.Disponible lundi",
        "Dév C# et F# à Nantes, #C #dotnet",
        "Mon CV\u00a0: https://example.com/page#experience-pro #Lyon",
        "Jour #12 de recherche\u00a0: comptable à Lille",
        "Candidature #35 envoyée, comptable à Lille",
        "Le # du collectif, c’est #i4Emploi",
        "#1er emploi à Lyon, #emploi35, touche 5️⃣ puis #️⃣",
        "Peintre à #Lyon/#Grenoble, l’#i4Emploi m’a aidé &#39;merci&#39;",
        "#Lyon(69) ou #CDI-",
    ),
)
