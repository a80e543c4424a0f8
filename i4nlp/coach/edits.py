"""The edits of a rewrite, in the order in which they are made: each reads a draft and returns its text, changed or not."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from i4nlp import tweet
from i4nlp.coach.check import Draft
from i4nlp.coach.checks import hashtag_capitals, styled_letters
from i4nlp.coach.checks.glued_words import GLUED
from i4nlp.facts import BLANKS, CONTRAT, LIEU, METIER
from i4nlp.labels import Contract, Label
from i4nlp.lexicon import phrases, words
from i4nlp.normalize import normalize
from i4nlp.tweet import Entity

_BLANK = re.compile("|".join(map(re.escape, BLANKS)))
_MOST_HASHTAGS = 3
_MOST_EMOJIS = 6


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: its id, the reason that the person reads, and what it makes of a draft."""

    id: str
    reason: str
    apply: Callable[[Draft], str]


def blanks(text: str) -> tuple[str, ...]:
    """Return the blanks that are left in a text, in order."""
    return tuple(found[0] for found in _BLANK.finditer(text))


def tidy(text: str) -> str:
    """Close the gaps that an edit leaves: doubled spaces, lonely signs, empty lines and brackets."""
    text = re.sub(r"\(\s*\)|\[\s*\]", "", text)
    text = re.sub(r"[ \t]{2,}", " ", text)
    text = re.sub(r" +([,.…])(?=[\s,.…]|$)", r"\1", text)
    text = re.sub(r"([,:;])(?:\s*[,:;])+", r"\1", text)
    text = re.sub(r"[,:;](\s*[.!?…])", r"\1", text)
    text = re.sub(r"(?<![.])\.\s*\.(?![.])", ".", text)
    text = re.sub(r"[ \t]*\n[ \t]*", "\n", text)
    text = re.sub(r"\n{2,}", "\n", text) if "\n\n\n" in text else text
    return re.sub(r"^[\s,;:.!]+(?=\w)", "", text).strip()


# Contact details. What announces them goes with them.
_ANNOUNCED = re.compile(
    r"""(?ix)(?:
      (?<!\w)(?:
          (?:me[ ])?(?:contacte[rz]?|appele[rz]?|joindre|joignable|[ée]cri(?:re|vez)|t[ée]l[ée]phone[rz]?)(?:[ -](?:moi|nous))?
        | contacts? | (?:(?:mon|ma|par|mes)[ ])?(?:t[ée]l(?:[ée]phone)?|portable|mobile|port|num(?:[ée]ro)?|e-?mail|mail|courriel|adresse)
        | phone | sms | envoyez[ -]moi[ ]un[ ](?:sms|texto|mail|message|e-mail)
        | whatsapp | par[ ]sms | (?:je[ ]suis[ ])?n[ée]e?(?:\(e\))?[ ]le | date[ ]de[ ]naissance | s[ée]cu | n°
        | au | [àa] | sur | le | via | ou | et )
      | [📞📱☎✉📧📩:.,/–\-\ufe0f] )\s*+$"""
)
_PRIVATE = re.compile(r"(?<!\w)(?:DMs?|MP)(?!\w)|(?i:messages? priv[ée]e?s?|en priv[ée]|(?<!\w)mp(?!\w)|(?<!\w)dm(?!\w))")
_WRITE = "Écrivez-moi en message privé."


def _without_contact_details(draft: Draft) -> str:
    text = draft.text
    if not draft.facts.contact_details:
        return text
    for detail in reversed(draft.facts.contact_details):
        before, after = text[: detail.span[0]], text[detail.span[1] :]
        while (announced := _ANNOUNCED.search(before)) is not None:
            before = before[: announced.start()].rstrip()
        text = f"{before} {after.lstrip()}" if before and after else before + after
    text = tidy(text)
    return text if _PRIVATE.search(text) else _appended(text, _WRITE)


# Letters.
def _plain_letters(draft: Draft) -> str:
    styled = styled_letters.judge(draft).spans
    text = draft.text
    for start, end in reversed(styled):
        text = text[:start] + normalize(text[start:end]).text + text[end:]
    return text


# Mentions.
_NEAR_TAG = re.compile(r"(?i)(?<!\w)[@＠]\s?[i1l]4[ _]?emploi(?:s|rs?|es?|_)?(?!\w)")


def _mended_tag(draft: Draft) -> str:
    return _NEAR_TAG.sub(lambda tag: tag[0] if tag[0].lower() == "@i4emploi" else "@i4Emploi", draft.text)


