"""A text → what it says of the job: trade, places, contracts, call to action, contact details.

The reader, learnt from labelled tweets, says which words are the job and its places; the lists and a few rules mend its edges and what it
misses.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from i4nlp import calls, contact, contracts, elsewhere, places, reader, situation, tweet
from i4nlp.labels import Contract
from i4nlp.lexicon import Match, Word, fold, phrases, words
from i4nlp.normalize import normalize
from i4nlp.tweet import Tweet

COLLECTIVE = "@i4emploi"
METIER, LIEU, CONTRAT = BLANKS = ("[votre métier]", "[votre ville]", "[CDI ou CDD]")  # what a rewrite leaves to be filled in
TRADES = ("trades", "trades-more")
# what a job neither begins nor ends with
_BEFORE_A_JOB = re.compile(
    r"(?i)(?:(?:une?|des?|du|d['’]|les?|la|l['’]|poste|emploi|job|place|en|comme|futur[·.()e]*)(?:\s+|(?<=['’]))|[\s\W_]+)"
)
_AFTER_A_JOB = re.compile(
    r"(?i)(?:\s*\(?\b[HF]\s?/\s?[HF]\b\)?|\s+(?:et|ou|de|du|des|d['’]?|en|à|pour|sur|avec|hors|D)"
    r"|\s+(?:(?:bi|tri)lingue|agréée?|diplômée?|confirmée?|débutante?|expérimentée?|qualifiée?|motivée?"
    r"|tranquille|sympa|stable|BEESAN|BPJEPS|DPLG|HMONP|en (?:PME|TPE)"
    r"|indépendante?|lib[ée]rale?|pigiste|assermentée?|D\.?E\.?A?|DEA?|ADVF|DEAE?S|BAFA|SSIAP(?:\s\d)?)|[\s,;:/(–—|\-.'’#]+)$"
)
_ASKED = re.compile(
    r"(?i)(?:apprentie? "
    r"|(?:postes?|places?|emplois?|travail|boulot|job|taf|m[ée]tier|missions?|contrat|cdi|cdd|stage|alternance|apprentissage"
    r"|vacations?"
    r"|mi-temps|remplacements?|heures) (?:de |d['’]|en |comme |dans )"
    r"|(?:(?:re)?devenir|[êe]tre|passer|reconverti\w* en|comme|en tant qu[e']?|recherche|cherche|vise|poste|emploi|taf) |→ ?)"
    r"(?:une? |la |l['’])?$"
)
# a job that is not the one asked for: 'pas vendeuse', 'je m'appelle Rose Boucher', 'bagagiste à Orly pendant 9 ans', 'livreur aujourd'hui'
_NOT_ASKED_BEFORE = re.compile(
    r"(?i)(?:(?<!\w)(?:pas|ancien(?:ne)?|ex|[ée]tai[st]|fu[st]|quitte)(?: une?)?[ -]|m['’]appelle \w+ |(?:apr[èe]s|pendant"
    r"|durant) \w+ ans (?:comme |de |d['’]|en tant que )|monsieur |madame "
    r"|\b(?:[ée]cole|cabinet|tribunal) (?:de |des |d['’])|\bm['’]?a propos[ée] (?:une? )?)\Z"
)
_NOT_ASKED_AFTER = re.compile(
    r"(?i)\s+(?:non(?: plus| merci)?|cl[ée]f?s?|recrute ?\?)(?!\w)"
    r"|\s*(?:(?:à|en|au|chez|dans|sur) [^.,;:!?\n]{1,25} )?(?:(?:pendant|durant|depuis) \w+ ans|jusqu['’]|aujourd['’]hui|→)"
)
_STATUS = re.compile(r"(?i)(?:doctorant(?!\S* CIFRE)|[ée]tudiant|lyc[ée]en|retrait[ée])")
_FIELD = re.compile(r"(?i)(?:ing[ée]nieure?|technicien(?:ne)?|responsable|consultante?|enseignante?|prof)\Z")  # says little without its own
_IN_A_FIELD = re.compile(r" (?:en|de) [a-zà-ÿœ-]{4,}")
_SECOND_JOB = re.compile(
    r"\s*(?:,|\n|\((?!(?:e|ne|se|trice|euse|ère|rice|le|te|s)\))|\s/\s|(?<=[^\W\d_]{4})/(?=[^\W\d_]{4})(?!(?:trice|euse|[èe]re|rice)s?\b)|\s[–—|]\s)"
)
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
# what belongs to the job right behind it: 'préparateur/trice', 'droit de l’enfance', 'dev front junior'
_GOES_ON = re.compile(r"(?i)(?:/(?:trice|euse|[èe]re|rice|ne|se|e)s?\b)?(?:(?<= [ld])['’][^\W\d_]+| (?:junior|s[ée]nior)\b)?")
_HYPHENATED = re.compile(r"(?<=[a-zà-ÿ])(?:-[a-zà-ÿ]{3,})+(?![·(])")
_DIPLOMA = re.compile(
    r"(?<!\w)(?:BTSA?|BUT|DUT|DEUST|Master ?[12]?|M[12]|Licence(?: pro)?|Bachelor|[Bb]ac(?: ?\+ ?\d| pro)?|MBA|DU) (?:en |de |d['’])?\Z"
)
_UNSURE_TRADES = frozenset({"cadre", "second", "patron", "maitre", "expert", "premier", "ouvrier", "employe", "employee", "chef", "agent"})


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
    trade = metier(text, tokens, places.free(reading.jobs, taken))
    named = lieu(text, tokens, places.free(reading.places, taken), taken)
    closed = situation.is_closed(tokens)
    return Facts(
        tweet=parsed,
        metier=trade,
        lieu=tuple(place for place in named if trade is None or not places.overlap(place.span, trade.span)),
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
    trimmed = (_listed_to_its_end(text, tokens, *_trimmed_job(text, *span)) for span in read)
    jobs = [(start, end) for start, end in trimmed if end - start > 1 and not _is_usual_word(text, start, end)]
    # what one studies is the job where no other is named, but for the initials of a diploma
    jobs = [span for span in jobs if not _is_diploma(text, *span)] or [span for span in jobs if text[slice(*span)].islower()]
    if jobs and all(_is_not_asked(text, *span) for span in jobs):
        jobs += [span for span in _after_post(text) if not places.is_taken(span, jobs)]
    if jobs:
        jobs = [span for span in jobs if not _is_not_asked(text, *span)] or jobs
        # of several, the one that a 'poste de' or 'devenir' stands before, else what is looked for, else the first that the lists know
        asked = (span for span in jobs if _ASKED.search(text, max(0, span[0] - 40), span[0]))
        listed = (span for span in jobs if _is_listed(text, span))
        return _found(text, next(asked, None) or _looked_for(text, jobs) or next(listed, jobs[0]))
    known = phrases(*TRADES)
    for index in range(len(tokens)):
        match = known.starting(tokens, index)
        if match is not None and _is_trade(text, match) and not _is_past(tokens, index):
            return _found(text, match.span)
    unknown = next(_after_post(text), None)
    return None if unknown is None else _found(text, unknown)


def _looked_for(text: str, jobs: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the first job behind 'je cherche' where another stands before: 'Prof de lettres, je cherche autre chose : relectrice'."""
    looks = elsewhere.LOOKS.search(text)
    if looks is None or jobs[0][0] > looks.start():
        return None
    behind = next((span for span in jobs if span[0] >= looks.end()), None)
    if behind is None:
        return None
    clear = re.search(r"[.!?\n]|\bsi une? |\bmême ", text[looks.end() : behind[0]]) is None
    return behind if clear and _is_listed(text, behind) else None


