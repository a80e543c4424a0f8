"""Contact details that a public tweet should not carry: phone, e-mail, street address, birth date, social-security number.

Everything is looked for in the normalised text, so that styled digits, keycaps, entities and odd spaces are read first;
what was found once, and links, names and tags, is hidden from the searches that follow.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from i4nlp.normalize import normalize

Kind = Literal["phone", "email", "address", "birth_date", "social_security"]
_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ContactDetail:
    """A contact detail and where it stands, in code points of the text as given, end exclusive."""

    kind: Kind
    span: _Span


def find(text: str) -> tuple[ContactDetail, ...]:
    """Return the contact details of `text` in reading order; no two overlap.

    Five pairs of digits such as 06 13 83 84 04 may be départements: they are, where a word such as « mobile » or
    « départements » stands before them, or where four of them lie in the region of the first and no word speaks of a
    phone. The span is that of the detail alone (the date, not « née le »).
    """
    view = normalize(text)
    left, found = view.text, []
    for kind, search in _SEARCHES:
        spans = list(search(left))
        if kind is not None:
            found += [ContactDetail(kind, view.span(*span)) for span in spans]
        left = _hidden(left, spans)
    return tuple(sorted(found, key=lambda detail: detail.span))


def _hidden(text: str, spans: list[_Span]) -> str:
    """Replace the spans by NUL, which the normalised text never has and no search takes for a space or a letter."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += text[at:start], "\0" * (end - start)
        at = end
    return "".join([*pieces, text[at:]]) if spans else text


# Links, names and tags. A link that is itself a phone number is one all the same.
_DIALLED = re.compile(r"(?i)(?:\bwa\.me/|whatsapp\.com/send/?\?phone=)\+?(?P<number>[0-9]{9,15})")
_LINK = re.compile(r"(?i)(?:https?://|(?<!\w)www\.)\S+|(?<![\w@.+%-])(?:[\w-]++\.)+[a-z]{2,}/\S*")
_NAME = re.compile(r"(?<!\w)@\w+|#\w*[^\W\d]\w*")


def _dialled(text: str) -> Iterator[_Span]:
    for match in _DIALLED.finditer(text):
        yield match.span("number")


def _links(text: str) -> Iterator[_Span]:
    for match in _LINK.finditer(text):
        yield match.span()


def _names(text: str) -> Iterator[_Span]:
    for match in _NAME.finditer(text):
        yield match.span()


# E-mails: the sign is looked for first, then the domain after it, then the name before it.
_SIGN = re.compile(
    r"(?P<near>@)|(?P<spaced>[ ]@[ ]?|@[ ])"
    r"|(?P<told>[ ]?[\[({<][ ]?(?:@|at|a|arr?obas[eq]?\w*|chez)[ ]?[\])}>][ ]?|[ ]arr?obas[eq]?\w*[ ]|[ ]?[_-](?:at|arr?obase)[_-][ ]?)"
    r"|(?P<english>[ ]at[ ])",
    re.IGNORECASE,
)
_FILES = "png|jpe?g|gif|svg|webp|pdf|docx?|js|py|css|html?|mp4"
_NEAR_DOMAIN = re.compile(rf"[\w-]++(?:\.(?![A-ZÀ-Ý][a-zà-ÿ])[\w-]++)*\.(?!(?:{_FILES})\b)(?![A-Z][a-z])[A-Za-z]{{2,24}}(?![\w-])")
_TOLD_DOT = r"(?:[ ]?[\[({<][ ]?(?:\.|dot|point|pt)[ ]?[\])}>][ ]?|[ ](?:point|dot)[ ]|[ ]\.[ ])"
_TOP = "(?:fr|com|net|org|eu|be|ch|io|info|co|pro|lu|ca|re|me|bzh|uk|de|es|it|example)(?![\\w@-])"
_TOLD_DOMAIN = re.compile(rf"[\w-]++(?:(?:{_TOLD_DOT}|\.)[\w-]++){{0,2}}?{_TOLD_DOT}{_TOP}", re.IGNORECASE)
_PROVIDERS = (
    "gmail|googlemail|hotmail|yahoo|ymail|outlook|orange|free|wanadoo|laposte|sfr|live|icloud|proton(?:mail)?|pm|gmx|bbox|neuf|aol|msn"
    "|numericable|aliceadsl|club-internet|mailo|tutanota|yandex|bluewin|skynet|voila|zoho"
)
_PROVIDER = re.compile(rf"(?:{_PROVIDERS})(?:{_TOLD_DOT}|[ ]?[.,][ ]?){_TOP}", re.IGNORECASE)
_BARE_PROVIDER = re.compile(r"(?:gmail|hotmail|yahoo|outlook|icloud|wanadoo|protonmail)(?![\w.-])", re.IGNORECASE)
_ENGLISH_DOMAIN = re.compile(rf"[\w-]++(?:[ ]dot[ ]|[\[(]dot[\])]){_TOP}", re.IGNORECASE)
_LOCAL = re.compile(
    r"(?<![\w.+%@/-])[\w+%][\w.+%-]*(?:(?:[ ](?:point|dot|tiret|underscore|[._])[ ]|[ ]?[\[({](?:point|dot|\.)[\])}][ ]?)[\w.+%-]+){0,3}$",
    re.IGNORECASE,
)
_MAIL_WORD = re.compile(r"(?i)\b(?:e-?mails?|mails?|mél|courriels?|adresse|[ée]cri\w*|contact\w*|cv)\b[^\n]{0,25}$")
_MARKED = re.compile(r"[A-Za-z]{2,}[._-]?\d|[A-Za-z]+[._-][A-Za-z]")


