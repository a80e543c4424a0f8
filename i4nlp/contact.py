"""Contact details that a public tweet should not carry: phone, e-mail, street address, birth date, social-security number.

Everything is looked for in the normalised text: styled digits, keycaps, entities and odd spaces are read first. What was
found, and links, names and tags, is hidden from the searches that follow.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from i4nlp import phones, signs
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
    if not signs.may_hold_details(left):
        return ()
    figures = signs.figures(left)
    found: list[ContactDetail] = []
    for kind, search, least in _SEARCHES:
        if figures < least:
            continue
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
_LINK = re.compile(r"(?i)(?:https?://|(?<!\w)www\.)\S+|(?<![\w@.+%-])(?:[\w-]++\.)+[a-z]{2,}/(?!at/)\S*")
_NAME = re.compile(r"(?<!\w)@\w+|#\w*[^\W\d]\w*")

# E-mails: the sign is looked for first, then the domain after it, then the name before it.
_SIGN = re.compile(
    r"(?i)(?P<spaced>[ ]@[ ]?|@[ ])|(?P<near>@)|(?P<english>[ ](?:at|à|chez)[ ]|/at/|-at-)"
    r"|[ ]?[\[({<][ ]?(?:@|at|a|arr?obas[eq]?\w*|chez)[ ]?[\])}>][ ]?|[ ]arr?obas[eq]?\w*[ ]|_at_|[ ]?[_-]arr?obase[_-][ ]?"
)
_FILES = "png|jpe?g|gif|svg|webp|pdf|docx?|js|py|css|html?|mp4"
_NEAR_DOMAIN = re.compile(rf"[\w-]++(?:\.(?![A-ZÀ-Ý][a-zà-ÿ])[\w-]++)*\.(?!(?:{_FILES})\b)(?![A-Z][a-z])[A-Za-z]{{2,24}}(?![\w-])")
_TOLD_DOT = r"(?:[ ]?[\[({<][ ]?(?:\.|dot|point|pt)[ ]?[\])}>][ ]?|[ ](?:point|dot)[ ]|[ ]\.[ ])"
_TOP = r"(?:fr|com|net|org|eu|be|ch|io|info|co|pro|lu|ca|re|me|bzh|uk|de|es|it|example)(?![\w@-])"
_TOLD_DOMAIN = re.compile(rf"[\w-]++(?:(?:{_TOLD_DOT}|\.)[\w-]++){{0,2}}?{_TOLD_DOT}{_TOP}", re.IGNORECASE)
_PROVIDER = re.compile(
    r"(?i)(?:gmail|googlemail|hotmail|yahoo|ymail|outlook|orange|free|wanadoo|laposte|sfr|live|icloud|proton(?:mail)?|gmx|bbox|neuf"
    r"|aol|msn"
    rf"|numericable|aliceadsl|club-internet|mailo|yandex|bluewin|skynet|voila|zoho)(?:{_TOLD_DOT}|[ ]?[.,][ ]?(?=fr|com|net)|\.){_TOP}"
)
_BARE_PROVIDER = re.compile(r"(?i)(?:gmail|hotmail|yahoo|outlook|icloud|wanadoo|protonmail)(?![\w.-])")
_JOINT = r"(?:[ ](?:point|dot|tiret|underscore|[._])[ ]|[ ]?[\[({](?:point|dot|\.)[\])}][ ]?)"
_LOCAL = re.compile(rf"(?<![\w.+%@/-])[\w+%][\w.+%-]*(?:{_JOINT}[\w.+%-]+){{0,3}}$", re.IGNORECASE)
_MAIL_WORD = re.compile(r"(?i)\b(?:e-?mails?|mails?|mél|courriels?|adresse|[ée]cri\w*|contact\w*|cv)\b[^\n]{0,25}$")
_WRITTEN = re.compile(r"[A-Za-z][._-][A-Za-z]|[A-Za-z][._-]?\d")  # 'tom.rey', 'elec78': no word of a sentence
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
        if sign["english"] and not (_PROVIDER.match(text, sign.end()) or _WRITTEN.search(text[start : sign.start()])):
            continue
        if not sign["spaced"] or _PROVIDER.match(text, sign.end()) or _is_address(text, start, sign):
            at = end
            yield start, end


def _domain_end(text: str, sign: re.Match[str]) -> int | None:
    patterns = [_TOLD_DOMAIN, _PROVIDER, _NEAR_DOMAIN]
    if sign["near"]:
        patterns.append(_BARE_PROVIDER)
    return max((match.end() for pattern in patterns if (match := pattern.match(text, sign.end()))), default=None)


def _is_address(text: str, start: int, sign: re.Match[str]) -> bool:
    """Tell « jean.d @ exemple.fr » from « ingénieure @ exemple.fr », where somebody works, and from a name after a word."""
    if _MAIL_WORD.search(text[max(0, start - 40) : start]):
        return True
    if _WRITTEN.search(text[start : sign.start()]):
        return True
    return sign["spaced"] != " @" and bool(_TOLD_DOMAIN.match(text, sign.end()) or _MARKED.search(text[start : sign.start()]))


# Social security: sex, year, month, département, commune, order, and a key of two digits.
_SEP = r"[ .\-/]?"
_SECURITY = re.compile(
    rf"(?<![\w+])[1-478]{_SEP}[0-9]{{2}}{_SEP}[0-9]{{2}}{_SEP}(?:[0-9]{{2}}|2[ABab]){_SEP}[0-9]{{3}}{_SEP}[0-9]{{3}}"
    rf"(?:(?:{_SEP}|[ ]?(?:cl[ée]|\()[ ]?:?[ ]?)(?P<key>[0-9]{{2}}))?(?![0-9])"
)
_SECURITY_WORD = re.compile(
    r"(?i)(?:\bs[ée]cu\b|s[ée]curit[ée] sociale|\bnir\b|\bss\b|\binsee\b|\bdpae\b|\bimmatricul\w+|\bcpam\b"
    r"|\bcarte vitale\b)[^0-9\n]{0,20}$"
)
_AS_ON_THE_CARD = re.compile(r"[12]([ .-])[0-9]{2}\1(?:0[1-9]|1[0-2]|[2-9][0-9])\1(?:[0-9]{2}|2[ABab])\1[0-9]{3}\1[0-9]{3}(?:\1[0-9]{2})?")
# fifteen figures in any grouping, where the words around say what they are
_FIFTEEN = re.compile(r"(?<![\w+.,])[12](?:[ .\-/]?[0-9]){14}(?![0-9])")
_ABOUT_SECURITY = re.compile(r"(?i)\bs[ée]cu\b|s[ée]curit[ée] sociale|\bnir\b|\bcarte vitale\b|\bcpam\b")


def _securities(text: str) -> Iterator[_Span]:
    for match in _SECURITY.finditer(text):
        # Corsica counts as 19 (2A) and 18 (2B)
        number = re.sub(r"[^0-9AB]", "", match[0].upper()).replace("2A", "19").replace("2B", "18")
        right = match["key"] is not None and 97 - int(number[:13]) % 97 == int(number[13:])
        told = _SECURITY_WORD.search(text[max(0, match.start() - 50) : match.start()])
        # cut as on the card, it is no other number, whatever its key
        if right or told or _AS_ON_THE_CARD.fullmatch(match[0]):
            yield match.span()
            text = _hidden(text, [match.span()])
    for match in _FIFTEEN.finditer(text):
        if _ABOUT_SECURITY.search(text[max(0, match.start() - 90) : match.end() + 60]):
            yield match.span()


# Birth dates. Nobody who looks for work was born before 1940, and a movement born in 2015 is not a person.
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
      | (?:[0-3]?[0-9](?:[ ]?er)?|[a-zé]+(?:-[a-z]+|[ ]et[ ]un)?)[ /.-]{phones.MONTH}[ /.-],?[ ]?{_YEAR}
    )"""
)
_NOT_A_PERSON = re.compile(
    r"(?i)\b(?:entreprise|soci[ée]t[ée]|agence|asso(?:ciation)?|collectif|projet|id[ée]e|marque|bo[iî]te|start-?up|groupe|r[ée]seau"
    r"|mouvement"
    r"|initiative|site|[ée]cole|loi|radio|journal|club|plateforme|appli(?:cation)?|cabinet|magasin|enseigne|[ée]quipe|festival|aventure"
    r"|dispositif|programme|boulangerie|p[âa]tisserie|[ée]picerie|librairie|ferme|atelier|maison|restaurant|h[ôo]tel|brasserie"
    r"|pharmacie|boutique|structure|coop[ée]rative|usine|fondation|chaîne|blog|podcast)(?:[ ][^\s,;.!?]+){0,4},?[ ]$"
)