def _is_listed(text: str, span: tuple[int, int]) -> bool:
    named = words(text[slice(*span)])
    return bool(named) and phrases(*TRADES).starting(named, 0) is not None


def _after_post(text: str) -> Iterator[tuple[int, int]]:
    """Yield what stands where only a job can: 'un poste de …'."""
    for named in _UNKNOWN_JOB.finditer(text):
        if fold(named[1].split()[0]) not in _NO_JOBS:
            yield named.span(1)


def _is_usual_word(text: str, start: int, end: int) -> bool:
    """Tell 'tours de piste' from a trade: it begins with a usual word that is a town's name too, and no trade of the lists begins so."""
    named = words(text[start:end])
    if not named or named[0].folded not in reader.homonyms():
        return not named
    return len(named) == 1 or not phrases(*TRADES).begin(named[0].folded)


def _is_diploma(text: str, start: int, end: int) -> bool:
    """Tell 'BTS MCO' and 'Master géophysique' from a trade that somebody has learnt, 'CAP boulanger'."""
    if _DIPLOMA.search(text, max(0, start - 20), start) is None:
        return False
    named = words(text[start:end])
    return not named or phrases(*TRADES).starting(named, 0) is None


def lieu(
    text: str, tokens: Sequence[Word], read: Iterable[tuple[int, int]] = (), taken: Sequence[tuple[int, int]] = ()
) -> tuple[Found, ...]:
    """Return the places of the job, in order."""
    return tuple(_found(text, span) for span in places.find(text, tokens, read, taken))


