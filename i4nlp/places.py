"""A text → the places of the job: what the reader read and the lists know, mended by a few rules.

Where a person studied, worked before or comes from is no place of the job: it is left out where another place is named.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from i4nlp import elsewhere, reader
from i4nlp.lexicon import Match, Word, fold, phrases, words

Span = tuple[int, int]
PLACES = ("places", "places-more")
_NUMBER = r"(?:0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-6])(?![\w%€:]|[.,]\d(?!\d?[,/ ])|/\d{4})"
_NO_NUMBER = (
    r"(?!\s?(?:ans?|h|heures?|jours?|mois|semaines?|minutes?|min|€|euros?|k€|%|janv|f[ée]v|mars|avril|mai|juin|juil|ao[uû]t|sept"
    r"|oct|nov|d[ée]c"
    r"|piges|fois|annonces?|candidatures?|postes?|places?|couverts|m²|km|personnes|salari[ée]s|employ[ée]s|entretiens|r[ée]ponses"
    r"|cv|\$|CHF|bruts?|nets?|de l['’]heure|/h)(?!\w)|\s?\d)"
)
# 'le 44', 'dans le 92', '(69)', and at least two in a row: '44, 49, 85', '92/78/95', '77 94 91'
_DEPARTEMENT = re.compile(
    rf"""(?:(?<![\w.,/+-])(?:dans|sur|vers|secteur|dep|d[ée]partement|dpt|dept|sud|nord|est|ouest)\s(?:l[ae]\s)?
        |(?:(?<!\w)(?:et|ou)|,)\sl[ae]\s|(?<!\w)\(|(?<![\w&])\#|,\s(?=97)|(?<=[a-zà-ÿ]\s)(?=\d\d\s*\Z))
        ({_NUMBER}){_NO_NUMBER}""",
    re.IGNORECASE | re.VERBOSE,
)
_DEPARTEMENTS = re.compile(
    rf"(?<![\w.,/+-]){_NUMBER}(?:(?:\s?[,/-]\s?|\s(?:et|ou)\s(?:le\s)?|\s){_NUMBER})+{_NO_NUMBER}(?![\s./-]?\d)", re.IGNORECASE
)
_DAY = re.compile(
    r"(?i)(?<!dans )(?<!sur )(?<!vers )(?<!de )(?<!secteur )(?<!tout )\ble (?:0[1-9]|[12]\d|3[01])\b(?! (?:et|ou) (?:le |dans le )?\d)"
)
_LISTED = re.compile(r"(?:\d\d|\b[A-ZÀ-Þ][\w'’-]*),? ?(?:et |ou )\Z")  # 'Angers et le 44', '49 ou le 44'
_AGE = re.compile(r"(?<![\w-])([a-zà-ÿœ]{2,}) ?\(\d\d\b")
_DAY_AND_MONTH = r"(?:0?[1-9]|[12]\d|3[01])[/.-](?:0[1-9]|1[0-2])"
# '11,88 de l’heure', 'saison 26-27', 'dispo 15/04', '24/02/1998'
_DATE = re.compile(
    r"(?i)\d+,\d\d\s?(?:€|\$|euros?|bruts?|nets?|de l['’]heure|/h)"
    r"|(?<!\w)(?:saison|rentr[ée]e|ann[ée]es?|avec les) \d\d[/-]\d\d\b"
    rf"|(?<!\w)(?:dispo\w*|du|au|d[èe]s|partir|avant|apr[èe]s|fin|le)(?: le)? {_DAY_AND_MONTH}\b"
    rf"|(?<!\d){_DAY_AND_MONTH}[/.-](?:19|20)\d\d\b"
)
_ONE_NUMBER = re.compile(_NUMBER, re.IGNORECASE)
# words by which an area is named that no register lists: 'bassin minier', 'région lilloise', 'sud du Gers'
_AREA = re.compile(
    r"(?i)\b(?:r[ée]gion|bassin|c[oô]te|vall[ée]e|pays|plaine|golfe|secteur|agglo\w*|m[ée]tropole|sud|nord|est|ouest|haut|haute|bas"
    r"|basse|massif|presqu|monts?|banlieue)\b"
)
_ARTICLE = re.compile(r"(?i)(?:l['’]|(?:les?|la|du|des?|d['’]|en|à|au|aux|sur|vers)\s+)")
_COLON = re.compile(r"\s:\s")
_CONTRACTED = {"au": "le", "du": "le", "aux": "les", "des": "les"}
_NO_PLACES = frozenset("la le les en du de des ile l'ile region ville secteur france teletravail remote distance domicile".split()) | {
    "france entiere",
    "ecole",
    "toute la france",
}
_REST = re.compile(r"(?<=\w)(?:(?:-[A-ZÀ-Þ][\w’']*)+|\ss/\s?[Mm]er\b)")  # of a name that was read in part
_JOINED = re.compile(r"\scôté\s|-")
_BEFORE_A_NUMBER = re.compile(r"\s(?=(?:2[1-9]|[3-9]\d)(?:\s|\Z))")  # up to 20 it may be a part of Paris or Marseille
_SERVICE = re.compile(r"(?i)(?<!\w)france\s(?:travail|inter|info|bleue?|t[ée]l[ée]visions?|services)\b")
_SIDE = re.compile(r"(?i)(?<!r[ée]gion)\s(?:centre(?:[ -]ville)?|rive (?:gauche|droite)|et (?:ses )?(?:environs|alentours|périphérie))$")
_AREA_OF = re.compile(
    r"(?i)(?<!\w)(?:r[ée]gion|bassin|vall[ée]e|golfe|[îi]le|presqu['’][îi]le|baie|massif|pic)s?\s(?:de\s(?:la\s|l['’])?|du\s|d['’])\Z"
    r"|(?<!\w)c[oô]te\s(?:d['’]|de\s(?:la\s|l['’])?|des\s)\Z|(?<!\w)(?-i:C[oô]te\s)\Z"
)
_IN = re.compile(r"(?i)(?<!\w)(?:à|en|dans|sur)\s(?:l[ea]s?\s|l['’])?\Z")
_AREA_ALONE = re.compile(
    r"(?i)(?<!\w)(?:façade|littoral|arc)\s(?:atlantique|m[ée]diterran[ée]en|l[ée]manique|jurassien|breton|normand|vend[ée]en"
    r"|landais|varois|basque)(?!\w)"
    r"|(?<!\w)(?:bassin|r[ée]gion|agglo(?:m[ée]ration)?|m[ée]tropole|vall[ée]e)\s[a-zà-ÿ]{2,}(?:ais|ois|iens?|ien|iers?|ins?|and"
    r"|ard)(?:e?s?|ne)(?!\w)"
)
_OR_SMALL = re.compile(r"\s+ou\s+([a-zà-ÿ][a-zà-ÿ-]{3,})(?=\s*(?:[,.!?;\n]|\Z|pr\b|pour\b))")
_NO_OTHER = frozenset(
    "teletravail distance remote alentours environs ailleurs partout autour proche proximite peripherie region cote equivalent stage"
    " alternance interim temps plein partiel autre autres plus moins domicile loin".split()
)
_LIST = re.compile(
    r"\s*(?:,|/|\bou\b|\bet\b|-|–|\|)\s*(?:(?:à|a|aux?|en|dans|sur|vers|les?|la|du|des?)\s+){0,2}(?:[ld]['’])?(?:📍\s*)?", re.IGNORECASE
)


def find(text: str, tokens: Sequence[Word], read: Iterable[Span] = (), taken: Sequence[Span] = ()) -> list[Span]:
    """Return the spans of the places, in order: those that were read, those that a list goes on with, départements by number."""
    spans = [part for span in read for part in _parts(text, *_trimmed(text, *span))]
    spans = [span for span in spans if _may_be_place(text[slice(*span)]) and not _is_usual_word(text, *span)]
    if any(text[start].isupper() for start, _ in spans):  # 'nord' is a direction, unless no name has its capital
        spans = [span for span in spans if not text[span[0]].islower() or not _AREA.fullmatch(text[slice(*span)])]
    taken = [*taken, *_no_places(text)]
    spans = free(spans, taken)
    known = _known(tokens)
    if not spans:
        spans = [match.span for match in known.values() if _is_place(text, match) and not is_taken(match.span, taken)]
        spans = [span for span in spans if _may_be_place(text[slice(*span)])]
    spans += [area.span() for area in _AREA_ALONE.finditer(text) if not is_taken(area.span(), [*spans, *taken])]
    spans += _going_on(text, spans, known, taken)
    spans += [match.span for match in known.values() if _is_named_region(text, match) and not is_taken(match.span, [*spans, *taken])]
    spans += [span for span in _numbered(text) if not is_taken(span, [*spans, *taken])]
    spans = [(_area_start(text, start, end), end) for start, end in sorted(spans)]
    wanted = _wanted(text, spans)
    # a town that is named again in a hashtag is one place
    named: dict[str, Span] = {}
    for span in wanted:
        named.setdefault(re.sub(r"\W", "", fold(text[slice(*span)])), span)
    return list(named.values())


def _wanted(text: str, spans: Sequence[Span]) -> Sequence[Span]:
    """Leave out the places that are not where the job is asked for, unless all are; a list shares the fate of its first."""
    wanted: list[Span] = []
    gone = -1  # where the last one that was left out ends
    for start, end in spans:
        if elsewhere.is_elsewhere(text, start, end) or (gone >= 0 and _LIST.fullmatch(text, gone, start)):
            gone = end
        else:
            wanted.append((start, end))
            gone = -1
    before = elsewhere.before_the_search(text, wanted)
    return [span for span in wanted if span not in before] or spans


def _known(tokens: Sequence[Word]) -> dict[int, Match]:
    """Return the places of the lists by where they begin; 'au Touquet' holds Le Touquet."""
    found: dict[int, Match] = {}
    for index, token in enumerate(tokens):
        match = phrases(*PLACES).starting(tokens, index)
        if match is None and token.folded in _CONTRACTED and index + 1 < len(tokens):
            whole = phrases(*PLACES).starting([Word(_CONTRACTED[token.folded], *token[1:]), *tokens[index + 1 : index + 6]], 0)
            if whole is not None and whole.last:
                first = tokens[index + 1].start
                match = Match(whole.meaning, index + 1, index + whole.last, (first, whole.span[1]))
        if match is not None:
            found.setdefault(match.span[0], match)
    return found


def _going_on(text: str, spans: Sequence[Span], known: Mapping[int, Match], taken: Sequence[Span]) -> list[Span]:
    """Return what a list goes on with: 'Reims, Épernay, Châlons'; in small letters where the first of the list is."""
    found: list[Span] = []
    waiting = list(spans)
    while waiting:
        start, end = waiting.pop()
        following = _LIST.match(text, end)
        match = known.get(following.end()) if following else None
        if match is None or is_taken(match.span, [*spans, *found, *taken]):
            # 'caen ou herouville': where no capital is written, a name that no list knows goes on too
            other = _OR_SMALL.match(text, end) if match is None and text[start].islower() else None
            if other is not None and fold(other[1]) not in _NO_OTHER and not is_taken(other.span(1), taken):
                found.append(other.span(1))
            continue
        small = (
            text[start].islower() and match.meaning != "village" and len(text[slice(*match.span)]) > 3 and not _is_homonym(text, match.span)
        )
        if text[match.span[0]].isupper() or small:
            found.append(match.span)
            waiting.append(match.span)
    # and what it began with: 'la Picardie : Amiens, Beauvais'
    starts = {start for start, _ in [*spans, *found]}
    for match in known.values():
        following = _LIST.match(text, match.span[1]) or _COLON.match(text, match.span[1])
        if following is None or following.end() not in starts or match.span[0] in starts:
            continue
        named = match.meaning not in {"village", "country"} and text[match.span[0]].isupper() and not _is_homonym(text, match.span)
        if text[match.span[0] - 1 : match.span[0]] == "-":  # 'AIDE-MAÇON, MANŒUVRE (35)'
            continue
        if named and not is_taken(match.span, [*spans, *found, *taken]):
            found.append(match.span)
    return found


def _is_named_region(text: str, match: Match) -> bool:
    """Tell whether a region or a département stands behind a preposition of place: 'à Mayotte'."""
    start, end = match.span
    named = match.meaning in {"region", "departement"} and text[start].isupper() and not _is_homonym(text, match.span)
    return named and _IN.search(text[:start]) is not None and text[end : end + 1] != "-"


def _area_start(text: str, start: int, end: int) -> int:
    """Return where the area begins whose name goes on here: 'bassin de Thau', 'île de Ré'."""
    if text[max(0, start - 3) : start] in ("Le ", "La ") and _is_whole_place(text[start - 3 : end]):  # 'Le Guilvinec'
        return start - 3
    area = _AREA_OF.search(text, max(0, start - 30), start)
    return start if area is None else area.start()


def _numbered(text: str) -> list[Span]:
    """Return the départements that are named by number."""
    found = {number.span(1) for number in _DEPARTEMENT.finditer(text)}
    for row in _DEPARTEMENTS.finditer(text):
        found |= {number.span() for number in _ONE_NUMBER.finditer(text, *row.span())}
    return sorted(found)


def _no_places(text: str) -> Iterator[Span]:
    """Yield what looks like a place and is none: 'France Travail', and of figures 'le 14', 'ma sœur (17)', 'dispo 15/04'."""
    yield from (found.span() for found in _SERVICE.finditer(text))
    if not any(map(str.isdigit, text)):
        return
    yield from (found.span() for found in _DAY.finditer(text) if _LISTED.search(text, max(0, found.start() - 40), found.start()) is None)
    yield from (found.span() for found in _DATE.finditer(text))
    yield from (found.span() for found in _AGE.finditer(text) if not _is_whole_place(found[1]))


def _may_be_place(written: str) -> bool:
    """Tell whether what was read may be a place: a name, a département, or in small letters what the lists or the words for areas know."""
    if len(written) < 2 or fold(written) in _NO_PLACES or (written.isdigit() and len(written) > 3):
        return False
    if not written[0].islower() or _AREA.search(written) is not None:
        return True
    return _is_whole_place(written) and fold(written).replace("-", " ") not in reader.homonyms()


def _is_homonym(text: str, span: Span) -> bool:
    return fold(text[slice(*span)]).replace("-", " ") in reader.homonyms()


def _is_usual_word(text: str, start: int, end: int) -> bool:
    """Tell 'Nice !' and 'Tours de piste' at the beginning of a sentence from the towns."""
    if not _is_homonym(text, (start, end)):
        return False
    begins = re.search(r"(?:^|[.!?…\n])\s*$", text[:start]) is not None
    return begins and re.match(r"\s*(?:[,/|·–—-]|ou\b|et\b|$|\n|[.!?]\s*$)", text[end:]) is None


def _trimmed(text: str, start: int, end: int) -> Span:
    """Leave out an article, unless the place is known by it or it has its capital: 'le Jura' is Jura, 'Le Havre' stays."""
    if "(" in text[start:end] and ")" not in text[start:end]:
        end = text.index("(", start)
    if (lonely := re.match(r"[A-Za-z]\s+[-–]\s+", text[start:end])) is not None:
        start += lonely.end()
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not (text[end - 1].isalnum() or text[end - 1] in ")'’"):
        end -= 1
    if text[end - 1 : end] == ")" and "(" not in text[start:end]:
        end -= 1
    if (rest := _REST.match(text, end)) is not None:
        end = rest.end()
    if (side := _SIDE.search(text[start:end])) is not None:
        end = start + side.start()
    article = _ARTICLE.match(text, start, end)
    if article is not None and (text[start].islower() or ((article[0].isupper() or start == 0) and not _is_whole_place(text[start:end]))):
        start = article.end()
    return start, end


def _parts(text: str, start: int, end: int) -> list[Span]:
    """Return the places that were read as one: 'Suisse côté Bâle', 'Belfort-Montbéliard'."""
    cuts = [(start, start), *((start + cut.start(), start + cut.end()) for cut in _JOINED.finditer(text[start:end])), (end, end)]
    parts = [(one, other) for (_, one), (other, _) in pairwise(cuts)]
    if len(parts) > 1 and " côté " in text[start:end]:
        return parts
    numbers = [(start + gap.start(), start + gap.end()) for gap in _BEFORE_A_NUMBER.finditer(text[start:end])]
    if numbers and not _AREA.fullmatch(text, start, numbers[0][0]):  # 'paris nord 93 95', not 'sud 67'
        return [(one, other) for (_, one), (other, _) in pairwise([(start, start), *numbers, (end, end)])]
    if len(parts) == 1:  # 'DUNKERQUE GRAVELINES'
        cuts = [(start, start), *((start + gap.start(), start + gap.end()) for gap in re.finditer(" ", text[start:end])), (end, end)]
        parts = [(one, other) for (_, one), (other, _) in pairwise(cuts)]
    if not _is_whole_place(text[start:end]) and all(_is_town(text[slice(*part)]) for part in parts):
        return parts
    return [(start, end)]


def _is_town(written: str) -> bool:
    tokens = words(written)
    match = phrases(*PLACES).starting(tokens, 0) if tokens else None
    return match is not None and match.meaning in {"city", "town", "foreign"} and match.last == len(tokens) - 1


def _is_whole_place(written: str) -> bool:
    tokens = words(written)
    match = phrases(*PLACES).starting(tokens, 0) if tokens else None
    return match is not None and match.last == len(tokens) - 1


def _is_place(text: str, match: Match) -> bool:
    """Tell whether a name of the lists is surely a place: a town or an area, with its capital, that is no usual word."""
    written = text[match.span[0] : match.span[1]]
    return (
        match.meaning != "village"
        and not _is_homonym(text, match.span)
        and len(written) > 3
        and (written[0].isupper() or match.meaning == "city")
    )


def free(spans: Iterable[Span], taken: Sequence[Span]) -> list[Span]:
    """Return the spans that overlap none of those that are taken."""
    return [span for span in spans if not is_taken(span, taken)]


def is_taken(span: Span, taken: Sequence[Span]) -> bool:
    """Tell whether a span overlaps one that is taken."""
    return any(overlap(span, other) for other in taken)


def overlap(one: Span, other: Span) -> bool:
    """Tell whether two spans have a character in common."""
    return one[0] < other[1] and other[0] < one[1]
