"""The templates and static files of the page, read once."""

import hashlib
import json
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from i4nlp.links import top_level_domains

_KINDS = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
STATIC = ("style.css", "platform.js", "count.js", "page.js", "desk.css", "desk.js", "icon.svg")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("i4nlp.web", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals["asset"] = lambda root, name: f"{root}/static/{name}?v={static(name)[1]}"
    return environment


def render(template: str, /, **values: Any) -> str:
    """Return a template filled in; a value that is missing is an error."""
    return _environment().get_template(template).render(values)


@cache
def static(name: str) -> tuple[bytes, str, str]:
    """Return a static file, its fingerprint and its media type."""
    content = _platform() if name == "platform.js" else files("i4nlp.web").joinpath("static", name).read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:12]
    return content, digest, f"{_KINDS[name.rpartition('.')[2]]}; charset=utf-8"


def _platform() -> bytes:
    """Return what count.js needs of platform.toml and of the list of top-level domains."""
    numbers = tomllib.loads(files("i4nlp").joinpath("platform.toml").read_text(encoding="utf-8"))
    told = {key: value for key, value in numbers.items() if key not in {"version", "source"}}
    return f"const PLATFORM = {json.dumps(told | {'tlds': ' '.join(sorted(top_level_domains()))}, ensure_ascii=False)};\n".encode()
