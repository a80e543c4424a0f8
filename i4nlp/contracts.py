"""The contracts that a text names."""

import re
from collections.abc import Iterator, Sequence

from i4nlp.labels import Contract
from i4nlp.lexicon import Match, Word, phrases, words
from i4nlp.normalize import normalize

_LINKS = frozenset({"de", "d", "du", "un", "une", "des", "l", "la", "le", "les", "en"})
_REFUSED = frozenset(
    "pas plus sans ni jamais sors sort sortie fin fini finie finis finies stop adieu marre apres ras ancien ancienne anciens anciennes ex"
    " depuis".split()
)
_OWN = frozenset({"mon", "ma", "mes", "son", "sa", "ses", "notre"})
_ENDS = frozenset(
    "termine finit fini finie arrete acheve achevait echeance fin bout terme renouvele renouvelee rompu terminait tombe".split()
)
_ADVERBS = frozenset({"toujours", "encore", "actuellement", "deja", "aujourd", "hui"})
_NOW = (["suis", "en"], ["etais", "en"], ["etait", "en"])  # what one is in, one does not ask for
_OVER = (["non", "merci"], ["derriere", "moi"], ["s", "abstenir"])
_ENDED = frozenset(
    {"finissant", "termine", "terminee", "fini", "finie", "finit", "valide", "validee", "acheve"}
)  # « service civique terminé »
_SEARCH = frozenset(
    "cherche jcherche chercher cherchons recherche retrouver trouver trouve decrocher veux voudrais vise prefere plutot souhaite".split()
)
_BUT = _SEARCH | {"mais"}
_STILL = frozenset({"toujours", "encore"})
_HELD = frozenset({Contract.INTERIM, Contract.CDD, Contract.STAGE, Contract.VACATION, Contract.SAISONNIER})  # « intérim depuis 2019 »
_LEARNT = frozenset({Contract.STAGE, Contract.ALTERNANCE})  # « pas d’employeur pour mon BTS en alternance » asks for one
_MASTERS = frozenset({"employeur", "employeurs", "entreprise", "patron", "patronne", "maitre", "tuteur", "boite", "permis"})
_FIND = frozenset({"trouve", "trouver", "trouves"})
_LEFT = frozenset({"depuis", "apres", "fini", "termine", "quitte"})
_DID = re.compile(r"\b(?:ai|as|a|avons|ont|avait|avais|jai) (?:deja )?fait\b")
_AT = frozenset({"a", "chez", "en", "dans", "au", "aux"})
_SENTENCE = frozenset(".!?;\n")
_CLAUSE = _SENTENCE | set(",:(")
_FAR = 8  # words


def named(text: str, tokens: Sequence[Word] | None = None) -> tuple[Contract, ...]:
    """Return the contracts named in a text, in the order of `Contract`, homonyms left out.

    Without `tokens`, the words of the normalised text are read, and only where one may begin the name of a contract.
    """
    if tokens is None:
        text = normalize(text).text
        tokens = words(text) if phrases("contracts").may_stand_in(text) else ()
    found = set(_named(text, tokens))
    return tuple(contract for contract in Contract if contract in found) if found else ()


def _named(text: str, tokens: Sequence[Word]) -> Iterator[str]:
    matches = list(phrases("contracts").find(tokens))
    if not matches:
        return
    hidden = {index for match in phrases("contract-homonyms").find(tokens) for index in range(match.first, match.last + 1)}
    for match in matches:
        written = text[match.span[0] : match.span[1]]
        # VIE is a contract in capitals only
        if match.first in hidden or _is_not_asked(text, tokens, match):
            continue
        if match.meaning != Contract.VIE or written.isupper() or len(written) > 5:
            yield match.meaning


def _is_not_asked(text: str, tokens: Sequence[Word], match: Match) -> bool:
    """Tell 'pas d'intérim', 'je sors d'un CDD', 'deux CDD derrière moi' and 'mon CDD se termine' from a contract that is asked for."""
    after = [token.folded for token in tokens[match.last + 1 : match.last + 7]]
    sentence = _before(text, tokens, match.first, _SENTENCE)
    since = after[:1] == ["depuis"] or (after and after[0] in _AT and "depuis" in after[1:4])
    if since and match.meaning in _HELD and _SEARCH.isdisjoint(sentence):
        return True
    said = " ".join(sentence[-5:])
    if _DID.search(said) or said.startswith(("m a propose", "on m a propose", "ma propose")):
        return True
    if after[:2] in _OVER or (after and after[0] in _ENDED) or [word for word in sentence[-3:] if word not in _ADVERBS][-2:] in _NOW:
        return True
    if not _STILL.isdisjoint(sentence):  # « toujours pas de stage » asks for one
        return False
    clause = _before(text, tokens, match.first, _CLAUSE)
    begins = len(clause) < _FAR and clause[:1] == ["pas"] and (match.meaning not in _LEARNT or _MASTERS.isdisjoint(clause))
    if (begins or "marre" in clause) and _BUT.isdisjoint(clause):
        return True
    while sentence and sentence[-1] in _LINKS:
        sentence.pop()
    if not sentence:
        return False
    if sentence[-1] == "pas" and not _FIND.isdisjoint(sentence[-4:]):  # « si je trouve pas d’alternance »
        return False
    if sentence[-1] in _OWN:
        return not _ENDS.isdisjoint(after) or sentence[-3:-1] == ["fin", "de"] or not _LEFT.isdisjoint(sentence[-2:-1])
    return sentence[-1] in _REFUSED


def _before(text: str, tokens: Sequence[Word], index: int, ends: frozenset[str]) -> list[str]:
    """Return the words before the one at `index`, back to one of the signs."""
    first = index
    while first and index - first < _FAR and ends.isdisjoint(text[tokens[first - 1].end : tokens[first].start]):
        first -= 1
    return [token.folded for token in tokens[first:index]]