_BIRTH_IN_WORDS = re.compile(
    rf"(?i)(?<!\w)n[ée](?:e|\(e\)|[·./-]e)?[ ](?:le[ ])?(?P<date>[a-zé]+(?:-[a-z]+)?[ ]{phones.MONTH}[ ](?:mille[ ]neuf[ ]cents?"
    rf"|deux[ ]mille)"
    r"(?:[ -](?:et[ ])?(?:vingt|trente|quarante|cinquante|soixante|quatre|dix|un|deux|trois|cinq|six|sept|huit|neuf|onze|douze|treize"
    r"|quatorze"
    r"|quinze|seize)s?){0,4})(?!\w)"
)


def _births(text: str) -> Iterator[_Span]:
    for match in _BIRTH.finditer(text):
        if not (match["born"] and _NOT_A_PERSON.search(text[max(0, match.start() - 60) : match.start()])):
            yield match.span("date")


# Street addresses: a number, a kind of way, and its name.
_WAY = r"(?:rue|avenue|ave?\.?|boulevard|bl?v?d\.?|impasse|imp\.|all[ée]e|all\.|chemin|faubourg|fbg|ruelle|venelle|sentier|r\.)"
# these words mean many other things (« 2 places », « 10 cours d’anglais »): they need more behind them
_OTHER_WAY = (
    r"(?:place|pl\.|quai|cours|route|rte|square|sq\.|passage|cit[ée]|esplanade|promenade|mont[ée]e|voie|chauss[ée]e|mail|clos|villa"
    r"|hameau"
    r"|lotissement|lot\.|r[ée]sidence|r[ée]s\.|rond-point|parvis|traverse|lieu-dit|domaine)"
)
_OF = r"(?i:de[ ]la[ ]|de[ ]l'|des?[ ]|du[ ]|d'|la[ ]|les?[ ]|l'|aux?[ ]|à[ ]la[ ])"
_CAPITAL = r"[A-ZÀ-ÖØ-ÞŒ][\w'.-]*"
_NAMED = rf"{_CAPITAL}(?:[ ]{_OF}?{_CAPITAL}){{0,5}}"
_DATED = rf"[0-9]{{1,2}}[ ](?i:{phones.MONTH})(?:[ ][0-9]{{4}})?"
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
    rf"\b(?i:{_WAY}|{_OTHER_WAY})[ ]{_OF}*+{_NAMED}[ ,]+[0-9]{{1,3}}[A-Da-d]?"
    r"(?=(?:[ ]bte[ ][0-9]+)?,?[ ](?:B-)?[1-9][0-9]{3}[ ][A-ZÀ-Ý]|,[ ][A-ZÀ-Ý])"
    r"|\b[A-ZÄÖÜ][a-zäöü]{2,}(?:strasse|straße|gasse|weg|platz)[ ][0-9]{1,3}[a-d]?(?!\w)"
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
        if not (phones.YEARS.fullmatch(match["number"]) or _TRANSPORT.search(before) or _SEATS.match(match[0][len(match["number"]) - 1 :])):
            yield match.span()


