"""What whoever runs the server may choose."""

from dataclasses import dataclass
from pathlib import Path

MAX_BODY = 64 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Settings:
    """How the server runs: requests a minute for one address (0: no limit), seconds for one request, and where it stands behind a proxy."""

    models: Path | None = None
    rate: int = 120
    timeout: float = 10.0
    root_path: str = ""
    metrics: bool = False
    desk: "Desk | None" = None


@dataclass(frozen=True, slots=True)
class Desk:
    """What the maintainers' pages work on: a file of tweets to label, the bot's database; and the token that opens them."""

    token: str
    label: Path | None = None
    database: Path | None = None
