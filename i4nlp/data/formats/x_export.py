"""What the platform gives: the archive that a person asks for (`tweets.js`, alone or in its zip), and pages of its API v2."""

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

from i4nlp.data.formats.lines import decoded, loads, rows_of
from i4nlp.data.formats.tables import readable
from i4nlp.data.labelled import Raw
from i4nlp.errors import InputError

_PART = re.compile(r"(?:.*/)?data/tweets?(?:-part\d+)?\.js")
_ASSIGNED = re.compile(r"\s*window\.YTD\.\w+\.part\d+\s*=\s*")
_MOST_BYTES = 2 << 30  # of one part, unpacked


def read_archive(file: Path) -> Iterator[Raw]:
    """Read the tweets of an archive; they have no label yet."""
    for name, content in _parts(file):
        assigned = _ASSIGNED.match(content)
        if assigned is None:
            raise InputError("not_an_archive", f"{name}\u00a0: «\u00a0window.YTD.tweets.part0 = …\u00a0» est attendu au début.")
        for number, entry in enumerate(loads(content[assigned.end() :], Path(name)), 1):
            tweet = entry.get("tweet", entry) if isinstance(entry, dict) else {}
            values = {"id": tweet.get("id_str", tweet.get("id")), "text": _text(tweet.get("full_text", tweet.get("text")))}
            yield Raw(f"{name}:{number}", values | {"meta": {"created_at": tweet["created_at"]} if "created_at" in tweet else {}})


def read_api(file: Path) -> Iterator[Raw]:
    """Read pages of the API v2, one JSON document or one a line; a long post's whole text is in `note_tweet`."""
    for where, page in rows_of(file) if file.suffix == ".jsonl" else [(f"{file}:1", loads(decoded(file), file))]:
        data = page.get("data", page) if isinstance(page, dict) else page
        for number, tweet in enumerate(data if isinstance(data, list) else [data], 1):
            place = f"{where}.{number}" if isinstance(data, list) else where
            if not isinstance(tweet, dict):
                yield Raw(place, {"fault": "un tweet de l’API est un objet JSON"})
                continue
            note = tweet.get("note_tweet")
            text = note.get("text") if isinstance(note, dict) and note.get("text") else tweet.get("text")
            meta = {name: tweet[name] for name in ("created_at", "lang", "referenced_tweets") if name in tweet}
            yield Raw(place, {"id": tweet.get("id"), "text": _text(text), "meta": meta})


def _text(written: Any) -> Any:
    """Return a text without the platform's escapes: it writes & < > as entities."""
    return unescape(written) if isinstance(written, str) else written


def _parts(file: Path) -> Iterator[tuple[str, str]]:
    if not zipfile.is_zipfile(file):
        yield str(file), decoded(file)
        return
    with readable(file, "cette archive", "Donnez-la telle que X l’a envoyée."), zipfile.ZipFile(file) as archive:
        names = sorted(name for name in archive.namelist() if _PART.fullmatch(name))
        if not names:
            raise InputError(
                "not_an_archive",
                f"{file}\u00a0: pas de «\u00a0data/tweets.js\u00a0» dans ce zip. Donnez l’archive telle que X l’a envoyée.",
            )
        for name in names:
            if archive.getinfo(name).file_size > _MOST_BYTES:
                raise InputError("archive_too_large", f"{file}\u00a0: «\u00a0{name}\u00a0» dépasse 2\u00a0Gio une fois ouvert.")
            yield f"{file}/{name}", archive.read(name).decode("utf-8-sig")