def _emails(text: str) -> Iterator[_Span]:
    at = 0
    for sign in _SIGN.finditer(text):
        end = _domain_end(text, sign)
        if end is None or sign.start() < at:
            continue
        before = text[max(at, sign.start() - 64) : sign.start()]
        local = _LOCAL.search(before)
        if local is None:
            continue
        start = sign.start() - len(before) + local.start()
        if sign["spaced"] and not (_PROVIDER.match(text, sign.end()) or _is_address(text, start, sign)):
            continue
        at = end
        yield start, end


def _domain_end(text: str, sign: re.Match[str]) -> int | None:
    patterns = [_TOLD_DOMAIN, _PROVIDER, _NEAR_DOMAIN]
    if sign["english"]:
        patterns = [_PROVIDER, _ENGLISH_DOMAIN]
    elif sign["near"]:
        patterns.append(_BARE_PROVIDER)
    return max((match.end() for pattern in patterns if (match := pattern.match(text, sign.end()))), default=None)


def _is_address(text: str, start: int, sign: re.Match[str]) -> bool:
    """Tell « jean.d @ exemple.fr » from « ingénieure @ exemple.fr », where somebody works, and from a name after a word."""
    if _MAIL_WORD.search(text[max(0, start - 40) : start]):
        return True
    if sign["spaced"].endswith("@"):
        return False
    return bool(_TOLD_DOMAIN.match(text, sign.end()) or _MARKED.search(text[start : sign.start()]))


# Social security: sex, year, month, département, commune, order, and a key of two digits.
_SEP = r"[ .\-/]?"
_SECURITY = re.compile(
    rf"(?<![\w+])[1-478]{_SEP}[0-9]{{2}}{_SEP}[0-9]{{2}}{_SEP}(?:[0-9]{{2}}|2[ABab]){_SEP}[0-9]{{3}}{_SEP}[0-9]{{3}}"
    rf"(?:(?:{_SEP}|[ ]?(?:cl[ée]|\()[ ]?:?[ ]?)(?P<key>[0-9]{{2}}))?(?![0-9])"
)
_SECURITY_WORD = re.compile(r"(?i)(?:\bs[ée]cu\b|s[ée]curit[ée] sociale|\bnir\b|\bn°? ?ss\b|\binsee\b)[^0-9\n]{0,20}$")


def _securities(text: str) -> Iterator[_Span]:
    for match in _SECURITY.finditer(text):
        if _SECURITY_WORD.search(text[max(0, match.start() - 50) : match.start()]) or _has_its_key(match):
            yield match.span()


def _has_its_key(match: re.Match[str]) -> bool:
    if match["key"] is None:
        return False
    body = re.sub(r"[^0-9AB]", "", match[0][: match.start("key") - match.start()].upper())
    # Corsica counts as 19 (2A) and 18 (2B)
    number = int(body.replace("2A", "19").replace("2B", "18"))
    return 97 - number % 97 == int(match["key"])


