"""A text → what it says of the job: trade, places, contracts, call to action, contact details."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from i4nlp import contact, contracts, situation, tweet
from i4nlp.labels import Contract
from i4nlp.lexicon import Match, Word, fold, phrases, rows, words
from i4nlp.normalize import normalize
from i4nlp.tweet import Tweet

COLLECTIVE = "@i4emploi"
TRADES = ("trades", "trades-more")
PLACES = ("places", "places-more")
_DEPARTEMENT = re.compile(
    r"""(?<![\w.,/])(?:(?:dans|sur|vers|secteur|dep|d[ée]partement|dpt|dept)\s(?:l[ae]\s)?|(?:et|ou|,)\sl[ae]\s|\()
        (0[1-9]|[1-8]\d|9[0-5]|2[AB]|97[1-6])
        (?![\w%€/:]|[.,]\d|\s?(?:ans?|h|heures?|jours?|mois|semaines?|€|euros?|janv|f[ée]v|mars|avril|mai|juin|juil|ao[uû]t|sept|oct|nov|d[ée]c|\d))""",
    re.IGNORECASE | re.VERBOSE,
)
_DISTRICT = re.compile(r"\s(?:\d{1,2}\s?(?:e|è|ème|eme|er)(?:\s(?:arr\w*))?)(?!\w)", re.IGNORECASE)
_METIER_CUE = re.compile(r"(?<!\w)(?:poste|emploi|place|m[ée]tier|travail)\s(?:de\s|d['’])|(?<!\w)en\stant\sque?(?:\s|['’])", re.IGNORECASE)
# a head that names no trade by itself: 'chef' alone, 'agent' alone
_VAGUE = frozenset(
    """
    agent agente charge chargee chef cheffe responsable assistant assistante technicien technicienne conseiller conseillere operateur
    operatrice employe employee ouvrier ouvriere directeur directrice adjoint adjointe gestionnaire manager coordinateur coordinatrice
    aide conducteur conductrice second premier premiere attache attachee delegue deleguee inspecteur inspectrice maitre maitresse patron
    patronne auxiliaire animateur animatrice superviseur superviseuse referent referente expert experte specialiste consultant
    consultante controleur controleuse administrateur administratrice moniteur monitrice educateur educatrice intervenant intervenante
    accompagnant accompagnante
    """.split()
)
_LINKS = frozenset("de d du des en".split())
_STOPS = frozenset(
    """
    pour sur dans avec chez a au aux vers je j il elle on nous vous et ou si qui que svp merci rt disponible dispo depuis mais car est
    suis le la les l un une mon ma mes son sa ses notre votre cdi cdd stage alternance interim recherche cherche emploi poste temps plein
    partiel partir region secteur ville
    """.split()
)
_ARTICLES = frozenset({"le", "la", "les", "l"})
_WEAK_CUES = frozenset({"de", "d", "est"})
_PLACE_CUES = frozenset(
    """
    a au sur vers region secteur ville autour pres cote dans en departement agglo bassin alentours centre nord sud est ouest de d
    """.split()
)
_MOST_TAIL = 4


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


def read(text: str) -> Facts:
    """Read the facts of a text."""
    tokens = read_words(text)
    trade = metier(text, tokens)
    return Facts(
        tweet=tweet.parse(text),
        metier=trade,
        lieu=tuple(place for place in lieu(text, tokens) if trade is None or not _overlap(place.span, trade.span)),
        contracts=contracts.named(text, tokens),
        call_to_action=call_to_action(tokens),
        contact_details=contact.find(text),
        availability=_maybe(text, situation.availability(text)),
        experience=_maybe(text, situation.experience(text)),
        closed=situation.is_closed(tokens),
        for_someone_else=situation.is_for_someone_else(text),
    )


def read_words(text: str) -> Sequence[Word]:
    """Return the words of a text as it was meant (styled letters plain, sentences unglued), at their places in the text as given."""
    plain = normalize(text)
    if plain.text == text:
        return words(text)
    return [Word(word.folded, *plain.span(word.start, word.end)) for word in words(plain.text)]


def call_to_action(tokens: Sequence[Word]) -> bool:
    """Tell whether the text invites its readers to act now."""
    return next(phrases("calls-to-action").find(tokens), None) is not None


def metier(text: str, tokens: Sequence[Word]) -> Found | None:
    """Return the first trade named in a text: of the lists, a general head with what completes it, or what follows 'poste de'."""
    known = phrases(*TRADES)
    for index, token in enumerate(tokens):
        match = known.starting(tokens, index)
        if match is not None and not (match.first == match.last and token.folded in _VAGUE):
            return _found(text, match.span)
        if token.folded in _VAGUE and (last := _tail(text, tokens, index)) > index:
            return _found(text, (token.start, tokens[last].end))
    return _metier_after_a_cue(text)


def _metier_after_a_cue(text: str) -> Found | None:
    """Let spaCy read what follows 'poste de' or 'en tant que' when the lists know no word of the text."""
    cue = _METIER_CUE.search(text)
    if cue is None:
        return None
    from i4nlp import french

    span = french.noun_phrase(text, cue.end())
    return None if span is None or phrases(*PLACES).starting(words(text[span[0] : span[1]]), 0) else _found(text, span)


def lieu(text: str, tokens: Sequence[Word]) -> tuple[Found, ...]:
    """Return the places named in a text, in order."""
    spans: list[tuple[int, int]] = []
    index = 0
    while index < len(tokens):
        match = phrases(*PLACES).starting(tokens, index)
        if match is not None and _is_place(text, tokens, match, bool(spans)):
            spans.append(_with_district(text, match.span))
            index = match.last
        index += 1
    numbers = [found.span(1) for found in _DEPARTEMENT.finditer(text)]
    free = [span for span in numbers if not any(start <= span[0] < end for start, end in spans)]
    return tuple(_found(text, span) for span in sorted([*spans, *free]))


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _found(text: str, span: tuple[int, int]) -> Found:
    return Found(text[span[0] : span[1]], span)


def _maybe(text: str, span: tuple[int, int] | None) -> Found | None:
    return None if span is None else _found(text, span)


def _tail(text: str, tokens: Sequence[Word], head: int) -> int:
    """Return the index of the last word of the complement that follows a general head."""
    last = index = head
    while index + 1 < len(tokens) and index - head < _MOST_TAIL:
        following = tokens[index + 1]
        between = text[tokens[index].end : following.start]
        if between.strip(" -'’"):
            break
        index += 1
        if following.folded in _LINKS:
            continue
        if following.folded in _STOPS or following.folded.isdigit():
            break
        last = index
    return last


def _is_place(text: str, tokens: Sequence[Word], match: Match, after_a_place: bool) -> bool:
    start, end = match.span
    written = text[start:end]
    folded = " ".join(token.folded for token in tokens[match.first : match.last + 1])
    before = match.first - 1
    if before > 0 and tokens[before].folded in _ARTICLES:
        before -= 1  # 'dans le Gard'
    cue = tokens[before].folded if before >= 0 and not text[tokens[match.first - 1].end : start].strip(" '’") else ""
    cued = cue in _PLACE_CUES
    alone = text[:start].rstrip().endswith((",", "|", "/", "–", "📍")) and text[end : end + 1] in ("", ",", "|", "/", ".", " ", "\n")
    marked = text[:start].rstrip().endswith(("📍", "#", "(", ":")) or (
        after_a_place and text[:start].rstrip().endswith((",", "/", "-", "ou", "et"))
    )
    if folded in _homonyms():
        return written[0].isupper() and (
            (cued and cue not in _WEAK_CUES) or (alone and text[end : end + 2].strip() in ("", ",", "|", "/", "."))
        )
    if written[0].isupper() and match.meaning != "village":
        return len(written) > 2 or written.isupper()
    return ((cued and cue not in _WEAK_CUES) or marked or match.meaning == "city") and len(written) > 3


def _with_district(text: str, span: tuple[int, int]) -> tuple[int, int]:
    district = _DISTRICT.match(text, span[1])
    return (span[0], district.end()) if district else span


@cache
def _homonyms() -> frozenset[str]:
    return frozenset(fold(name).replace("-", " ") for name, _ in rows("place-homonyms"))
