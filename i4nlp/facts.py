"""A text → what it says of the job: trade, places, contracts, call to action, contact details.

The reader, learnt from labelled tweets, says which words are the job and its places; the lists and a few rules mend its edges and what it
misses.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from i4nlp import calls, contact, contracts, reader, situation, tweet
from i4nlp.labels import Contract
from i4nlp.lexicon import Match, Word, fold, phrases, words
from i4nlp.normalize import normalize
from i4nlp.tweet import Tweet

COLLECTIVE = "@i4emploi"
METIER, LIEU, CONTRAT = BLANKS = ("[votre métier]", "[votre ville]", "[CDI ou CDD]")  # what a rewrite leaves to be filled in
TRADES = ("trades", "trades-more")
PLACES = ("places", "places-more")
_NUMBER = r"(?:0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-6])(?![\w%€:]|[.,]\d(?!\d?[,/ ])|/\d{4})"
_NO_NUMBER = (
    r"(?!\s?(?:ans?|h|heures?|jours?|mois|semaines?|minutes?|min|€|euros?|k€|%|janv|f[ée]v|mars|avril|mai|juin|juil|ao[uû]t|sept|oct|nov|d[ée]c"
    r"|fois|annonces?|candidatures?|postes?|places?|couverts|m²|km|personnes|salari[ée]s|employ[ée]s|entretiens|r[ée]ponses|cv)\b|\s?\d)"
)
# 'le 44', 'dans le 92', '(69)', and at least two in a row: '44, 49, 85', '92/78/95', '77 94 91'
_DEPARTEMENT = re.compile(
    rf"""(?<![\w.,/+-])(?:(?:dans|sur|vers|secteur|dep|d[ée]partement|dpt|dept|sud|nord|est|ouest)\s(?:l[ae]\s)?|(?:et|ou|,)\sl[ae]\s|\()
        ({_NUMBER}){_NO_NUMBER}""",
    re.IGNORECASE | re.VERBOSE,
)
_DEPARTEMENTS = re.compile(
    rf"(?<![\w.,/+-]){_NUMBER}(?:(?:\s?[,/-]\s?|\s(?:et|ou)\s(?:le\s)?|\s){_NUMBER})+{_NO_NUMBER}(?![\s./-]?\d)", re.IGNORECASE
)
_ONE_NUMBER = re.compile(_NUMBER, re.IGNORECASE)
# words by which an area is named that no register lists: 'bassin minier', 'région lilloise', 'sud du Gers'
_AREA = re.compile(
    r"(?i)\b(?:r[ée]gion|bassin|c[oô]te|vall[ée]e|pays|plaine|golfe|secteur|agglo\w*|m[ée]tropole|sud|nord|est|ouest|haut|haute|bas|basse|massif|presqu|monts?|banlieue)\b"
)
# what a job or a place neither begins nor ends with
_BEFORE_A_JOB = re.compile(
    r"(?i)(?:(?:une?|des?|du|d['’]|les?|la|l['’]|poste|emploi|job|place|en|comme|futur[·.()e]*)(?:\s+|(?<=['’]))|[\s\W_]+)"
)
_AFTER_A_JOB = re.compile(
    r"(?i)(?:\s*\(?\b[HF]\s?/\s?[HF]\b\)?|\s+(?:et|ou|de|du|des|d['’]?|en|à|pour|sur|avec|D)"
    r"|\s+(?:(?:bi|tri)lingue|agréée?|diplômée?|confirmée?|expérimentée?|qualifiée?|motivée?|indépendante?|D\.?E\.?A?|DEA?|ADVF|DEAE?S|BAFA|SSIAP(?:\s\d)?)|[\s,;:/(–—|\-.'’#]+)$"
)
_ASKED = re.compile(
    r"(?i)(?:(?:postes?|places?|emplois?|travail|boulot|job|taf|m[ée]tier|missions?|contrat|cdi|cdd|stage|alternance|apprentissage|vacations?"
    r"|mi-temps|remplacements?|heures) (?:de |d['’]|en |comme |dans )"
    r"|(?:devenir|comme|en tant qu[e']?|recherche|cherche|poste|emploi|taf) )(?:une? |la |l['’])?$"
)
_SECOND_JOB = re.compile(r"\s*(?:,|\n|\((?!(?:e|ne|se|trice|euse|ère|rice|le|te|s)\))|\s/\s|(?<=[^\W\d_]{4})/(?=[^\W\d_]{4})|\s[–—|]\s)")
# after 'un poste de' stands a job, even one that neither the reader nor the lists know
_UNKNOWN_JOB = re.compile(
    r"(?i)\b(?:(?:poste|emploi|taf|job|boulot|place|alternance|apprentissage|contrat|travail|m[ée]tier) (?:de |d['’]|comme )|en tant que? )"
    r"(?:une? )?([^\W\d_][\w·()-]{4,}(?:(?: (?:de |en |d['’])|['’])[^\W\d_]{4,})?)"
)
_NO_JOBS = frozenset(
    "travail nuit jour journee preference suite radio police pilotage secours garde controle direction reve bureau jardin parking stage"
    " mission cette votre notre plusieurs toute premier bonne salarie salariee pole service qualite quelques remplacement alternance"
    " apprentissage professionnalisation insertion chantier generation saison pres base proximite choix titulaire debutant"
    " debutante particulier".split()
)
_BOTH_GENDERS = re.compile(r"\b([^\W\d_]{3})[^\W_]*/\1[^\W_]+", re.IGNORECASE)
_HYPHENATED = re.compile(r"(?<=[a-zà-ÿ])(?:-[a-zà-ÿ]{3,})+(?![·(])")
_ARTICLE = re.compile(r"(?i)(?:l['’]|(?:les?|la|du|des?|d['’]|en|à|au|aux|sur|vers)\s+)")
_UNSURE_TRADES = frozenset({"cadre", "second", "patron", "maitre", "expert", "premier", "ouvrier", "employe", "employee", "chef", "agent"})
_NO_PLACES = frozenset("la le les en du de des ile l'ile region ville secteur france teletravail remote distance domicile".split())
_LIST = re.compile(r"\s*(?:,|/|\bou\b|\bet\b|-|–|\|)\s*(?:(?:à|a|au|en|sur|vers|le|la|l['’])\s+)?(?:📍\s*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """Words of the text as written, and their span (code points, end exclusive)."""

    text: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a text says; the coach and the bot read it from here."""

    tweet: Tweet
    metier: Found | None
    lieu: tuple[Found, ...]
    contracts: tuple[Contract, ...]
    call_to_action: bool
    contact_details: tuple[contact.ContactDetail, ...]
    availability: Found | None
    experience: Found | None
    closed: bool
    for_someone_else: bool

    @property
    def contrat(self) -> Contract | None:
        """The first contract in the order of `Contract`."""
        return self.contracts[0] if self.contracts else None

    @property
    def tags_i4emploi(self) -> bool:
        """Whether the collective is mentioned, whatever the case."""
        return any(mention.text.lower().replace("＠", "@") == COLLECTIVE for mention in self.tweet.mentions)

    @property
    def leading_mention(self) -> bool:
        """Whether the tweet begins with a handle."""
        return self.tweet.reply_to is not None


@lru_cache(maxsize=64)
def read(text: str) -> Facts:
    """Read the facts of a text; a blank is no fact. The last texts are remembered: a rewrite reads the same one several times."""
    parsed = tweet.parse(text)
    for blank in BLANKS:
        text = text.replace(blank, " " * len(blank))
    tokens = read_words(text)
    details = contact.find(text)
    taken = [detail.span for detail in details] + [entity.span for entity in (*parsed.mentions, *parsed.urls)]
    reading = reader.read(text)
    trade = metier(text, tokens, _free(reading.jobs, taken))
    named = lieu(text, tokens, _free(reading.places, taken), taken)
    closed = situation.is_closed(tokens)
    return Facts(
        tweet=parsed,
        metier=trade,
        lieu=tuple(place for place in named if trade is None or not _overlap(place.span, trade.span)),
        contracts=contracts.named(text, tokens),
        call_to_action=not closed and calls.invites(text),
        contact_details=details,
        availability=_maybe(text, situation.availability(text)),
        experience=_maybe(text, situation.experience(text)),
        closed=closed,
        for_someone_else=situation.is_for_someone_else(text),
    )


def read_words(text: str) -> Sequence[Word]:
    """Return the words of a text as it was meant (styled letters plain, sentences unglued), at their places in the text as given."""
    plain = normalize(text)
    if plain.text == text:
        return words(text)
    return [Word(word.folded, *plain.span(word.start, word.end)) for word in words(plain.text)]


def metier(text: str, tokens: Sequence[Word], read: Iterable[tuple[int, int]] = ()) -> Found | None:
    """Return the job: the first that was read in the text, trimmed; else the first trade of the lists that stands there."""
    trimmed = (_trimmed_job(text, *span) for span in read)
    jobs = [(start, end) for start, end in trimmed if end - start > 1 and fold(text[start:end]) not in reader.homonyms()]
    if jobs:
        # of several, the one that a 'poste de' or 'devenir' stands before, else the first that the lists know
        asked = (span for span in jobs if _ASKED.search(text, max(0, span[0] - 40), span[0]))
        listed = (span for span in jobs if phrases(*TRADES).starting(words(text[slice(*span)]), 0))
        return _found(text, next(asked, None) or next(listed, jobs[0]))
    known = phrases(*TRADES)
    for index in range(len(tokens)):
        match = known.starting(tokens, index)
        if match is not None and _is_trade(text, match) and not _is_past(tokens, index):
            return _found(text, match.span)
    unknown = next((named for named in _UNKNOWN_JOB.finditer(text) if fold(named[1].split()[0]) not in _NO_JOBS), None)
    return None if unknown is None else _found(text, unknown.span(1))


def lieu(
    text: str, tokens: Sequence[Word], read: Iterable[tuple[int, int]] = (), taken: Sequence[tuple[int, int]] = ()
) -> tuple[Found, ...]:
    """Return the places, in order: those that were read in the text, those that a list goes on with, and départements by number."""
    spans = [_trimmed_place(text, *span) for span in read]
    spans = [span for span in spans if _may_be_place(text[slice(*span)]) and not _is_usual_word(text, *span)]
    places = {token.start: match for index, token in enumerate(tokens) if (match := phrases(*PLACES).starting(tokens, index)) is not None}
    if not spans:
        spans = [match.span for match in places.values() if _is_place(text, match) and not _is_taken(match.span, taken)]
    for span in spans:
        # 'Reims, Épernay, Châlons': what goes on after a comma is a place where the lists know it
        following = _LIST.match(text, span[1])
        match = places.get(following.end()) if following else None
        if match is not None and text[match.span[0]].isupper() and not _is_taken(match.span, [*spans, *taken]):
            spans.append(match.span)
    spans += [span for span in _numbered(text) if not _is_taken(span, [*spans, *taken])]
    # a town that is named again in a hashtag is one place
    named: dict[str, Found] = {}
    for span in sorted(spans):
        named.setdefault(re.sub(r"\W", "", fold(text[slice(*span)])), _found(text, span))
    return tuple(named.values())


def _numbered(text: str) -> list[tuple[int, int]]:
    """Return the départements that are named by number."""
    found = {number.span(1) for number in _DEPARTEMENT.finditer(text)}
    for row in _DEPARTEMENTS.finditer(text):
        found |= {number.span() for number in _ONE_NUMBER.finditer(text, *row.span())}
    return sorted(found)


def _may_be_place(written: str) -> bool:
    """Tell whether what was read may be a place: a name, a département, or in small letters what the lists or the words for areas know."""
    if len(written) < 2 or fold(written) in _NO_PLACES:
        return False
    if not written[0].islower() or _AREA.search(written) is not None:
        return True
    return _is_whole_place(written) and fold(written).replace("-", " ") not in reader.homonyms()


def _is_usual_word(text: str, start: int, end: int) -> bool:
    """Tell 'Nice !' and 'Tours de piste' at the beginning of a sentence from the towns."""
    if fold(text[start:end]).replace("-", " ") not in reader.homonyms():
        return False
    begins = re.search(r"(?:^|[.!?…\n])\s*$", text[:start]) is not None
    return begins and re.match(r"\s*(?:[,/|·–—-]|ou\b|et\b|$|\n|[.!?]\s*$)", text[end:]) is None


def _free(spans: Iterable[tuple[int, int]], taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return [span for span in spans if not _is_taken(span, taken)]


def _is_taken(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    return any(_overlap(span, other) for other in taken)


def _trimmed_job(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (before := _BEFORE_A_JOB.match(text, start, end)) is not None:
        start = before.end()
    both = [found.span() for found in _BOTH_GENDERS.finditer(text, start, end)]
    seconds = (found for found in _SECOND_JOB.finditer(text, start + 1, end) if not _is_taken(found.span(), both))
    if (second := next(seconds, None)) is not None:
        end = second.start()
    while start < end and (after := _AFTER_A_JOB.search(text[start:end])) is not None:
        end = start + after.start()
    if rest := _HYPHENATED.match(text, end):  # 'moniteur d'auto' is one of an 'auto-école'
        end = rest.end()
    return start, end


def _trimmed_place(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out an article, unless the place is known by it: 'le Jura' is Jura, 'Le Havre' stays."""
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not (text[end - 1].isalnum() or text[end - 1] in ")'’"):
        end -= 1
    if text[end - 1 : end] == ")" and "(" not in text[start:end]:
        end -= 1
    article = _ARTICLE.match(text, start, end)
    if article is not None and (text[start].islower() or not _is_whole_place(text[start:end])):
        start = article.end()
    return start, end


def _is_whole_place(written: str) -> bool:
    tokens = words(written)
    match = phrases(*PLACES).starting(tokens, 0) if tokens else None
    return match is not None and match.last == len(tokens) - 1


def _is_trade(text: str, match: Match) -> bool:
    """Tell whether a name of the lists may be believed: one word of the lists that is usual in other senses is not."""
    written = fold(text[match.span[0] : match.span[1]])
    return match.first < match.last or (len(written) > 4 and written not in _UNSURE_TRADES)


def _is_past(tokens: Sequence[Word], index: int) -> bool:
    return any(token.folded in {"ancien", "ancienne", "ex", "etait", "etais", "fut"} for token in tokens[max(0, index - 2) : index])


def _is_place(text: str, match: Match) -> bool:
    """Tell whether a name of the lists is surely a place: a town or an area, with its capital, that is no usual word."""
    written = text[match.span[0] : match.span[1]]
    usual = fold(written).replace("-", " ") in reader.homonyms()
    return match.meaning != "village" and not usual and len(written) > 3 and (written[0].isupper() or match.meaning == "city")


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _found(text: str, span: tuple[int, int]) -> Found:
    return Found(text[span[0] : span[1]], span)


def _maybe(text: str, span: tuple[int, int] | None) -> Found | None:
    return None if span is None else _found(text, span)
