"""The labelling guide in French: what each label is, and the twelve rules."""

import tomllib
from functools import cache
from importlib.resources import files

from i4nlp.labels import Label


@cache
def guide() -> tuple[dict[Label, str], dict[str, str]]:
    """Return what a tweet of each label does, and the rules by their title."""
    told = tomllib.loads(files("i4nlp.labelling").joinpath("guide.toml").read_text(encoding="utf-8"))
    return {Label(name): text for name, text in told["labels"].items()}, dict(told["rules"])