def _is_not_asked(text: str, start: int, end: int) -> bool:
    return (
        _STATUS.match(text, start) is not None
        or _NOT_ASKED_BEFORE.search(text, max(0, start - 40), start) is not None
        or _NOT_ASKED_AFTER.match(text, end) is not None
    )


def _listed_to_its_end(text: str, tokens: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    """Go on to the end of a trade that the lists know by a longer name: 'directrice d'agence' where 'directrice' was read."""
    for index, token in enumerate(tokens):
        if token.start >= end:
            break
        match = phrases(*TRADES).starting(tokens, index) if token.start >= start else None
        if match is not None and match.span[1] > end and not re.search(r"[^\w\s'’-]", text[end : match.span[1]]):
            return start, match.span[1]
    return start, end


def _trimmed_job(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (before := _BEFORE_A_JOB.match(text, start, end)) is not None:
        start = before.end()
    both = [found.span() for found in _BOTH_GENDERS.finditer(text, start, end)]
    seconds = (found for found in _SECOND_JOB.finditer(text, start + 1, end) if not places.is_taken(found.span(), both))
    if (second := next(seconds, None)) is not None:
        end = second.start()
    while start < end and (after := _AFTER_A_JOB.search(text[start:end])) is not None:
        end = start + after.start()
    if _FIELD.fullmatch(text, start, end) and (field := _IN_A_FIELD.match(text, end)):
        end = field.end()
    if rest := _GOES_ON.match(text, end):
        end = rest.end()
    if rest := _HYPHENATED.match(text, end):  # 'moniteur d'auto' is one of an 'auto-école'
        end = rest.end()
    return start, end


def _is_trade(text: str, match: Match) -> bool:
    """Tell whether a name of the lists may be believed: one word of the lists that is usual in other senses is not."""
    written = text[match.span[0] : match.span[1]]
    letters = len(written) > 2 and written.isupper() and not text.isupper()  # 'EJE', 'AESH'
    return match.first < match.last or ((len(written) > 4 or letters) and fold(written) not in _UNSURE_TRADES)


def _is_past(tokens: Sequence[Word], index: int) -> bool:
    return any(token.folded in {"ancien", "ancienne", "ex", "etait", "etais", "fut"} for token in tokens[max(0, index - 2) : index])


def _found(text: str, span: tuple[int, int]) -> Found:
    return Found(text[span[0] : span[1]], span)


def _maybe(text: str, span: tuple[int, int] | None) -> Found | None:
    return None if span is None else _found(text, span)
