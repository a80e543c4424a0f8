#!/usr/bin/env python3
"""Build a wheel from the checkout, install it in an empty environment, and use it from another folder: it must carry the model."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import environment

TWEET = "Je cherche un poste de soudeur à Brest, CDI, RT svp"


def main():
    """Build, install and use the wheel; any step that fails ends the script."""
    python = environment.prepare(dev=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([python, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=environment.ROOT, check=True)
        (wheel,) = folder.glob("*.whl")
        subprocess.run([sys.executable, "-m", "venv", folder / "empty"], check=True)
        bin_folder = folder / "empty" / ("Scripts" if os.name == "nt" else "bin")
        pip = [bin_folder / "python", "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        # the locked versions first, so that the wheel is tried with what the tests were run with
        subprocess.run([*pip, "--require-hashes", "-r", environment.RUN_LOCK], check=True)
        subprocess.run([*pip, "--no-index", wheel], check=True)
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("I4NLP", "PYTHON"))}
        command = [bin_folder / "i4nlp", "classify", "--json", TWEET]
        done = subprocess.run(command, cwd=folder, env=clean, check=True, capture_output=True, encoding="utf-8")
        answer = json.loads(done.stdout)
        assert answer["label"] == "seeker_request", answer
        subprocess.run([bin_folder / "i4nlp", "coach", TWEET], cwd=folder, env=clean, check=True)
        print(f"wheel: {wheel.name} ({wheel.stat().st_size / 1e6:.1f} MB) labels with model {answer['model']}")


if __name__ == "__main__":
    main()
