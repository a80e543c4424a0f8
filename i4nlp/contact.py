"""Contact details that a public tweet should not carry: phone, e-mail, street address, birth date, social-security number.

Everything is looked for in the normalised text: styled digits, keycaps, entities and odd spaces are read first. What was
found, and links, names and tags, is hidden from the searches that follow.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
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
    """Return the contact details of `text` in reading order; no two overlap, and a span holds the detail alone, not « née le ».

    Five pairs of digits such as 06 13 83 84 04 are départements, not a phone, where a word such as « mobile » or
    « départements » announces them, or where four of them lie in the region of the first and no word speaks of a phone.
    """
    left = (view := normalize(text)).text
    if _POSSIBLE.search(left) is None:
        return ()
    found: list[ContactDetail] = []
    for kind, search in _SEARCHES:
        spans = list(search(left))
        if kind is not None:
            found += [ContactDetail(kind, view.span(*span)) for span in spans]
        left = _hidden(left, spans)
    return tuple(sorted(found, key=lambda detail: detail.span))


def _hidden(text: str, spans: list[_Span]) -> str:
    """Replace the spans by NUL, which the normalised text never has and no search takes for a space or a letter."""
    for start, end in spans:
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text


def _every(pattern: re.Pattern[str], group: str | int = 0, *, hint: str = "") -> Callable[[str], Iterator[_Span]]:
    hinted = re.compile(hint).search
    return lambda text: (match.span(group) for match in (pattern.finditer(text) if hinted(text) else ()))


# Links, names and tags. A link that dials a number gives the number away.
_DIALLED = re.compile(r"(?i)(?:\bwa\.me/|whatsapp\.com/send/?\?phone=)\+?(?P<number>[0-9]{9,15})")
_LINK = re.compile(r"(?i)(?:https?://|(?<!\w)www\.)\S+|(?<![\w@.+%-])(?:[\w-]++\.)+[a-z]{2,}/\S*")
_NAME = re.compile(r"(?<!\w)@\w+|#\w*[^\W\d]\w*")

# E-mails: the sign is looked for first, then the domain after it, then the name before it.
_SIGN = re.compile(
    r"(?i)(?P<spaced>[ ]@[ ]?|@[ ])|(?P<near>@)|(?P<english>[ ]at[ ])"
    r"|[ ]?[\[({<][ ]?(?:@|at|a|arr?obas[eq]?\w*|chez)[ ]?[\])}>][ ]?|[ ]arr?obas[eq]?\w*[ ]|_at_|[ ]?[_-]arr?obase[_-][ ]?"
)
_FILES = "png|jpe?g|gif|svg|webp|pdf|docx?|js|py|css|html?|mp4"
_NEAR_DOMAIN = re.compile(rf"[\w-]++(?:\.(?![A-ZÀ-Ý][a-zà-ÿ])[\w-]++)*\.(?!(?:{_FILES})\b)(?![A-Z][a-z])[A-Za-z]{{2,24}}(?![\w-])")
_TOLD_DOT = r"(?:[ ]?[\[({<][ ]?(?:\.|dot|point|pt)[ ]?[\])}>][ ]?|[ ](?:point|dot)[ ]|[ ]\.[ ])"
_TOP = r"(?:fr|com|net|org|eu|be|ch|io|info|co|pro|lu|ca|re|me|bzh|uk|de|es|it|example)(?![\w@-])"
_TOLD_DOMAIN = re.compile(rf"[\w-]++(?:(?:{_TOLD_DOT}|\.)[\w-]++){{0,2}}?{_TOLD_DOT}{_TOP}", re.IGNORECASE)
_PROVIDER = re.compile(
    r"(?i)(?:gmail|googlemail|hotmail|yahoo|ymail|outlook|orange|free|wanadoo|laposte|sfr|live|icloud|proton(?:mail)?|gmx|bbox|neuf|aol|msn"
    rf"|numericable|aliceadsl|club-internet|mailo|yandex|bluewin|skynet|voila|zoho)(?:{_TOLD_DOT}|[ ]?[.,][ ]?(?=fr|com|net)|\.){_TOP}"
)
_BARE_PROVIDER = re.compile(r"(?i)(?:gmail|hotmail|yahoo|outlook|icloud|wanadoo|protonmail)(?![\w.-])")
_JOINT = r"(?:[ ](?:point|dot|tiret|underscore|[._])[ ]|[ ]?[\[({](?:point|dot|\.)[\])}][ ]?)"
_LOCAL = re.compile(rf"(?<![\w.+%@/-])[\w+%][\w.+%-]*(?:{_JOINT}[\w.+%-]+){{0,3}}$", re.IGNORECASE)
_MAIL_WORD = re.compile(r"(?i)\b(?:e-?mails?|mails?|mél|courriels?|adresse|[ée]cri\w*|contact\w*|cv)\b[^\n]{0,25}$")
_MARKED = re.compile(r"[A-Za-z]{2,}[._-]?\d|[A-Za-z]+[._-][A-Za-z]")


def _emails(text: str) -> Iterator[_Span]:
    at = 0
    for sign in _SIGN.finditer(text):
        end = _domain_end(text, sign)
        before = text[max(at, sign.start() - 64) : sign.start()]
        local = _LOCAL.search(before) if end is not None and sign.start() >= at else None
        if end is None or local is None:
            continue
        start = sign.start() - len(before) + local.start()
        if not sign["spaced"] or _PROVIDER.match(text, sign.end()) or _is_address(text, start, sign):
            at = end
            yield start, end


def _domain_end(text: str, sign: re.Match[str]) -> int | None:
    patterns = [_PROVIDER] if sign["english"] else [_TOLD_DOMAIN, _PROVIDER, _NEAR_DOMAIN]
    if sign["near"]:
        patterns.append(_BARE_PROVIDER)
    return max((match.end() for pattern in patterns if (match := pattern.match(text, sign.end()))), default=None)


def _is_address(text: str, start: int, sign: re.Match[str]) -> bool:
    """Tell « jean.d @ exemple.fr » from « ingénieure @ exemple.fr », where somebody works, and from a name after a word."""
    if _MAIL_WORD.search(text[max(0, start - 40) : start]):
        return True
    return sign["spaced"] != " @" and bool(_TOLD_DOMAIN.match(text, sign.end()) or _MARKED.search(text[start : sign.start()]))


# Social security: sex, year, month, département, commune, order, and a key of two digits.
_SEP = r"[ .\-/]?"
_SECURITY = re.compile(
    rf"(?<![\w+])[1-478]{_SEP}[0-9]{{2}}{_SEP}[0-9]{{2}}{_SEP}(?:[0-9]{{2}}|2[ABab]){_SEP}[0-9]{{3}}{_SEP}[0-9]{{3}}"
    rf"(?:(?:{_SEP}|[ ]?(?:cl[ée]|\()[ ]?:?[ ]?)(?P<key>[0-9]{{2}}))?(?![0-9])"
)
_SECURITY_WORD = re.compile(r"(?i)(?:\bs[ée]cu\b|s[ée]curit[ée] sociale|\bnir\b|\bn°? ?ss\b|\binsee\b)[^0-9\n]{0,20}$")


def _securities(text: str) -> Iterator[_Span]:
    for match in _SECURITY.finditer(text):
        # Corsica counts as 19 (2A) and 18 (2B)
        number = re.sub(r"[^0-9AB]", "", match[0].upper()).replace("2A", "19").replace("2B", "18")
        right = match["key"] is not None and 97 - int(number[:13]) % 97 == int(number[13:])
        if right or _SECURITY_WORD.search(text[max(0, match.start() - 50) : match.start()]):
            yield match.span()


# Birth dates. Nobody who looks for work was born before 1940, and a movement born in 2015 is not a person.
_MONTH = (
    r"(?:janv(?:ier)?|f[ée]v(?:rier|r)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|ao[ûu]t|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?"
    r"|d[ée]c(?:embre)?)\.?"
)
_FULL_YEAR = r"(?:19[4-9][0-9]|200[0-9]|201[0-4])"
_YEAR = rf"(?:{_FULL_YEAR}|[4-9][0-9]|0[0-9]|1[0-4])(?![0-9])"
_BIRTH = re.compile(
    rf"""(?ix)
    (?: (?<!\w)(?P<born>n[ée](?:e|\(e\)|[·./-]e)?)(?:[ ](?:à|a|en)[ ][^\n.;:!?]{{2,30}}?)?
            (?:[ ](?:le|un))?(?:[ ](?:lun|mar|mercre|jeu|vendre|same)di)?
      | date[ ]de[ ]naissance | \bnaissance | (?<!\w)d\.?d\.?n\b\.? | \bborn(?:[ ]on)? | \bdob | \bdate[ ]of[ ]birth )
    [ ]?[:=(-]?[ ]?(?:le[ ])?
    (?P<date>
        (?:0?[1-9]|[12][0-9]|3[01])(?P<sep>[ ]?[/.\-][ ]?|[ ])(?:0?[1-9]|1[0-2])(?P=sep){_YEAR}
      | {_FULL_YEAR}[/.-](?:0[1-9]|1[0-2])[/.-](?:0[1-9]|[12][0-9]|3[01])(?![0-9])
      | (?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2]){_FULL_YEAR}(?![0-9])
      | (?:[0-3]?[0-9](?:[ ]?er)?|[a-zé]+(?:-[a-z]+|[ ]et[ ]un)?)[ /.-]{_MONTH}[ /.-],?[ ]?{_YEAR}
    )"""
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


# Street addresses: a number, a kind of way, and its name.
_WAY = r"(?:rue|avenue|ave?\.?|boulevard|bl?v?d\.?|impasse|imp\.|all[ée]e|all\.|chemin|faubourg|fbg|ruelle|venelle|sentier|r\.)"
# these words mean many other things (« 2 places », « 10 cours d’anglais »): they need more behind them
_OTHER_WAY = (
    r"(?:place|pl\.|quai|cours|route|rte|square|sq\.|passage|cit[ée]|esplanade|promenade|mont[ée]e|voie|chauss[ée]e|mail|clos|villa|hameau"
    r"|lotissement|lot\.|r[ée]sidence|r[ée]s\.|rond-point|parvis|traverse|lieu-dit|domaine)"
)
_OF = r"(?i:de[ ]la[ ]|de[ ]l'|des?[ ]|du[ ]|d'|la[ ]|les?[ ]|l'|aux?[ ]|à[ ]la[ ])"
_CAPITAL = r"[A-ZÀ-ÖØ-ÞŒ][\w'.-]*"
_NAMED = rf"{_CAPITAL}(?:[ ]{_OF}?{_CAPITAL}){{0,5}}"
_DATED = rf"[0-9]{{1,2}}[ ](?i:{_MONTH})(?:[ ][0-9]{{4}})?"
_USUAL = r"(?i:mairie|r[ée]publique|gare|[ée]glise|libert[ée]|victoire|poste|paix|fontaine|nation|station|plage|mer|port|march[ée])\b"
_ANY_NAME = r"(?!(?i:est|et|ou|à|a|pour|plus|pi[ée]tonne|ici|l[àa]|qui|o[ùu]|en|dans|sans|avec|commer\w+)\b)[^\W\d_][\w'-]+"
_ADDRESS = re.compile(
    rf"""(?x)(?<![\w.,/+-])(?<![0-9][ ])
    (?P<number>[0-9]{{1,4}})(?:[ ]?[-/][ ]?[0-9]{{1,4}})?(?:[ ]?(?:bis|ter|quater|[A-Da-d](?=[ ,])))?[ ]?,?[ ]?(?:de[ ]la[ ])?
    (?: (?i:{_WAY})[ ]{_OF}*+(?:{_NAMED}|{_DATED}|{_ANY_NAME})
      | (?i:{_OTHER_WAY})[ ](?:{_OF}*+(?:{_NAMED}|{_DATED}|[^\W\d_][\w'-]+(?=,?[ ][0-9]{{5}}\b))|{_OF}+{_USUAL}) )"""
)
# Belgium and Switzerland put the number last, and four digits and a town behind it
_NUMBER_LAST = re.compile(
    rf"\b(?i:{_WAY}|{_OTHER_WAY})[ ]{_OF}*+{_NAMED}[ ,]+[0-9]{{1,3}}[A-Da-d]?(?=(?:[ ]bte[ ][0-9]+)?,?[ ](?:B-)?[1-9][0-9]{{3}}[ ][A-ZÀ-Ý])"
)
_BUILDING = re.compile(
    r"\b(?:(?:[Bb]ât\.?|[Bb]at\.|[Ee]sc\.)[ ]?(?:[A-GI-LN-Z]|[0-9]{1,2})|(?:B[aAÂ]T|[Bb]at(?=.{2}\W?$)|[Bb]âtiment)[ ][A-GI-LN-Z])"
    r"(?![\w/']|[ ](?:[A-Z]\b|à))"
    r"|\b[Aa]pp?t\.?[ ]?(?:n°[ ]?)?[A-Z]?[0-9]{1,4}\b(?![ ]?(?:pi[èe]ces?|p\b|m²|m2|ch))"
)
_TRANSPORT = re.compile(r"(?i)\b(?:m[ée]tro|lignes?|bus|tram(?:way)?|rer|sortie|en|depuis|vers|lots? de|dur[ée]e)[ ]$")
_SEATS = re.compile(r"(?i)\d (?:(?:place|cours|passage|cit[ée]|voie) (?:en|à|dans|pour|H/?F?|BTS)\b|cours (?!lafayette|mirabeau)[\w'-]+$)")


def _addresses(text: str) -> Iterator[_Span]:
    for match in _ADDRESS.finditer(text):
        before = text[max(0, match.start() - 12) : match.start()]
        if not (_YEARS.fullmatch(match["number"]) or _TRANSPORT.search(before) or _SEATS.match(match[0][len(match["number"]) - 1 :])):
            yield match.span()


# Phones: a run of digits is cut into groups, and windows of groups are tried against the shapes of a number.
_RUN = re.compile(r"(?P<plus>\+[ ]?)?(?<![0-9])[0-9](?:[ ()./_·•|*:‐‑‒–—−\-]{0,3}[0-9]){8,}+")
_LETTER_O = re.compile(
    r"(?<![^\W_])(?:[0-9][0-9oO]*[oO][0-9oO]*|[oO]+[0-9][0-9oO]*|[oO]{2}(?=[ ./-]{1,2}[0-9oO])|(?:(?<=[0-9oO][ ./-])|(?<=[0-9oO]\. ))"
    r"[oO]{2}|[oO](?=[ ][0-9][ ][0-9]))(?![^\W_])"
)
# how many digits follow the country code
_NATIONAL = dict.fromkeys("33 34 41 212 221 224 237 242 243 261 262 351 590 594 596".split(), (9,)) | {"1": (10,), "352": (6, 8, 9)}
_NATIONAL |= dict.fromkeys("216 222 223 226 227 228 377 689".split(), (8,)) | dict.fromkeys("508 681 687".split(), (6,))
_NATIONAL |= {"32": (8, 9), "213": (8, 9), "241": (8, 9), "225": (8, 10), "229": (8, 10), "39": (9, 10), "44": (9, 10), "49": (10, 11)}
_PHONE_WORD = re.compile(
    r"(?i)\bt[ée]l(?:[ée]phon\w*)?s?\b|\bphone|\bport(?:able)?\b|\bgsm\b|\bwhats ?app|\bwsp\b|\bsms\b|\bappel\w*|\bjoign\w*|\bjoindre"
    r"|\bcontact\w*|\bmon mobile\b|\bmobile(?= ?:)|\bnum(?:[ée]ro)?\b|\bcoordonn[ée]es|[📞📱☎📲]"
)
# what announces a list of départements or of scores, with no more than small words behind it
_OTHER_WORD = re.compile(
    r"(?i)\b(?=[a-z])(?:d[ée]p(?:artement|t)?s?|dpts?|secteurs?|zones?|mobil(?:e|it[ée])|r[ée]gions?|habit\w+|paca|idf|notes?|moyennes?|scores?"
    r"|tirages?|loto|gagnants?|versions?|(?P<weak>dans|sur|en|les))\b[ :(]{0,3}"
    r"(?:(?:dans|sur|les?|la|du|des|de|en|et|suivants?|[0-9]{2})\b[ :(]{1,3}){0,4}$"
)
_REFERENCE = re.compile(
    r"(?i)\b(?=[a-z])(?:r[ée]f(?:[ée]rences?)?|commande|dossier|annonce|offre|facture|ticket|colis|suivi|code|sire[nt]|rcs|identifiant|id|isbn|ean|iban"
    r"|compte|contrat|article|lot|matricule|adh[ée]rent|badge|rna|finess|rpps|p[ôo]le emploi|france travail|job)"
    r"\.?(?:[ ](?:de|d'|p[ôo]le|emploi|france|travail|\w{1,3}))?[^\w\n]{0,3}(?:n°|no|nº|num[ée]ro|est|est le)?[^\w\n]{0,3}$"
)
_UNIT = re.compile(
    rf"(?i)[ ]?(?:€|%|euros?\b|k€|k\b|{_MONTH}\b|participants|abonn[ée]s|vues\b|km\b|[eè]me\b|d[ée]partements?\b|d[ée]pts?\b)"
)
_REGIONS = (
    "04 05 06 13 83 84", "02 59 60 62 80", "08 10 51 52 54 55 57 67 68 88", "01 03 07 15 26 38 42 43 63 69 73 74",
    "09 11 12 30 31 32 34 46 48 65 66 81 82",
)  # fmt: skip
_PAIRS = (2, 2, 2, 2, 2)
_GROUP = re.compile("[0-9]+")
_FRENCH = re.compile("0[1-9][0-9]{8}|33[67][0-9]{8}")
_TOWN = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ-]{2,} [0-9]{2} $")
_BELGIAN = re.compile(r"0[0-9]{1,2} ?/ ?[0-9]{2,3}([. ])[0-9]{2}\1[0-9]{2}")
_YEARS = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
# the letters that may touch a number: a glued word before, a glued sentence behind
_TOUCHING = re.compile(r"(?i)[^\W\d_]*(?<![^\W\d_])(?:t[ée]l|num|au|port|gsm|n|whatsapp|sms|le|contact|phone|mobile|appeler?)$")
_NOT_FREE_AFTER = re.compile(r"_|,[0-9]|[^\W\d_](?![^\W\d_]{2}|T\b)|[A-Z]{3}(?![^\W\d_])|[^\W\d_]+[0-9]")
_NO_MEMBER = r"[^\W_]|[ ]?(?:€|%|ans\b|h\b|heures?\b)"  # an hour, an age or a wage is not one more of a list


def _phones(text: str) -> Iterator[_Span]:
    text = _LETTER_O.sub(lambda match: re.sub("[oO]", "0", match[0]), text)
    for run in _RUN.finditer(text):
        groups = list(_GROUP.finditer(text, *run.span()))
        # the word that announces a phone counts for the first number behind it
        told = max((word.end() for word in _PHONE_WORD.finditer(text, max(0, run.start() - 30), run.start())), default=-1)
        index = 0
        while index < len(groups):
            plus = index == 0 and run["plus"] is not None
            count = _foreign(text, groups[index : index + 16], plus=plus) or _national(text, groups, index, -1 if index else told)
            if count:
                yield run.start() if plus else groups[index].start(), groups[index + count - 1].end()
            index += count or 1


def _foreign(text: str, groups: list[re.Match[str]], *, plus: bool) -> int:
    """Return how many groups make a number with its country code, 0 if they make none."""
    digits, best = "", 0
    for count, group in enumerate(groups if plus or groups[0][0].startswith("00") else (), 1):
        digits += group[0]
        dialled = digits if plus else digits[2:]
        for size in (1, 2, 3):
            national = dialled[size:].removeprefix("0")
            if len(national) in _NATIONAL.get(dialled[:size], ()) and national[0] != "0" and not _UNIT.match(text, group.end()):
                best = count
    return best


def _national(text: str, groups: list[re.Match[str]], index: int, told: int) -> int:
    """Return how many groups from `index` on make a number without a country code, 0 if they make none."""
    start, digits = groups[index].start(), ""
    if _is_touched(text, start) or not (told >= 0 or groups[index][0].startswith(("0", "33"))):
        return 0
    for count, group in enumerate(groups[index : index + 11], 1):
        digits += group[0]
        if len(digits) > 11:
            break
        if len(digits) < 9 or _NOT_FREE_AFTER.match(text, group.end()):
            continue
        bare = told > max(0, start - 12) and len(digits) < 11 and index + count == len(groups)
        if len(digits) == 9 and _BELGIAN.fullmatch(text, start, group.end()):
            return count
        if (bare or _FRENCH.fullmatch(digits)) and _is_phone(text, groups[index : index + count], told):
            return count
    return 0


def _is_touched(text: str, start: int) -> bool:
    """Tell whether a letter or a decimal comma stands right before `start`, so that no number can begin there."""
    before = text[max(0, start - 12) : start]
    if before[-1:].isalpha():
        return _TOUCHING.search(before) is None
    return before[-1:] == "_" or (before[-1:] == "," and before[-2:-1].isdigit())


def _is_phone(text: str, window: list[re.Match[str]], told: int) -> bool:
    start, end, pairs = window[0].start(), window[-1].end(), [group[0] for group in window]
    shape = tuple(map(len, pairs))
    if _is_listed(text, window, shape == _PAIRS) or shape in ((5, 5), (1, 9), (8, 2)):
        return False
    signs = {text[one.end() : two.start()].strip(" ()")[:1] for one, two in pairwise(window[1:])}
    years = 4 in shape and len(_YEARS.findall(text, start, end)) == shape.count(4)
    if years or pairs == list("0123456789") or (len(signs) > 1 and (told < 0 or "/" in signs)):
        return False
    if shape != _PAIRS and _REFERENCE.search(text, max(0, start - 40), start):
        return False
    other = _OTHER_WORD.search(text, max(0, start - 40), start)
    if told >= 0 and (other is None or other["weak"] or told > other.start()):
        return True
    # nothing but 0 and 1 is a list of scores
    likely = "".join(pairs).strip("01") and not _UNIT.match(text, end)
    return bool(likely) and not (shape == _PAIRS and _are_departments(pairs, other is not None))


def _are_departments(pairs: list[str], announced: bool) -> bool:
    if announced and all("01" <= pair <= "95" and pair != "20" for pair in pairs):
        return True
    # four of five would be a phone by chance too often where the region is large
    return any(pairs[0] in region and sum(pair in region for pair in pairs) >= (4 if len(region) < 20 else 5) for region in _REGIONS)


def _is_listed(text: str, window: list[re.Match[str]], pairs: bool) -> bool:
    """Tell whether the window is a part of a longer list: six départements, a SIRET, a card number."""
    if pairs and window[0][0] in ("06", "07") and any(group[0] == "00" or group[0] > "95" for group in window):
        return False
    start = window[0].start()
    before, after = _neighbours(text[window[-2].end() : window[-1].start()] if len(window) > 1 else "", pairs)
    left = before.search(text, max(0, start - 32), start)
    in_list = left is not None and not left["phone"] and not _TOWN.search(text, max(0, start - 32), start)
    return in_list or after.match(text, window[-1].end()) is not None


@cache
def _neighbours(sign: str, pairs: bool) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Make the patterns of one more group before and behind, unless it belongs to another phone."""
    between = re.escape(sign) or r"[ ]?(?:[/_·:|*–-][ ]?|\.(?![ ]))"
    member = "[0-9]{2}" if pairs else "[0-9]+"
    phone = rf"0[1-9](?:{between}[0-9]{{2}}){{4}}" if pairs else "0[0-9]{9}"
    before = re.compile(rf"(?<![0-9])(?:(?P<phone>{phone})|{member}){between}$")
    return before, re.compile(rf"{between}(?!{phone}(?![0-9])){member}(?!{_NO_MEMBER})")


# without a figure there is neither phone, number nor date; what remains is an e-mail or a building
_POSSIBLE = re.compile(rf"[0-9]|(?i:b[aâ]t)|{_SIGN.pattern.removeprefix('(?i)')}", re.IGNORECASE)
_SEARCHES: tuple[tuple[Kind | None, Callable[[str], Iterator[_Span]]], ...] = (
    ("phone", _every(_DIALLED, "number", hint="wa.me|hatsapp")), (None, _every(_LINK)), ("email", _emails), (None, _every(_NAME)),
    ("social_security", _securities), ("birth_date", _births), ("address", _every(_NUMBER_LAST, hint="[1-9][0-9]{3} [A-ZÀ-Ý]")),
    ("address", _addresses), ("address", _every(_BUILDING)), ("phone", _phones),
)  # fmt: skip
