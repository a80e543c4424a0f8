#!/usr/bin/env python3
"""Set up, then from the data set to the model in service: check, describe, train, put in service, refresh the README's examples.

`python3 scripts/retrain.py NAME` writes the data card's tables, `models/NAME/` with its card, `models/current.toml`, and what the README
shows.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib

import environment

DATA = "datasets/i4-tweets-fr"
SESSION = re.compile(r"(```console\n\$ (?:python3 scripts/run\.py|i4nlp) (.+)\n)[\s\S]*?```")


def main(name):
    """Run the chain; the first step that fails ends it, and the model in service stays."""
    models = environment.ROOT / "models"
    real = [word for file in sorted(environment.ROOT.parent.glob("shared/real/*.jsonl")) for word in ("--real", file)]
    steps = (
        ("data", "describe", DATA, "--write"),
        ("data", "check", DATA),
        ("train", "--version", name),
        ("evaluate", models / name, *real),
        ("promote", name),
    )
    for step in steps:
        if environment.run("-m", "i4nlp", *step) != 0:
            sys.exit(f"stopped at: i4nlp {' '.join(map(str, step))}")
    # the one in service and the one before
    kept = tomllib.loads((models / "current.toml").read_text(encoding="utf-8")).values()
    for folder in models.iterdir():
        if folder.is_dir() and folder.name not in kept:
            shutil.rmtree(folder)
    for file in ("README.md", "README.fr.md"):
        refresh(environment.ROOT / file)


def refresh(file):
    """Write what each command of a README prints today below it."""

    def answer(found):
        command = [environment.venv_python(), "-m", "i4nlp", *shlex.split(found[2])]
        utf8 = {**os.environ, "PYTHONUTF8": "1"}
        printed = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", cwd=environment.ROOT, env=utf8).stdout
        return f"{found[1]}{printed.rstrip()}\n```"

    file.write_text(SESSION.sub(answer, file.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
