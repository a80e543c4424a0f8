"""Label, contracts and context → relay it, ask a person, or leave it; the thresholds live beside the model.

What the collective says of contracts (2016, 2019): CDI and CDD are relayed, stages are not; nothing is published of the others, so a
person decides.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from i4nlp.labels import Action, Contract, Label
from i4nlp.payload import Incoming

RELAYED_CONTRACTS = frozenset({Contract.CDI, Contract.CDD})


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
        Decision(Action.SKIP, "stage_request", "Demande de stage ou d’alternance\u00a0: elle n’est pas relayée d’office."),
        Decision(Action.SKIP, "offer", "Offre\u00a0: elle n’est pas relayée comme une demande."),
        Decision(Action.SKIP, "noise", "Ce message ne demande pas d’emploi."),
        Decision(Action.REVIEW, "contact_details", "Coordonnées personnelles dans le texte\u00a0: une personne vérifie."),
        Decision(Action.REVIEW, "possibly_sensitive", "Contenu signalé comme sensible\u00a0: une personne vérifie."),
        Decision(Action.REVIEW, "contract", "Contrat autre que CDI ou CDD\u00a0: une personne vérifie."),
        Decision(Action.REVIEW, "doubt", "Pas assez sûr pour relayer d’office\u00a0: une personne vérifie."),
    )
}
_SKIPPED = {Label.STAGE_REQUEST: "stage_request", Label.OFFER: "offer", Label.NOISE: "noise"}


def decide(
    probabilities: Mapping[Label, float],
    contracts: Collection[Contract],
    incoming: Incoming,
    has_contact_details: bool,
    thresholds: Mapping[str, float],
) -> Decision:
    """Decide what the bot does with a tweet.

    `thresholds["retweet"]` is the least probability of a request that is relayed; from `thresholds["review"]` on, a person decides.
    """
    return DECISIONS[_code(probabilities, contracts, incoming, has_contact_details, thresholds)]


def _code(
    probabilities: Mapping[Label, float],
    contracts: Collection[Contract],
    incoming: Incoming,
    has_contact_details: bool,
    thresholds: Mapping[str, float],
) -> str:
    label = max(probabilities, key=lambda name: probabilities[name])
    request = probabilities[Label.SEEKER_REQUEST]
    if incoming.is_retweet or incoming.text.startswith("RT @"):
        return "already_a_retweet"
    if label is not Label.SEEKER_REQUEST:
        return "doubt" if request >= thresholds["review"] else _SKIPPED[label]
    if has_contact_details:
        return "contact_details"
    if incoming.possibly_sensitive:
        return "possibly_sensitive"
    if contracts and not RELAYED_CONTRACTS.intersection(contracts):
        return "contract"
    return "request" if request >= thresholds["retweet"] else "doubt"
