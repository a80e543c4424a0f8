"""Phone numbers in a text, French ones in every grouping and foreign ones with their country code, told from other runs of figures."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

_Span = tuple[int, int]

MONTH = (
    r"(?:janv(?:ier)?|f[ée]v(?:rier|r)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|ao[ûu]t|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?"
    r"|d[ée]c(?:embre)?)\.?"
)

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
    r"(?i)\bt[ée]l(?:[ée]phon\w*)?s?\b|\bphone|\bport(?:able)?\b|\bgsm\b|\bwhats ?app|\bwsp\b|\bsms\b|\btextos?\b"
    r"|\br?appel\w*|\bjoign\w*|\bjoindre|\bcontact\w*|\bmon mobile\b|\bmobile(?= ?:)|\bnum(?:[ée]ro)?\b|\bcoordonn[ée]es|[📞📱☎📲]"
)
# what announces a list of départements or of scores, with no more than small words behind it
_OTHER_WORD = re.compile(
    r"(?i)\b(?=[a-z])(?:d[ée]p(?:artement|t)?s?|dpts?|secteurs?|zones?|mobil(?:e|it[ée])|r[ée]gions?|habit\w+|paca|idf|notes?"
    r"|moyennes?|scores?"
    r"|tirages?|loto|gagnants?|versions?|(?P<weak>dans|sur|en|les))\b[ :(]{0,3}"
    r"(?:(?:dans|sur|les?|la|du|des|de|en|et|suivants?|[0-9]{2})\b[ :(]{1,3}){0,4}$"
)
_REFERENCE = re.compile(
    r"(?i)\b(?=[a-z])(?:r[ée]f(?:[ée]rences?)?|commande|dossier|annonce|offre|facture|ticket|colis|suivi|code|sire[nt]|rcs"
    r"|identifiant|id|isbn|ean|iban"
    r"|compte|contrat|article|lot|matricule|adh[ée]rent|badge|rna|finess|rpps|p[ôo]le emploi|france travail|job)"
    r"\.?(?:[ ](?:de|d'|p[ôo]le|emploi|france|travail|\w{1,3}))?[^\w\n]{0,3}(?:n°|no|nº|num[ée]ro|est|est le)?[^\w\n]{0,3}$"
)
_UNIT = re.compile(
    rf"(?i)[ ]?(?:€|%|euros?\b|k€|k\b|{MONTH}\b|participants|abonn[ée]s|vues\b|km\b|[eè]me\b|d[ée]partements?\b|d[ée]pts?\b)"
)
_REGIONS = (
    "04 05 06 13 83 84", "02 59 60 62 80", "08 10 51 52 54 55 57 67 68 88", "01 03 07 15 26 38 42 43 63 69 73 74",
    "09 11 12 30 31 32 34 46 48 65 66 81 82",
)  # fmt: skip
_PAIRS = (2, 2, 2, 2, 2)
_GROUP = re.compile("[0-9]+")
_FRENCH = re.compile("0[1-9][0-9]{8}|33[67][0-9]{8}")
_TOWN = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ-]{2,} [0-9]{2} $")
_BELGIAN = re.compile(
    r"0[0-9]{1,2} ?/ ?[0-9]{2,3}([. ])[0-9]{2}\1[0-9]{2}|0[2349] [0-9]{3} [0-9]{2} [0-9]{2}|0[1-9][0-9] [0-9]{2} [0-9]{2} [0-9]{2}"
)
_NORTH_AMERICAN = re.compile(
    r"(?<![\w+.,-])(?<!\+1.)(?:1[ .-])?(?:\([2-9][0-9]{2}\)[ -]?|[2-9][0-9]{2}[ .-])[2-9][0-9]{2}([.-]| (?=[0-9]{4}))[0-9]{4}(?![\w-]"
    r"|[.,][0-9])"
)
# where a word announces a phone: Luxembourg's mobiles, and figures between commas
_WITHOUT_ZERO = re.compile(
    r"(?i)(?<![\w+.,-])[67](?:[ .-]?[0-9]{2}){4}(?=[ ]?\(?[^\w\n]?(?:mettez|ajoutez|rajoutez|avec) (?:le|un) z[ée]ro)"
)
_ANNOUNCED = re.compile(r"(?<![\w+])6[269]1[ .][0-9]{3}[ .][0-9]{3}(?!\w)|(?<![\w,])0[1-9](?:,[0-9]{2}){4}(?![\w,])")
_TENS = (
    r"(?:quatre[ -]vingts?(?:[ -]dix)?|vingt|trente|quarante|cinquante|soixante(?:[ -]dix)?)(?:(?:[ -]et)?[ -](?:{0}))?|(?:{0})"
).format("z[ée]ro|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize")
_SPOKEN = re.compile(
    rf"(?i)\bz[ée]ro[ -](?:un|deux|trois|quatre|cinq|six|sept|huit|neuf)(?:(?:[ ,-]|[ ]?puis)+(?:{_TENS}|[0-9]{{1,2}})(?!\w)){{4,8}}"
)
YEARS = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
# the letters that may touch a number: a glued word before, a glued sentence behind
_TOUCHING = re.compile(r"(?i)[^\W\d_]*(?<![^\W\d_])(?:t[ée]l|num|au|port|gsm|n|whatsapp|sms|le|contact|phone|mobile|appeler?)$")
_NOT_FREE_AFTER = re.compile(r"_|,[0-9]|[^\W\d_](?![^\W\d_]{2}|T\b)|[A-Z]{3}(?![^\W\d_])|[^\W\d_]+[0-9]")
_NO_MEMBER = r"[^\W_]|[ ]?(?:€|%|ans\b|h\b|heures?\b)"  # an hour, an age or a wage is not one more of a list


def spoken(text: str) -> Iterator[_Span]:
    """Yield the spans of the phone numbers in words of a normalised text: « zéro six douze … »."""
    return _numbers(text, _SPOKEN)


def find(text: str) -> Iterator[_Span]:
    """Yield the spans of the phone numbers in figures of a normalised text, from left to right; those from abroad first."""
    yield from _numbers(text, _NORTH_AMERICAN, _WITHOUT_ZERO)
    announced = _ANNOUNCED.finditer(text)
    yield from (found.span() for found in announced if _PHONE_WORD.search(text, max(0, found.start() - 40), found.start()))
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


def _numbers(text: str, *patterns: re.Pattern[str]) -> Iterator[_Span]:
    return (found.span() for pattern in patterns for found in pattern.finditer(text) if not _UNIT.match(text, found.end()))


def _foreign(text: str, groups: list[re.Match[str]], *, plus: bool) -> int:
    """Return how many groups make a number with its country code, 0 if they make none."""
    digits, best = "", 0
    for count, group in enumerate(groups if plus or groups[0][0].startswith("00") else (), 1):
        digits += group[0]
        dialled = digits if plus else digits[2:]
        for size in (1, 2, 3):
            lengths = _NATIONAL.get(dialled[:size], ())
            # where numbers have six figures, none is dialled before them
            national = dialled[size:] if lengths == (6,) else dialled[size:].removeprefix("0")
            if len(national) in lengths and (national[0] != "0" or lengths == (6,)) and not _UNIT.match(text, group.end()):
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
        if len(digits) == 9 and _BELGIAN.fullmatch(text, start, group.end()) and not _UNIT.match(text, group.end()):
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
    sure = shape == _PAIRS and pairs[0] in ("06", "07") and any(pair == "00" or pair > "95" for pair in pairs)  # no départements
    years = 4 in shape and len(YEARS.findall(text, start, end)) == shape.count(4)
    sure = sure or (shape == (1,) * 10 and pairs[0] == "0" and pairs[1] in "67")  # figure by figure
    if years or pairs == list("0123456789") or (len(signs) > 1 and not sure and (told < 0 or "/" in signs)):
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
