"""The contracts that a text names."""

from collections.abc import Iterator, Sequence

from i4nlp.labels import Contract
from i4nlp.lexicon import Match, Word, phrases, words
from i4nlp.normalize import normalize

_LINKS = frozenset({"de", "d", "du", "un", "une", "des", "l", "la", "le", "en"})
_REFUSED = frozenset("pas plus sans ni jamais sors sort sortie fin marre apres ras".split())
_OWN = frozenset({"mon", "ma", "mes", "son", "sa", "ses", "notre"})
_ENDS = frozenset(
    "termine finit fini finie arrete acheve achevait echeance fin bout terme renouvele renouvelee rompu terminait tombe".split()
)
_AROUND = 48  # characters on both sides of a telling word, more than the longest phrase needs


def named(text: str, tokens: Sequence[Word] | None = None) -> tuple[Contract, ...]:
    """Return the contracts named in a text, in the order of `Contract`, homonyms left out.

    Without `tokens`, the words of the normalised text are read, and only around those that a contract may be said with.
    """
    if tokens is None:
        text = normalize(text).text
        found = {contract for start, end in _telling(text) for contract in _named(text[start:end], words(text[start:end]))}
    else:
        found = set(_named(text, tokens))
    return tuple(contract for contract in Contract if contract.value in found)


def _telling(text: str) -> list[tuple[int, int]]:
    """Return the stretches of a text, cut between words, that may name a contract."""
    stretches: list[tuple[int, int]] = []
    for start, end in phrases("contracts").telling(text):
        start, end = max(0, start - _AROUND), end + _AROUND
        # cut at a space; where there is none, the whole text is one stretch
        start, end = max(text.rfind(" ", 0, start), 0), text.find(" ", end)
        end = len(text) if end < 0 else end
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(end, stretches[-1][1]))
        else:
            stretches.append((start, end))
    return stretches


def _named(text: str, tokens: Sequence[Word]) -> Iterator[str]:
    matches = list(phrases("contracts").find(tokens))
    if not matches:
        return
    hidden = {index for match in phrases("contract-homonyms").find(tokens) for index in range(match.first, match.last + 1)}
    for match in matches:
        written = text[match.span[0] : match.span[1]]
        # VIE is a contract in capitals only
        if match.first in hidden or _is_not_asked(tokens, match):
            continue
        if match.meaning != Contract.VIE or written.isupper() or len(written) > 5:
            yield match.meaning


def _is_not_asked(tokens: Sequence[Word], match: Match) -> bool:
    """Tell 'pas d'intérim', 'je sors d'un CDD', 'fin de CDD' and 'mon CDD se termine' from a contract that is asked for."""
    before = [token.folded for token in tokens[max(0, match.first - 3) : match.first]]
    while before and before[-1] in _LINKS:
        before.pop()
    after = {token.folded for token in tokens[match.last + 1 : match.last + 4]}
    return bool(before and (before[-1] in _REFUSED or (before[-1] in _OWN and not after.isdisjoint(_ENDS))))
