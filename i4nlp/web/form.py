"""The form of the page: what the person pasted and told, read from the body that a browser sends."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any
from urllib.parse import parse_qs

from i4nlp.assistant import Assistant
from i4nlp.coach.check import Profile
from i4nlp.coach.review import Review
from i4nlp.errors import InputError
from i4nlp.facts import BLANKS

_MOST_FIELDS = 200
_YES_OR_NO = {"yes": True, "no": False}
_TOLD = ("name", "bio", "location", "pinned_tweet")
_ASKED = ("url", "has_photo", "has_banner", "protected", "dms_open")
_REREAD = "reread"
_LONGEST_FILL = 100  # characters of what is written into a blank
_BLANK = re.compile("|".join(map(re.escape, BLANKS)))


@dataclass(frozen=True, slots=True)
class Form:
    """The fields as the browser sent them; an empty one was not told.

    `offered` are the changes of the rewrite that were shown, `taken` those that were kept; `fills` what was written into the blanks.
    They belong to the text whose fingerprint is `of`.
    """

    text: str = ""
    visual: str = ""
    alt_text: str = ""
    name: str = ""
    bio: str = ""
    location: str = ""
    pinned_tweet: str = ""
    url: str = ""
    has_photo: str = ""
    has_banner: str = ""
    protected: str = ""
    dms_open: str = ""
    action: str = ""
    of: str = ""
    offered: tuple[str, ...] = ()
    taken: tuple[str, ...] = ()
    fills: Mapping[str, str] = field(default_factory=dict)

    @property
    def left(self) -> frozenset[str]:
        """The changes that the person does not want."""
        return frozenset(self.offered) - frozenset(self.taken)

    @property
    def profile(self) -> Profile | None:
        """The profile, or `None` where nothing was told of it."""
        told: dict[str, str | bool] = {name: value for name in _TOLD if (value := getattr(self, name).strip())}
        told |= {name: _YES_OR_NO[value] for name in _ASKED if (value := getattr(self, name)) in _YES_OR_NO}
        if "url" in told:
            told["url"] = "oui" if told["url"] else ""
        return Profile(**told) if told else None  # type: ignore[arg-type]  # each name is a field of its own type

    def review(self, assistant: Assistant) -> Review:
        """Return the coach's review of the draft."""
        has_visual = _YES_OR_NO.get(self.visual)
        alt_text = self.alt_text.strip() if has_visual else ""
        return assistant.review_tweet(self.text, has_visual=has_visual, alt_text=alt_text or None, profile=self.profile, leave=self.left)

    def reread(self, assistant: Assistant) -> "Form":
        """Return the form with the better tweet, blanks filled, in the place of the draft where the person asked for that."""
        if self.action != _REREAD or (better := self.review(assistant).rewrite) is None:
            return self
        return replace(self, text=self.filled(better.text), action="", of="", offered=(), taken=(), fills={})

    def filled(self, text: str) -> str:
        """Return a text with what was written into its blanks."""
        return _BLANK.sub(lambda blank: self.fills.get(blank[0], blank[0]), text)

    @property
    def fingerprint(self) -> str:
        """What tells this text from another one."""
        return hashlib.sha256(self.text.encode("utf-8", "replace")).hexdigest()[:16]


def read_form(body: bytes) -> Form:
    """Read a form's body; a field that is not ours is left out."""
    try:
        given = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict")
    except ValueError as error:
        raise InputError("bad_form", "Ce formulaire ne se lit pas. Rechargez la page et collez votre tweet à nouveau.") from error
    single: dict[str, Any] = {one.name: _plain(given[one.name][0]) for one in fields(Form) if one.type is str and one.name in given}
    form = replace(Form(), **single)
    if form.of != form.fingerprint:
        return form  # what was chosen for another text says nothing of this one
    fills = {blank: " ".join(given.get(f"fill:{blank}", [""])[0].split())[:_LONGEST_FILL] for blank in BLANKS}
    return replace(
        form,
        offered=tuple(given.get("offered", ())),
        taken=tuple(given.get("taken", ())),
        fills={blank: words for blank, words in fills.items() if words},
    )


def _plain(value: str) -> str:
    # a browser sends the ends of lines as CR LF; the platform counts one character
    return value.replace("\r\n", "\n").replace("\r", "\n")
