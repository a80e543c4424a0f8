#!/usr/bin/env python3
"""Set up, then in one breath: import → check → merge → train → evaluate → report → promote or refuse.

`python3 scripts/retrain.py FILE…` brings newly labelled tweets in and trains on them and on the shipped data set; without a file, on
what is there. `--version NAME` names the model (else the day's date). Each step is a command of its own; a run that was cut off is gone on
with by the same command, and the model in service stays until a better one is promoted.
"""

import argparse
import datetime
import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import environment

MODELS = environment.ROOT / "models"
SHIPPED = Path("datasets/i4-tweets-fr")
LOCAL = Path("datasets/local")
LOCK = MODELS / ".retraining"
STEPS = (
    "Prendre les tweets étiquetés",
    "Les répartir, sans déplacer ceux d’avant",
    "Vérifier les données",
    "Entraîner un modèle (une à deux minutes)",
    "Le mesurer sur les tweets de l’examen",
    "Écrire le rapport",
    "Le comparer au modèle en service",
)
SESSION = re.compile(r"(```console\n\$ (?:python3 scripts/run\.py|i4nlp) (.+)\n)[\s\S]*?```")


def main():
    """Run the chain; the first step that fails ends it, and the model in service stays."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("files", nargs="*", type=Path)
    words.add_argument("--version")
    asked = words.parse_args()
    take_lock()
    try:
        for file in asked.files:
            step(1, "data", "import", file.resolve(), "--into", LOCAL)
        local = any((environment.ROOT / LOCAL).glob("*.jsonl"))
        data = LOCAL / "merged" if local else SHIPPED
        step(2, "data", "merge") if local else step(2, "data", "describe", SHIPPED, "--write")
        step(3, "data", "check", SHIPPED)
        name = asked.version or next_name(data)
        if not is_trained(name, data):
            shutil.rmtree(MODELS / name, ignore_errors=True)
            step(4, "train", "--version", name, "--data", data)
        if not (MODELS / name / "metrics.json").is_file():
            real = [word for file in sorted(environment.ROOT.parent.glob("shared/real/*.jsonl")) for word in ("--real", file)]
            step(5, "evaluate", MODELS / name, "--data", data, *real)
        step(6, "report", name, "--data", data)
        step(7, "promote", name, "--data", data)
        keep_two()
        if not local:
            for file in ("README.md", "README.fr.md"):
                refresh(environment.ROOT / file)
    finally:
        LOCK.unlink(missing_ok=True)


def step(number, *command):
    """Show how far the chain is and run one command of i4nlp; where it fails, end."""
    print(f"\n[{'■' * number}{'□' * (len(STEPS) - number)}] {number}/{len(STEPS)} {STEPS[number - 1]}", flush=True)
    if environment.run("-m", "i4nlp", *command) != 0:
        sys.exit(f"arrêté à : i4nlp {' '.join(map(str, command))}. Le modèle en service n’a pas changé.")


def take_lock():
    """Say so and end where another run is under way; a lock whose process is gone is nobody's."""
    try:
        other = int(LOCK.read_text(encoding="ascii"))
        os.kill(other, 0)
    except (OSError, ValueError):
        LOCK.write_text(str(os.getpid()), encoding="ascii")
    else:
        sys.exit(f"Un entraînement est déjà en cours (processus {other}). Attendez sa fin, ou arrêtez-le.")


def digests(data):
    """Return what `i4nlp train` notes of its data."""
    files = ("train", "dev", "calibration", "test")
    return {name: hashlib.sha256((environment.ROOT / data / f"{name}.jsonl").read_bytes()).hexdigest() for name in files}


def is_trained(name, data):
    """Tell whether a model of this name was trained, to its end, on this very data."""
    try:
        about = json.loads((MODELS / name / "model.json").read_text(encoding="utf-8"))
        done = (MODELS / name / "checksums.json").is_file() and "relay" in about["training"]
    except (OSError, ValueError, KeyError):
        return False
    return done and about["training"]["data"] == digests(data)


def next_name(data):
    """Return the name of a run that was cut off, or the day's date and the next number."""
    current = tomllib.loads((MODELS / "current.toml").read_text(encoding="utf-8")).values()
    for folder in sorted(MODELS.iterdir()):
        if folder.is_dir() and folder.name not in current and is_trained(folder.name, data):
            return folder.name
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    numbers = [int(found[1]) for folder in MODELS.iterdir() if (found := re.fullmatch(rf"{today}\.(\d+)", folder.name))]
    return f"{today}.{max(numbers, default=0) + 1}"


def keep_two():
    """Keep the model in service and the one before."""
    kept = tomllib.loads((MODELS / "current.toml").read_text(encoding="utf-8")).values()
    for folder in MODELS.iterdir():
        if folder.is_dir() and folder.name not in kept:
            shutil.rmtree(folder)


def refresh(file):
    """Write what each command of a README prints today below it."""

    def answer(found):
        command = [environment.venv_python(), "-m", "i4nlp", *shlex.split(found[2])]
        utf8 = {**os.environ, "PYTHONUTF8": "1"}
        printed = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", cwd=environment.ROOT, env=utf8).stdout
        return f"{found[1]}{printed.rstrip()}\n```"

    file.write_text(SESSION.sub(answer, file.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