# Birth dates. Nobody who looks for work was born before 1940, and a movement born in 2015 is not a person.
_MONTH = r"(?:janv(?:ier|\.)?|f[ée]v(?:rier|r?\.)?|mars|avr(?:il|\.)?|mai|juin|juil(?:let|\.)?|ao[ûu]t|sept(?:embre|\.)?|oct(?:obre|\.)?|nov(?:embre|\.)?|d[ée]c(?:embre|\.)?)"
_YEAR = r"(?:19[4-9][0-9]|200[0-9]|201[0-4])"
_SHORT_YEAR = r"(?:[4-9][0-9]|0[0-9]|1[0-4])"
_BIRTH = re.compile(
    r"""(?i)
    (?: (?<!\w)(?P<born>n[ée](?:e|\(e\)|[·./-]e)?)(?:[ ](?:à|a|en)[ ][^\n.,;:!?]{2,30}?)? (?:[ ](?:le|un))?(?:[ ](?:lun|mar|mercre|jeu|vendre|same)di)?
      | date[ ]de[ ]naissance | \bnaissance | (?<!\w)d\.?d\.?n\b\.? | \bborn(?:[ ]on)? | \bdob | \bdate[ ]of[ ]birth )
    [ ]?[:=(-]?[ ]?(?:le[ ])?
    """
    + rf"""(?P<date>
        (?:0?[1-9]|[12][0-9]|3[01])(?P<sep>[ ]?[/.\-][ ]?|[ ])(?:0?[1-9]|1[0-2])(?P=sep)(?:{_YEAR}|{_SHORT_YEAR})(?![0-9])
      | {_YEAR}[/.-](?:0[1-9]|1[0-2])[/.-](?:0[1-9]|[12][0-9]|3[01])(?![0-9])
      | (?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2]){_YEAR}(?![0-9])
      | (?:[0-3]?[0-9](?:[ ]?er)?|[a-zé]+(?:-[a-z]+|[ ]et[ ]un)?)[ /.-]{_MONTH}[ /.-],?[ ]?(?:{_YEAR}|{_SHORT_YEAR})(?![0-9])
    )""",
    re.VERBOSE,
)
_NOT_A_PERSON = re.compile(
    r"(?i)\b(?:entreprise|soci[ée]t[ée]|agence|asso(?:ciation)?|collectif|projet|id[ée]e|marque|bo[iî]te|start-?up|groupe|r[ée]seau|mouvement"
    r"|initiative|site|[ée]cole|loi|radio|journal|club|plateforme|appli(?:cation)?|cabinet|magasin|enseigne|[ée]quipe|festival|aventure"
    r"|dispositif|programme|boutique|structure|coop[ée]rative|usine|fondation|chaîne|blog|podcast)(?:[ ][^\s,;.!?]+){0,4}[ ]$"
)


def _births(text: str) -> Iterator[_Span]:
    for match in _BIRTH.finditer(text):
        if not (match["born"] and _NOT_A_PERSON.search(text[max(0, match.start() - 60) : match.start()])):
            yield match.span("date")