def _moved_mention(draft: Draft) -> str:
    if not draft.facts.leading_mention:
        return draft.text
    found = re.match(r"\s*((?:[@＠]\w+[\s,:;.!-]*)+)", draft.text)
    if found is None or found.end() == len(draft.text):
        return draft.text
    rest = draft.text[found.end() :].strip()
    names = [name for name in re.findall(r"[@＠]\w+", found[1]) if name.lower() not in rest.lower()]
    rest = rest[:1].upper() + rest[1:] if rest[:1].islower() and not rest.startswith("http") else rest
    return _appended(rest, " ".join(names)) if names else rest


# Hashtags.
_HYPHENED = re.compile(r"(?<![\w&])#(\w+(?:[-’'][^\W\d_]+)+)")
_GLUED = re.compile(r"(?<=\w)#(?=\w)")
_LOOSE = re.compile(r"(?<!\S)#[ ](?=[^\W\d_])")


def _mended_hashtags(draft: Draft) -> str:
    text = _LOOSE.sub("#", draft.text)
    tags = [tag.span for tag in draft.facts.tweet.hashtags]
    text = re.sub(r"(?<!\S)(?:#\w+){2,}", lambda run: _GLUED.sub(" #", run[0]), text)
    return _HYPHENED.sub(_joined, text) if tags or "#" in text else text


def _joined(tag: re.Match[str]) -> str:
    """Join a tag that its hyphens cut, where it is a trade or a place: `#aide-soignant` is `#AideSoignant`."""
    tokens = words(tag[1].replace("’", "-").replace("'", "-"))
    known = phrases("trades", "trades-more", "places", "places-more").starting(tokens, 0)
    if known is None or known.last != len(tokens) - 1:
        return tag[0]
    return "#" + "".join(part[:1].upper() + part[1:] for part in re.split(r"[-’']", tag[1]))


def _capital_hashtags(draft: Draft) -> str:
    text = draft.text
    for tag in reversed(draft.facts.tweet.hashtags):
        if parts := hashtag_capitals.parts_of(tag.text):
            text = f"{text[: tag.span[0] + 1]}{''.join(part[:1].upper() + part[1:] for part in parts)}{text[tag.span[1] :]}"
    return text


def _fewer_hashtags(draft: Draft) -> str:
    tags = draft.facts.tweet.hashtags
    if len(tags) <= _MOST_HASHTAGS:
        return draft.text
    kept = set(sorted(range(len(tags)), key=lambda place: (_use(draft, tags[place]), place))[:_MOST_HASHTAGS])
    text = draft.text
    for place in sorted(set(range(len(tags))) - kept, reverse=True):
        start, end = tags[place].span
        # in a row of tags it goes; where a sentence needs the word, only its sign does
        inside = re.search(r"(?:^|\s)[^\W_][^\s#@]*(?<![.!?…,:;])\s*$", text[:start]) or re.match(r"\s*+[^\W_](?!ttps?:)", text[end:])
        text = text[:start] + text[start + 1 :] if inside else text[:start] + text[end:]
    return tidy(text)


def _use(draft: Draft, tag: Entity) -> int:
    """Return how little a hashtag is of use here: that of the collective, of the trade, of a place, of another kind."""
    span = tag.span
    if tag.text.lower().lstrip("#＃").startswith("i4emploi"):
        return 0
    if draft.facts.metier is not None and _within(draft.facts.metier.span, span):
        return 1
    return 2 if any(_within(place.span, span) for place in draft.facts.lieu) else 3


