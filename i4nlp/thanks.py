"""Texts that only say thank you, which neither the bot nor the coach takes for a request."""

from functools import cache

from i4nlp.lexicon import rows, words

_THANKS = {"merci", "mercii", "merciii", "mrc", "remercie", "remercions"}


def only_thanks(text: str) -> bool:
    """Tell whether a text, names and links aside, is made of thanks alone."""
    said = [word.folded for word in words(" ".join(part for part in text.split() if not part.startswith(("@", "http"))))]
    return not _THANKS.isdisjoint(said) and _thanking_words().issuperset(said)


@cache
def _thanking_words() -> frozenset[str]:
    return frozenset(word.folded for line, _ in rows("thanks") for word in words(line))