# Street addresses: a number, a kind of way, and its name. « 2 places » and « 10 cours d’anglais » are none.
_WAY = r"(?:rue|avenue|av[e.]?|boulevard|b(?:oule)?v?ar?d|bd|bld|blvd|impasse|imp\.|all[ée]e|all\.|chemin|ch\.|faubourg|fbg|ruelle|venelle|sentier|r\.)"
# these words mean many other things: they need a capital, « de la » with a usual name, or a postcode behind
_OTHER_WAY = (
    r"(?:place|pl\.|quai|cours|route|rte|square|sq\.|passage|cit[ée]|esplanade|promenade|mont[ée]e|voie|chauss[ée]e|mail|clos|villa|hameau"
    r"|lotissement|lot\.|r[ée]sidence|r[ée]s\.|rond-point|parvis|traverse|lieu-dit|domaine|r|ch|all|imp|pl)"
)
_OF = r"(?:de[ ]la[ ]|de[ ]l'|des?[ ]|du[ ]|d'|la[ ]|les?[ ]|l'|aux?[ ]|à[ ]la[ ])"
_CAPITAL = r"[A-ZÀ-ÖØ-ÞŒ][\w'.-]*"
_NAMED = rf"{_CAPITAL}(?:[ ](?:{_OF})?{_CAPITAL}){{0,5}}"
_USUAL = r"(?:mairie|r[ée]publique|gare|[ée]glise|libert[ée]|victoire|poste|paix|fontaine|bourse|nation|station|plage|mer|port|march[ée]|halles)\b"
_PLAIN_NAME = r"(?!(?:est|et|ou|à|a|pour|plus|pi[ée]tonne|ici|l[àa]|chez|qui|que|o[ùu]|en|dans|sans|avec|sont|commer\w+|priv[ée]e?s?)\b)[^\W\d_][\w'-]+"
_ADDRESS = re.compile(
    rf"""(?<![\w.,/-])(?<![0-9][ ])(?P<number>[0-9]{{1,4}})(?:[ ]?[-/][ ]?[0-9]{{1,4}})?(?:[ ]?(?:bis|ter|quater|[A-Da-d](?=[ ,])))?[ ]?,?[ ]?
    (?:(?:de[ ]la|de[ ]l'|du|des)[ ])?
    (?: (?i:{_WAY})[ ](?i:{_OF})*(?:{_NAMED}|[0-9]{{1,2}}[ ](?i:{_MONTH})(?:[ ][0-9]{{4}})?|(?i:{_PLAIN_NAME}))
      | (?i:{_OTHER_WAY})[ ](?:(?i:{_OF})*{_NAMED}|(?i:{_OF})+(?i:{_USUAL})
          |(?i:{_OF})*[0-9]{{1,2}}[ ](?i:{_MONTH})(?:[ ][0-9]{{4}})?|(?i:{_OF})*[^\W\d_][\w'-]+(?=,?[ ][0-9]{{5}}\b)) )""",
    re.VERBOSE,
)
# Belgium and Switzerland put the number last, and four digits and a town behind it
_NUMBER_LAST = re.compile(
    rf"\b(?i:{_WAY}|{_OTHER_WAY})[ ](?i:{_OF})*{_NAMED}[ ,]+[0-9]{{1,3}}[A-Da-d]?(?=(?:[ ]b(?:oî)?te[ ][0-9]+)?,?[ ](?:B-|CH-)?[1-9][0-9]{{3}}[ ]{_CAPITAL})"
)
_BUILDING = re.compile(
    r"\b(?:(?:[Bb]ât\.?|BÂT\.?|[Bb]at\.|[Ee]sc\.)[ ]?(?:[A-GI-LN-Z]|[0-9]{1,2})|(?:[Bb]at|BAT|[Bb]âtiment|[Ee]scalier)[ ][A-GI-LN-Z])(?![\w/'])(?![ ][A-Z]\b)"
    r"|\b[Aa](?:ppt|pt)\.?[ ]?(?:n°[ ]?)?[A-Z]?[0-9]{1,4}\b(?![ ]?(?:pi[èe]ces?|p\b|m²|m2|ch))"
)
_TRANSPORT = re.compile(r"(?i)\b(?:m[ée]tro|lignes?|bus|tram(?:way)?|rer|sortie|en|depuis|vers|lots? de|dur[ée]e)[ ]$")
_OTHER_NAMES = re.compile(r"(?i)[0-9][ ](?:places?|cours|passages?|promenades?|cit[ée]s?|villas?|voies?)[ ](?:en|à|dans|pour|CDI|CDD|H/?F|BTS|Bac|disponible)\b")


def _addresses(text: str) -> Iterator[_Span]:
    for match in _ADDRESS.finditer(text):
        before = text[max(0, match.start() - 12) : match.start()]
        year = re.fullmatch("(?:19|20)[0-9]{2}", match["number"])
        if not (year or _TRANSPORT.search(before) or _OTHER_NAMES.search(match[0])):
            yield match.span()


def _last_numbers(text: str) -> Iterator[_Span]:
    for match in _NUMBER_LAST.finditer(text):
        yield match.span()


def _buildings(text: str) -> Iterator[_Span]:
    for match in _BUILDING.finditer(text):
        yield match.span()


