"""Stand-ins for what names a person: handles, names that spaCy finds, phones, addresses; the same for the same, by a secret salt."""

import hashlib
import hmac
import re
import secrets
from dataclasses import replace
from pathlib import Path

from i4nlp import contact, french, tweet
from i4nlp.data.labelled import Labelled
from i4nlp.lexicon import fold

_KEPT = re.compile(r"@i4emploi\w*", re.IGNORECASE)
_NAMES = "Camille Dominique Claude Alix Sacha Maxime Charlie Lou Andréa Noa Morgan Gwen Eden Swann Ange Yaël Mahé Loïs Stacy Sam".split()
_SALT_FILE = ".pseudonyms"


def salt_of(folder: Path) -> bytes:
    """Return the secret of a folder of local data, made at the first use; without it nobody finds the names again."""
    file = folder / _SALT_FILE
    if not file.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(secrets.token_hex(16), encoding="ascii")
    return file.read_bytes()


def pseudonymised(row: Labelled, salt: bytes) -> Labelled:
    """Return a tweet with stand-ins; the collective's own handles stay."""
    text = row.text
    details = contact.find(text)
    spans = [(detail.span, _stand_in(detail.kind, text[slice(*detail.span)], salt)) for detail in details]
    spans += [
        (mention.span, f"@compte_{_digest(mention.text, salt)[:8]}")
        for mention in tweet.parse(text).mentions
        if not _KEPT.fullmatch(mention.text)
    ]
    spans += [(span, _stand_in("name", text[slice(*span)], salt)) for span in french.people(text)]
    taken: list[tuple[int, int]] = []
    for (start, end), words in sorted(spans, key=lambda one: (one[0][0], -one[0][1]), reverse=True):
        if not any(start < other_end and other_start < end for other_start, other_end in taken):
            text = text[:start] + words + text[end:]
            taken.append((start, end))
    return replace(row, text=text)


def _stand_in(kind: str, written: str, salt: bytes) -> str:
    digest = _digest(written, salt)
    number = int(digest[:8], 16)
    match kind:
        case "name":
            return " ".join(_NAMES[(number >> 5 * place) % len(_NAMES)] for place in range(len(written.split())))
        case "phone":
            return f"06 39 98 {number % 100:02} {number // 100 % 100:02}"
        case "email":
            return f"personne-{digest[:6]}@example.org"
        case "address":
            return f"{number % 90 + 1} rue de l’Exemple"
        case "birth_date":
            return f"0{number % 9 + 1}/01/1990"
        case _:
            return "[numéro]"


def _digest(written: str, salt: bytes) -> str:
    return hmac.new(salt, " ".join(fold(written).split()).encode(), hashlib.sha256).hexdigest()
