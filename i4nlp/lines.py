"""A byte stream → its lines, as soon as they are there: a bulk of them when the writer is fast, one when it waits."""

import json
import os
from collections.abc import Iterator

from i4nlp.errors import InputError

LONGEST_LINE = 1_000_000  # bytes; the rest of a longer line is thrown away, so that memory stays bounded
_CHUNK = 1 << 16


def bulks(descriptor: int) -> Iterator[list[object]]:
    """Yield what each read of a file descriptor completed: a tweet (text or object) or an `InputError` a line."""
    number, kept, skipping = 0, b"", False
    while chunk := os.read(descriptor, _CHUNK):
        *complete, kept = (kept + chunk).split(b"\n")
        bulk: list[object] = []
        for line in complete:
            number += 1
            bulk.append(_too_long(number) if skipping or len(line) > LONGEST_LINE else read_line(line, number))
            skipping = False
        if len(kept) > LONGEST_LINE:
            kept, skipping = b"", True
        if bulk:
            yield bulk
    if kept or skipping:
        yield [_too_long(number + 1) if skipping else read_line(kept, number + 1)]


def read_line(line: bytes, number: int) -> object:
    """Read one line: a JSON object, or else the text of a tweet; what cannot be read comes back as an `InputError`."""
    try:
        text = line.removesuffix(b"\r").decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        message = f"Cette ligne n’est pas en UTF-8 (octet {error.start}). Enregistrez le fichier en UTF-8."
        return InputError("not_utf8", message, line=number)
    if not text.lstrip().startswith("{"):
        return text
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        message = "Cette ligne commence comme un objet JSON et n’en est pas un. Vérifiez accolades et guillemets."
        return InputError("broken_json", message, line=number)


def _too_long(number: int) -> InputError:
    return InputError("line_too_long", f"Cette ligne dépasse {LONGEST_LINE} octets. Donnez un tweet par ligne.", line=number)