# Phones: a run of digits is cut into groups, and a window of groups is tried against the shapes of a number.
_RUN = re.compile(r"(?P<plus>\(?\+[ ]?)?\(?[0-9](?:[ ()./_·•|*:‐‑‒–—−\-]{0,3}[0-9])*+")
_LETTER_O = re.compile(r"(?<![^\W_])(?:(?=[0-9oO]*[0-9])(?=[0-9]*[oO])[0-9oO]+|[oO]{2}(?=[ ./-][0-9oO])|(?<=[0-9oO][ ./-])[oO]{2}|[oO](?=[ ][0-9][ ][0-9]))(?![^\W_])")
_SPELLED = re.compile(
    r"(?i)\bz[ée]ro[ ,.-]{1,2}(?:un|deux|trois|quatre|cinq|six|sept|huit|neuf)(?:[ ,.-]{1,2}(?:z[ée]ro|un|deux|trois|quatre|cinq|six|sept|huit"
    r"|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante|cinquante|soixante|et)\b){4,20}"
)
# digits after the country code; a shorter number with a plus is more likely an amount
_NATIONAL = {
    "33": (9, 9), "32": (8, 9), "41": (9, 9), "352": (6, 9), "377": (8, 9), "262": (9, 9), "590": (9, 9), "594": (9, 9), "596": (9, 9),
    "508": (6, 6), "687": (6, 6), "689": (8, 8), "681": (6, 6), "212": (9, 9), "213": (8, 9), "216": (8, 8), "221": (9, 9), "225": (8, 10),
    "237": (9, 9), "1": (10, 10), "44": (9, 10), "49": (9, 11), "34": (9, 9), "39": (9, 10), "351": (9, 9), "261": (9, 9), "229": (8, 10),
    "228": (8, 8), "241": (7, 9), "242": (9, 9), "243": (9, 9), "223": (8, 8), "226": (8, 8), "227": (8, 8), "224": (9, 9), "222": (8, 8),
}  # fmt: skip
_PHONE_WORD = re.compile(
    r"(?i)\bt[ée]l(?:[ée]phone)?s?\b|\bphone|\bport(?:able)?\b|\bgsm\b|\bwhats ?app|\bwsp\b|\bsms\b|\bappel\w*|\bjoign\w*|\bjoindre|\bcontact\w*|📞|📱|☎|📲"
    r"|\b(?:mon|num[ée]ro|num) (?:n°|num|de t\w+)?|\bcoordonn[ée]es"
)
_DEPARTMENT_WORD = re.compile(
    r"(?i)\bd[ée]p(?:artement|t)?s?\b|\bdpts?\b|\bsecteurs?|\bzones?\b|\bmobil(?:e|it[ée])\b|\br[ée]gions?\b|\b(?:dans|sur) les?\b|\bhabit\w+|\bpaca\b|\bidf\b"
    r"|\bnotes?\b|\bmoyennes?\b|\bscores?\b|\btirages?\b|\bloto\b|\bgagnants?\b|\bversions?\b|\bles\b"
)
_REFERENCE = re.compile(
    r"(?i)(?:\br[ée]f(?:[ée]rences?)?|\bcommande|\bdossier|\bannonce|\boffre|\bfacture|\bticket|\bcolis|\bsuivi|\bcode|\bsire[nt]|\brcs|\bidentifiant|\bid"
    r"|\bisbn|\bean|\biban|\bcompte|\bcontrat|\barticle|\blot|\bmatricule|\badh[ée]rent|\bbadge|\brna|\bfiness|\brpps|\bp[ôo]le emploi|\bfrance travail"
    r"|\bjob|#)\.?(?:[ ](?:de|d'|p[ôo]le|emploi|france|travail|\w{1,3}))?[^\w\n]{0,3}(?:n°|no|nº|num[ée]ro|est|est le)?[^\w\n]{0,3}$"
)
_UNIT = re.compile(rf"(?i)[ ]?(?:€|%|euros?\b|k€|k\b|{_MONTH}\b|participants|abonn[ée]s|vues\b|km\b|d[ée]partements?\b|d[ée]pts?\b)")
_REGIONS = tuple(
    frozenset(region.split())
    for region in (
        "04 05 06 13 83 84", "01 03 07 15 26 38 42 43 63 69 73 74", "02 59 60 62 80", "08 10 51 52 54 55 57 67 68 88",
        "09 11 12 30 31 32 34 46 48 65 66 81 82",
    )
)  # fmt: skip
