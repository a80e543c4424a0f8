"""What the collective chooses (a TOML file) and what only the environment knows (the secrets)."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from i4nlp.errors import InputError

SECRETS = ("I4NLP_X_API_KEY", "I4NLP_X_API_SECRET", "I4NLP_X_ACCESS_TOKEN", "I4NLP_X_ACCESS_SECRET")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of the bot; a path of the settings file is one beside it."""

    query: str = "#i4Emploi -is:retweet"
    api: str = "https://api.x.com"
    database: Path = Path("bot.sqlite")
    pause_file: Path = Path("bot.pause")  # while it is there, nothing is read or relayed
    opt_out_file: Path = Path("bot-opt-out.txt")  # a name or an account's number a line
    per_hour: int = 20
    per_author_per_day: int = 1
    keep_days: int = 30
    wait_seconds: int = 60  # between two looks
    models: Path | None = None
    retweet_threshold: float | None = None  # else the one that is stored beside the model
    review_threshold: float | None = None


def read(file: Path) -> Settings:
    """Read a settings file; whatever it does not say keeps its default."""
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise InputError("no_settings", f"{file}\u00a0: ce fichier n’existe pas. Copiez l’exemple du README.") from error
    except (ValueError, OSError) as error:
        raise InputError("bad_settings", f"{file}\u00a0: réglages illisibles ({error}).") from error
    known = {one.name: one.type for one in fields(Settings)}
    if unknown := sorted(set(told) - set(known)):
        raise InputError("bad_settings", f"{file}\u00a0: réglage inconnu «\u00a0{unknown[0]}\u00a0». Acceptés\u00a0: {', '.join(known)}.")
    defaults = {one.name: one.default for one in fields(Settings) if isinstance(one.default, Path)}
    places = {name: file.parent / default for name, default in defaults.items()}
    return Settings(**(places | {name: _checked(file, name, value) for name, value in told.items()}))


def _checked(file: Path, name: str, value: Any) -> Any:
    default = getattr(Settings(), name)
    if name.endswith("threshold"):
        good = isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1
        expected = "un nombre de 0 à 1"
    elif isinstance(default, int):
        good = type(value) is int and value >= 1
        expected = "un entier d’au moins 1"
    else:
        good = isinstance(value, str) and bool(value.strip())
        expected = "un texte entre guillemets"
    if not good:
        raise InputError("bad_settings", f"{file}\u00a0: «\u00a0{name}\u00a0» est {expected}\u202f; reçu\u00a0: {value!r:.80}.")
    return file.parent / value if isinstance(default, Path) or name == "models" else value


def secrets(environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """Return the four secrets of OAuth 1.0a, which X asks of who retweets; they stand nowhere but in the environment."""
    if missing := [name for name in SECRETS if not environment.get(name)]:
        raise InputError(
            "no_secrets", f"Variables d’environnement absentes\u00a0: {', '.join(missing)}. Elles se lisent sur developer.x.com."
        )
    return tuple(environment[name] for name in SECRETS)
