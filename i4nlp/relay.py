"""Label, contracts and context → relay it, ask a person, or leave it.

Where each contract leads stands in `relay.toml`; the thresholds live beside the model.
"""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from i4nlp import signs
from i4nlp.labels import Action, Contract, Label
from i4nlp.lexicon import phrases, words
from i4nlp.normalize import normalize
from i4nlp.payload import Incoming
from i4nlp.thanks import only_thanks

_BEST_FIRST = (Action.RETWEET, Action.REVIEW, Action.SKIP)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the bot does, a stable English word for the cause, and one French sentence."""

    action: Action
    code: str
    reason: str


DECISIONS = {
    decision.code: decision
    for decision in (
        Decision(Action.RETWEET, "request", "Demande d’emploi à relayer."),
        Decision(Action.SKIP, "already_a_retweet", "Ce tweet en relaie déjà un autre."),
        Decision(Action.SKIP, "thanks", "Cette réponse remercie."),
        Decision(Action.SKIP, "stage_request", "Demande de stage ou d’alternance\u00a0: elle n’est pas relayée d’office."),
        Decision(Action.SKIP, "offer", "Offre\u00a0: elle n’est pas relayée comme une demande."),
        Decision(Action.SKIP, "noise", "Ce message ne demande pas d’emploi."),
        Decision(Action.SKIP, "contract_left", "Contrat que le collectif ne relaie pas."),
        Decision(Action.REVIEW, "contact_details", "Coordonnées personnelles dans le texte\u00a0: une personne vérifie."),
        Decision(Action.REVIEW, "possibly_sensitive", "Contenu signalé comme sensible\u00a0: une personne vérifie."),
        Decision(Action.REVIEW, "insult", "Mots vifs dans le texte\u00a0: une personne vérifie."),
        Decision(Action.REVIEW, "contract", "Contrat autre que CDI ou CDD\u00a0: une personne vérifie."),
        Decision(Action.REVIEW, "doubt", "Pas assez sûr pour relayer d’office\u00a0: une personne vérifie."),
    )
}
_SKIPPED = {Label.STAGE_REQUEST: "stage_request", Label.OFFER: "offer", Label.NOISE: "noise"}


def decide(
    probabilities: Mapping[Label, float], contracts: Collection[Contract], incoming: Incoming, thresholds: Mapping[str, float]
) -> Decision:
    """Decide what the bot does with a tweet.

    `thresholds["retweet"]` is the least probability of a request that is relayed; from `thresholds["review"]` on, a person decides.
    """
    return DECISIONS[_code(probabilities, contracts, incoming, thresholds)]


def _code(
    probabilities: Mapping[Label, float], contracts: Collection[Contract], incoming: Incoming, thresholds: Mapping[str, float]
) -> str:
    label = max(probabilities, key=lambda name: probabilities[name])
    request = probabilities[Label.SEEKER_REQUEST]
    if incoming.is_retweet or incoming.text.startswith("RT @"):
        return "already_a_retweet"
    if (incoming.is_reply or incoming.text.lstrip().startswith("@")) and only_thanks(incoming.text):
        return "thanks"
    if label is not Label.SEEKER_REQUEST:
        return "doubt" if request >= thresholds["review"] else _SKIPPED[label]
    if signs.may_hold_details(normalize(incoming.text).text):
        from i4nlp import contact

        if contact.find(incoming.text):
            return "contact_details"
    if incoming.possibly_sensitive:
        return "possibly_sensitive"
    if _insults(incoming.text):
        return "insult"
    leads = lead(contracts)
    if leads is not Action.RETWEET:
        return "contract" if leads is Action.REVIEW else "contract_left"
    return "request" if request >= thresholds["retweet"] else "doubt"


def lead(contracts: Collection[Contract]) -> Action:
    """Return where a request that names these contracts leads, as `relay.toml` says."""
    asked = {contract_actions()[contract] for contract in contracts or ("none",)}
    return next(action for action in _BEST_FIRST if action in asked)


@cache
def contract_actions() -> Mapping[str, Action]:
    """Return the action of each contract, and of `none`."""
    table = tomllib.loads(Path(__file__).with_name("relay.toml").read_text(encoding="utf-8"))["contracts"]
    return MappingProxyType({contract: Action(table[contract]) for contract in ("none", *Contract)})


def _insults(text: str) -> bool:
    plain = normalize(text).text
    return phrases("insults").may_stand_in(plain) and next(phrases("insults").find(words(plain)), None) is not None
