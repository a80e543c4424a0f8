"""Reads French tweets for #i4Emploi: which ones ask for work, and how to make them better."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from i4nlp.assistant import classify, classify_many, review_profile, review_tweet
    from i4nlp.classification import Classification, Failure
    from i4nlp.coach.check import Profile
    from i4nlp.errors import InputError

__all__ = ["Classification", "Failure", "InputError", "Profile", "classify", "classify_many", "review_profile", "review_tweet"]

_HOMES = {
    "Classification": "classification",
    "Failure": "classification",
    "InputError": "errors",
    "Profile": "coach.check",
    **dict.fromkeys(("classify", "classify_many", "review_profile", "review_tweet"), "assistant"),
}


def __getattr__(name: str) -> Any:
    """Import a name of the door when it is first used, so that `import i4nlp` loads nothing heavy."""
    if name not in _HOMES:
        raise AttributeError(f"module 'i4nlp' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"i4nlp.{_HOMES[name]}"), name)
