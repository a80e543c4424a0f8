"""One part of an archive → its bytes in the output: what every engine runs, in this process or in another."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from i4nlp import payload
from i4nlp.assistant import Assistant
from i4nlp.batch import reading, writing
from i4nlp.classification import Classification, Failure

_DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked of every part: the model's folder, the columns, the format and the compression."""

    models: Path | None
    columns: tuple[str, ...]
    facts: bool
    wanted: str
    packed: str


@dataclass(frozen=True, slots=True)
class Done:
    """The bytes of a part, how many rows have each label, how many could not be read, and who worked: which model, how often loaded."""

    number: int
    content: bytes
    labels: Mapping[str, int]
    bad: int
    model: str
    worker: str
    loads: int


_loads: Counter[Path | None] = Counter()


@cache
def assistant(models: Path | None) -> Assistant:
    """Return the model of a folder, loaded once a process; the loads are counted."""
    _loads[models] += 1
    return Assistant(models)


def answer(part: reading.Part, job: Job, worker: str) -> Done:
    """Answer every row of a part."""
    reader = assistant(job.models)
    tweets = [reading.tweet_of(row, line, text_lines=part.text_lines) for line, row in part.rows]
    found = reader.classify_many(tweets)
    file = {"file": part.file} if "file" in job.columns else {}
    rows = [file | _row(line, tweet, one, facts=job.facts) for (line, _), tweet, one in zip(part.rows, tweets, found, strict=True)]
    labels = Counter(row["label"] for row in rows if row["label"])
    bad = sum(row["error"] is not None for row in rows)
    content = writing.encoded(rows, job.columns, job.wanted, job.packed, first=part.number == 0)
    return Done(part.number, content, dict(labels), bad, reader.classifier.version, worker, _loads[job.models])


def _row(line: int, tweet: object, found: Classification | Failure, *, facts: bool) -> dict[str, Any]:
    if isinstance(found, Failure):
        return {"line": line, "id": None, "label": None, "error": found.error.message}
    told = {
        "line": line,
        "id": found.id,
        "label": found.label.value,
        **{label.value: round(value, _DECIMALS) for label, value in found.probabilities.items()},
        "contracts": [contract.value for contract in found.contracts],
        "relay": found.relay.action.value,
        "code": found.relay.code,
        "error": None,
    }
    return told | (_facts(payload.read(tweet).text) if facts else {})


def _facts(text: str) -> dict[str, Any]:
    """Return the facts of a text; of contact details only their kinds, so that the output holds none."""
    from i4nlp import facts

    read = facts.read(text)
    return {
        "metier": read.metier.text if read.metier else None,
        "lieu": [place.text for place in read.lieu],
        "call_to_action": read.call_to_action,
        "contact_details": _once(detail.kind for detail in read.contact_details),
        "availability": read.availability.text if read.availability else None,
        "experience": read.experience.text if read.experience else None,
        "closed": read.closed,
        "for_someone_else": read.for_someone_else,
    }


def _once(values: Any) -> Sequence[str]:
    return list(dict.fromkeys(values))
