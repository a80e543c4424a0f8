"""What is said of one tweet: label, probabilities, contracts, decision, reasons."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from i4nlp.errors import I4nlpError
from i4nlp.labels import SCHEMA, Contract, Label
from i4nlp.relay import Decision

_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Reason:
    """Words of the tweet as written, their span (code points, end exclusive), and how much they raise the label's log-odds."""

    text: str
    span: tuple[int, int]
    weight: float


@dataclass(frozen=True)
class Classification:
    """The classifier's answer for one tweet."""

    label: Label
    probabilities: Mapping[Label, float]
    contracts: tuple[Contract, ...]
    relay: Decision
    model: str
    id: str | None = None
    _explain: Callable[[], tuple[Reason, ...]] = field(default=tuple, repr=False, compare=False)

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """The words that weighed most, worked out when first asked for."""
        return self._explain()

    def to_dict(self, *, reasons: bool = True) -> dict[str, Any]:
        """Return the JSON object of `interface`, probabilities to four decimals; reasons, which cost some milliseconds, can be left out."""
        return {
            "schema": SCHEMA,
            "kind": "classification",
            **({} if self.id is None else {"id": self.id}),
            "label": self.label.value,
            "probabilities": {label.value: round(value, _DECIMALS) for label, value in self.probabilities.items()},
            "contracts": [contract.value for contract in self.contracts],
            "relay": {"action": self.relay.action.value, "code": self.relay.code, "reason": self.relay.reason},
            "reasons": [
                {"text": reason.text, "span": list(reason.span), "weight": round(reason.weight, 2)}
                for reason in (self.reasons if reasons else ())
            ],
            "model": self.model,
        }


@dataclass(frozen=True, slots=True)
class Failure:
    """A tweet of a stream that could not be read: its index, and why."""

    index: int
    error: I4nlpError

    def to_dict(self) -> dict[str, object]:
        """Return the JSON object of an error."""
        return self.error.to_dict()
