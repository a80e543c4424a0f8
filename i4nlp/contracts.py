"""The contracts that a text names."""

from collections.abc import Sequence

from i4nlp.labels import Contract
from i4nlp.lexicon import Word, phrases, words
from i4nlp.normalize import normalize


def named(text: str, tokens: Sequence[Word] | None = None) -> tuple[Contract, ...]:
    """Return the contracts named in a text, in the order of `Contract`, homonyms left out."""
    if tokens is None:
        text = normalize(text).text
        if not phrases("contracts").may_be_in(text):
            return ()
        tokens = words(text)
    matches = list(phrases("contracts").find(tokens))
    if not matches:
        return ()
    hidden = {index for match in phrases("contract-homonyms").find(tokens) for index in range(match.first, match.last + 1)}
    named = set()
    for match in matches:
        written = text[match.span[0] : match.span[1]]
        # VIE is a contract in capitals only
        if match.first not in hidden and (match.meaning != Contract.VIE or written.isupper() or len(written) > 5):
            named.add(match.meaning)
    return tuple(contract for contract in Contract if contract.value in named)
