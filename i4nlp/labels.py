"""The words of the project: labels, contracts, relay actions, and their French names. Nowhere else."""

from enum import StrEnum

SCHEMA = 1  # of every JSON object that leaves the project


class Label(StrEnum):
    """What a tweet asks of its readers."""

    SEEKER_REQUEST = "seeker_request"
    STAGE_REQUEST = "stage_request"
    OFFER = "offer"
    NOISE = "noise"

    @property
    def french(self) -> str:
        """The name that a person reads."""
        return _LABEL_NAMES[self]


class Contract(StrEnum):
    """A contract asked for or offered, in the order in which `facts.contrat` prefers them."""

    CDI = "cdi"
    CDD = "cdd"
    INTERIM = "interim"
    SAISONNIER = "saisonnier"
    VACATION = "vacation"
    FREELANCE = "freelance"
    ETUDIANT = "etudiant"
    ALTERNANCE = "alternance"
    STAGE = "stage"
    SERVICE_CIVIQUE = "service_civique"
    VIE = "vie"

    @property
    def french(self) -> str:
        """The name that a person reads."""
        return _CONTRACT_NAMES[self]


class Action(StrEnum):
    """What the bot does with a tweet; `REVIEW` leaves it to a person."""

    RETWEET = "retweet"
    REVIEW = "review"
    SKIP = "skip"

    @property
    def french(self) -> str:
        """The name that a person reads."""
        return _ACTION_NAMES[self]


_LABEL_NAMES = {
    Label.SEEKER_REQUEST: "demande d’emploi",
    Label.STAGE_REQUEST: "demande de stage ou d’alternance",
    Label.OFFER: "offre",
    Label.NOISE: "autre message",
}
_CONTRACT_NAMES = {
    Contract.CDI: "CDI",
    Contract.CDD: "CDD",
    Contract.INTERIM: "intérim",
    Contract.SAISONNIER: "contrat saisonnier",
    Contract.VACATION: "vacation",
    Contract.FREELANCE: "mission en indépendant",
    Contract.ETUDIANT: "job étudiant",
    Contract.ALTERNANCE: "alternance",
    Contract.STAGE: "stage",
    Contract.SERVICE_CIVIQUE: "service civique",
    Contract.VIE: "VIE",
}
_ACTION_NAMES = {
    Action.RETWEET: "à relayer",
    Action.REVIEW: "à faire lire par une personne",
    Action.SKIP: "à laisser",
}
