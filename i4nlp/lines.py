"""A byte stream → its lines, as soon as they are there: a bulk of them when the writer is fast, one when it waits."""

import json
import os
import select
import signal
import threading
from collections.abc import Iterable, Iterator

from i4nlp.errors import InputError

LONGEST_LINE = 1_000_000  # bytes; the rest of a longer line is thrown away, so that memory stays bounded
_CHUNK = 1 << 16
_STOPS = (signal.SIGTERM, signal.SIGINT)


def chunks(descriptor: int) -> Iterator[bytes]:
    """Yield what a file descriptor gives, until its end or until the process is told to stop (SIGTERM, SIGINT), between two reads."""
    if os.name != "posix" or threading.current_thread() is not threading.main_thread():
        while chunk := os.read(descriptor, _CHUNK):
            yield chunk
        return
    told, bell = os.pipe()
    os.set_blocking(bell, False)
    # a handler that raises could lose what was just read: the signal rings, and is heard where the next bytes are waited for
    before = {number: signal.signal(number, lambda *_: None) for number in _STOPS}
    bell_before = signal.set_wakeup_fd(bell, warn_on_full_buffer=False)
    try:
        while told not in select.select([descriptor, told], [], [])[0] and (chunk := os.read(descriptor, _CHUNK)):
            yield chunk
    finally:
        signal.set_wakeup_fd(bell_before)
        for number, handler in before.items():
            signal.signal(number, handler)
        os.close(told)
        os.close(bell)


def bulks(pieces: Iterable[bytes]) -> Iterator[list[bytes | None]]:
    """Yield the lines that each piece of a byte stream completed, without their ends; `None` is a line that is too long."""
    kept, skipping = b"", False
    for chunk in pieces:
        *complete, kept = (kept + chunk).split(b"\n")
        bulk: list[bytes | None] = []
        for line in complete:
            bulk.append(None if skipping or len(line) > LONGEST_LINE else line)
            skipping = False
        if len(kept) > LONGEST_LINE:
            kept, skipping = b"", True
        if bulk:
            yield bulk
    if kept or skipping:
        yield [None if skipping else kept]


def read_line(line: bytes | None, number: int) -> object:
    """Read one line: a JSON object, or else the text of a tweet; what cannot be read comes back as an `InputError`."""
    if line is None:
        return InputError("line_too_long", f"Cette ligne dépasse {LONGEST_LINE} octets. Donnez un tweet par ligne.", line=number)
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
