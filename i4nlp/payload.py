"""What a caller hands in, a text or an X API tweet object, checked once and read into an `Incoming`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from i4nlp.errors import InputError

MAX_CODE_POINTS = 25_000
MAX_ID = 64  # characters
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Incoming:
    """A tweet as it came: its whole text and what its object told of it."""

    text: str
    id: str | None = None
    is_retweet: bool = False
    is_reply: bool = False
    possibly_sensitive: bool = False


def read(tweet: object) -> Incoming:
    """Read a text, an X API v2 object or a v1.1 object; raise `InputError` for anything else."""
    if isinstance(tweet, InputError):
        raise tweet  # a line that its reader could not make out
    if isinstance(tweet, str):
        return Incoming(check_text(tweet))
    if isinstance(tweet, Mapping):
        return _read_object(tweet)
    raise InputError("not_a_tweet", f"Un tweet est un texte ou un objet de l’API de X\u202f; reçu\u00a0: {type(tweet).__name__}.")


def check_text(text: object) -> str:
    """Return `text` if it can be read as a tweet, else raise `InputError`."""
    if not isinstance(text, str):
        raise InputError("not_a_text", f"Le texte d’un tweet est une chaîne de caractères\u202f; reçu\u00a0: {type(text).__name__}.")
    if len(text) > MAX_CODE_POINTS:
        raise InputError(
            "text_too_long",
            f"Ce texte fait {len(text)} caractères\u202f; la limite est de {MAX_CODE_POINTS}. Donnez un seul tweet à la fois.",
        )
    if not text.strip():
        raise InputError("empty_text", "Ce texte est vide. Écrivez ou collez le tweet à lire.")
    if "\0" in text:
        raise InputError("nul_character", f"Ce texte contient un caractère nul (position {text.index(chr(0))}). Retirez-le.")
    if (found := _SURROGATE.search(text)) is not None:
        raise InputError(
            "invalid_unicode", f"Ce texte contient un demi-caractère Unicode (position {found.start()}). Enregistrez-le en UTF-8."
        )
    return text


def _read_object(tweet: Mapping[str, Any]) -> Incoming:
    kinds = [reference.get("type") for reference in _list(tweet, "referenced_tweets") if isinstance(reference, Mapping)]
    return Incoming(
        text=check_text(_text_of(tweet)),
        id=_identifier(tweet),
        is_reply="replied_to" in kinds or isinstance(tweet.get("in_reply_to_status_id_str"), str),
        is_retweet="retweeted" in kinds or isinstance(tweet.get("retweeted_status"), Mapping),
        possibly_sensitive=tweet.get("possibly_sensitive") in (True, 1),
    )


def _identifier(tweet: Mapping[str, Any]) -> str | None:
    """Return the tweet's id as text; what is no id of the platform (letters and digits, or a whole number) is left out."""
    for key in ("id_str", "id"):
        value = tweet.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**MAX_ID:
            return str(value)
        if isinstance(value, str) and 0 < len(value) <= MAX_ID and _SURROGATE.search(value) is None:
            return value
    return None


def _text_of(tweet: Mapping[str, Any]) -> object:
    """Return the longest form of the text that the object carries."""
    for outer, inner in (("note_tweet", "text"), ("extended_tweet", "full_text")):
        nested = tweet.get(outer)
        if isinstance(nested, Mapping) and nested.get(inner):
            return nested[inner]
    for key in ("full_text", "text"):
        if tweet.get(key) is not None:
            return tweet[key]
    raise InputError("no_text", "Cet objet n’a pas de texte. Une clé «\u00a0text\u00a0» (ou «\u00a0full_text\u00a0») est attendue.")


def _list(tweet: Mapping[str, Any], key: str) -> list[Any]:
    value = tweet.get(key)
    return value if isinstance(value, list) else []
