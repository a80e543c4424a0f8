"""The bodies that the HTTP API takes, and what is said of one that it cannot read."""

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from i4nlp.coach.check import Profile
from i4nlp.errors import InputError
from i4nlp.payload import MAX_CODE_POINTS

_SAID = r"^[^\u0000]*[^\s\u0000\u001c-\u001f\u0085][^\u0000]*$"  # something to read, and no nul character
TweetText = Annotated[str, Field(max_length=MAX_CODE_POINTS, json_schema_extra={"pattern": _SAID, "minLength": 1})]
Words = Annotated[str, Field(max_length=MAX_CODE_POINTS, json_schema_extra={"pattern": r"^[^\u0000]*$"})]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class TweetBody(BaseModel):
    """A tweet: `text` alone, or an object of the X API (v2, or v1.1 with `full_text`)."""

    model_config = ConfigDict(
        strict=True,
        extra="allow",
        json_schema_extra={
            "required": ["text"],
            "examples": [{"text": "Je cherche un poste de soudeur à Brest, en CDI. Un partage m’aiderait beaucoup, merci @i4Emploi !"}],
        },
    )
    text: TweetText = Field(default="")
    note_tweet: dict[str, Any] | None = None
    referenced_tweets: list[Any] | None = None
    possibly_sensitive: bool | None = None


class ProfileBody(_Strict):
    """What is told of a profile; a field that is left out, or null, was not told and is no fault."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"bio": "Soudeur à Brest, CDI. #i4EmploiR", "has_photo": True}]})
    name: Words | None = None
    handle: Words | None = None
    bio: Words | None = None
    location: Words | None = None
    url: Words | None = None
    has_photo: bool | None = None
    has_banner: bool | None = None
    pinned_tweet: Words | None = None
    protected: bool | None = None
    dms_open: bool | None = None

    def profile(self) -> Profile:
        """Return the profile as the coach takes it."""
        return Profile(**self.model_dump())


class DraftBody(_Strict):
    """A draft: whether a picture goes with it, its description, the profile, and the changes of the rewrite to leave out."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"text": "Bonjour, je cherche un poste de soudeur à Brest. RT svp", "has_visual": True}]}
    )
    text: TweetText
    has_visual: bool | None = None
    alt_text: Words | None = None
    profile: ProfileBody | None = None
    leave: list[Annotated[str, Field(max_length=100)]] = Field(
        default=[], max_length=50, description="Ids of changes of the rewrite that are not to be made"
    )


_EXPECTED = {
    "string_type": "un texte est attendu",
    "bool_type": "true, false ou null est attendu",
    "list_type": "une liste est attendue",
    "dict_type": "un objet est attendu",
    "model_type": "un objet est attendu",
    "model_attributes_type": "un objet JSON est attendu, avec l’en-tête «\u00a0Content-Type: application/json\u00a0»",
    "string_too_long": f"la limite est de {MAX_CODE_POINTS} caractères",
    "too_long": "cette liste est trop longue",
    "missing": "ce champ manque",
    "extra_forbidden": "ce champ est inconnu",
    "json_invalid": "ce n’est pas du JSON",
    "string_unicode": "ce texte contient un demi-caractère Unicode",
}
_CODES = {
    "missing": "missing_field",
    "extra_forbidden": "unknown_field",
    "string_too_long": "text_too_long",
    "json_invalid": "bad_json",
    "string_unicode": "invalid_unicode",
}


def unreadable(errors: Sequence[Mapping[str, Any]]) -> InputError:
    """Return the first thing that is wrong with a body, in French: which field, what is expected, what came."""
    first = errors[0]
    kind = str(first["type"])
    place = ".".join(str(part) for part in first["loc"][1:]) if kind != "json_invalid" else ""
    where = f"«\u00a0{place:.60}\u00a0»\u00a0: " if place else ""
    given = json.dumps(first.get("input"), ensure_ascii=False, default=str).encode("utf-8", "replace").decode()
    came = "" if kind in {"missing", "json_invalid", "string_too_long", "too_long"} else f"\u202f; reçu\u00a0: {given:.40}"
    message = f"{where}{_EXPECTED.get(kind, 'cette valeur ne convient pas')}{came}. Voyez /docs."
    return InputError(_CODES.get(kind, "wrong_type"), message[:1].upper() + message[1:])