_BY_AN_ADDRESS = re.compile(r"\0|(?<!\d)\d{5}(?!\d)|(?i:\b(?:rue|avenue|boulevard|r[ée]sidence|cit[ée]|app?t|porte)\b)")


def _buildings(text: str) -> Iterator[_Span]:
    """Find the buildings and flats; 'bâtiment C' with nothing of an address about it is a place that one goes to."""
    for match in _BUILDING.finditer(text):
        about = text[max(0, match.start() - 60) : match.start()] + text[match.end() : match.end() + 60]
        if not match[0].lower().startswith("bâtiment") or _BY_AN_ADDRESS.search(about):
            yield match.span()


_ZERO = re.compile("(?i)z[ée]ro").search
# kind, search, and the least figures of a text in which it is made; a phone may have letters for its noughts
_SEARCHES: tuple[tuple[Kind | None, Callable[[str], Iterator[_Span]], int], ...] = (
    ("phone", _every(_DIALLED, "number", hint="wa.me|hatsapp"), 9), (None, _every(_LINK, hint="/|(?i:www)"), 0), ("email", _emails, 0),
    (None, _every(_NAME), 0), ("social_security", _securities, 13), ("birth_date", _births, 2),
    ("birth_date", _every(_BIRTH_IN_WORDS, "date", hint=" mille"), 0),
    ("address", _every(_NUMBER_LAST, hint="[1-9][0-9]{3} [A-ZÀ-Ý]|[0-9], [A-ZÀ-Ý]|(?:stra|gasse|weg|platz)"), 1),
    ("address", _addresses, 1), ("address", _buildings, 0),
    ("phone", lambda text: phones.spoken(text) if _ZERO(text) else iter(()), 0), ("phone", phones.find, 5),
)  # fmt: skip