def _within(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return other[0] <= one[0] and one[1] <= other[1]


# Emojis.
def _fewer_emojis(draft: Draft) -> str:
    import emoji  # 60 ms, and most drafts need few edits

    found = [(one["match_start"], one["match_end"], one["emoji"]) for one in emoji.emoji_list(draft.text)]
    # one that follows itself says nothing more; one that opens each line of a list does
    dropped = [two[:2] for one, two in pairwise(found) if one[1] == two[0] and one[2] == two[2]]
    if len(found) - len(dropped) > _MOST_EMOJIS:
        first = {name: start for start, _, name in reversed(found)}
        kept = sorted(first.values())[:_MOST_EMOJIS]
        dropped = [(start, end) for start, end, _ in found if start not in kept]
    text = draft.text
    for start, end in reversed(dropped):
        text = text[:start] + text[end:]
    return tidy(text) if dropped else text


# Links that nobody meant.
def _separated(draft: Draft) -> str:
    text = draft.text
    for url in reversed(draft.facts.tweet.urls):
        written = text[url.span[0] : url.span[1]]
        if re.match(r"(?i)https?:|www\.", written) or "/" in written:
            continue
        cut = re.search(r"(?<=[^\W\d_]{2}\.)(?=[A-ZÀ-Þ][a-zà-ÿ])", written)
        if cut:
            text = f"{text[: url.span[0] + cut.start()]} {text[url.span[0] + cut.start() :]}"
    links = [url.span for url in tweet.parse(text).urls]
    return GLUED.sub(lambda sign: sign[0] if any(start <= sign.start() < end for start, end in links) else f"{sign[0]} ", text)


# What is missing.
def _with_facts(draft: Draft) -> str:
    found, is_placement = draft.facts, draft.label is Label.STAGE_REQUEST
    facts = (("Métier", METIER, found.metier), ("Lieu", LIEU, found.lieu), ("Contrat", CONTRAT, found.contracts or is_placement))
    wanted = [f"{name}\u00a0: {blank}" for name, blank, known in facts if not known and blank not in draft.text]
    return _appended(draft.text, " · ".join(wanted)) if wanted else draft.text


def _with_call(draft: Draft) -> str:
    if draft.facts.call_to_action or draft.facts.closed:
        return draft.text
    return _appended(draft.text, f"Un partage {'l' if draft.facts.for_someone_else else 'm'}’aiderait beaucoup.")


def _with_tag(draft: Draft) -> str:
    # a stage is not relayed, and of an alternance nothing is published
    relayed = draft.label is Label.SEEKER_REQUEST or Contract.ALTERNANCE in draft.facts.contracts
    return _appended(draft.text, "@i4Emploi") if relayed and not draft.facts.tags_i4emploi else draft.text


def _appended(text: str, more: str) -> str:
    """Add words behind a text, but before the mentions and tags that close it."""
    closing = re.search(r"(?:\s+[@＠#]\w+)+\s*$", text)
    if closing is None or more.startswith("@"):
        body, end = text.rstrip(), ""
    else:
        body, end = text[: closing.start()].rstrip(), text[closing.start() :].rstrip()
    stop = "" if not body or re.search(r"[.!?…:,]$|[^\w\s)»\"'\]]$", body) or more.startswith("@") else "."
    return f"{body}{stop} {more}{end}" if body else f"{more}{end}"


EDITS: tuple[Edit, ...] = (
    Edit("hashtag_form", "Chaque mot-dièse est séparé et entier, donc cliquable.", _mended_hashtags),
    Edit("contact_details", "Vos coordonnées restent à l’abri\u00a0: un message privé les remplace.", _without_contact_details),
    Edit("styled_letters", "Les lettres décorées sont redevenues de simples lettres, que chacun peut lire.", _plain_letters),
    Edit("tag", "Le compte du collectif s’écrit @i4Emploi.", _mended_tag),
    Edit("leading_mention", "Le tweet commence par vos mots\u202f; le nom de compte vient à la fin.", _moved_mention),
    Edit("hashtag_capitals", "Une majuscule à chaque mot\u00a0: le mot-dièse se lit à voix haute.", _capital_hashtags),
    Edit("hashtag_count", "Trois mots-dièse suffisent\u00a0: les plus utiles restent.", _fewer_hashtags),
    Edit("emojis", "Un emoji de chaque suffit\u00a0: un lecteur d’écran les lit tous à voix haute.", _fewer_emojis),
    Edit("accidental_link", "Une espace après chaque point\u202f: rien ne devient un lien, tout se lit mieux.", _separated),
    Edit("facts", "Ce qui manque est à compléter entre crochets.", _with_facts),
    Edit("call_to_action", "Une demande polie, en toutes lettres, donne envie d’aider.", _with_call),
    Edit("i4emploi", "C’est par @i4Emploi que les bénévoles trouvent votre tweet.", _with_tag),
)  # fmt: skip


ADDITIONS = ("call_to_action", "facts")  # what makes a text longer, and is left out first where there is no room for it


def useful_spans(draft: Draft) -> Iterator[tuple[int, int]]:
    """Yield the spans that carry facts, which a shorter text should keep."""
    found = draft.facts
    yield from (one.span for one in (found.metier, found.availability, found.experience) if one is not None)
    yield from (place.span for place in found.lieu)
    tokens = words(draft.text)
    yield from (match.span for match in phrases("contracts").find(tokens))
    yield from (match.span for match in islice(phrases("calls-to-action").find(tokens), 1))
    yield from ((blank.start(), blank.end()) for blank in _BLANK.finditer(draft.text))
    yield from (mention.span for mention in found.tweet.mentions if draft.label is not Label.NOISE)
