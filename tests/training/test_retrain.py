"""`scripts/retrain.py` in a small checkout of its own, killed at each of its steps and begun again: nothing in service changes."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from i4nlp import artifact
from i4nlp.data.labelled import Labelled, write_labelled
from i4nlp.data.record import SPLITS, read_records, write_records
from i4nlp.labels import Label

ROOT = Path(__file__).resolve().parents[2]
DATA = Path("datasets", "i4-tweets-fr")
STEPS = 7


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """Return a checkout with 60 texts a split, which uses the packages of this one."""
    root = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "i4nlp", root / "i4nlp", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "models", root / "models")
    shutil.copytree(ROOT / DATA, root / DATA)
    for name in ("README.md", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, root)
    for name in SPLITS:
        write_records(root / DATA / f"{name}.jsonl", random.Random(5).sample(read_records(ROOT / DATA / f"{name}.jsonl"), 60))
    lines = (root / DATA / "invariance.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (root / DATA / "invariance.jsonl").write_text("".join(lines[:16]), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "i4nlp", "data", "describe", DATA, "--write"], cwd=root, check=True, stdout=subprocess.DEVNULL)
    scripts = root / "scripts"
    scripts.mkdir()
    for name in ("retrain.py", "environment.py"):
        shutil.copy(ROOT / "scripts" / name, scripts)
    # the packages are there: what sets them up is told so
    with (scripts / "environment.py").open("a", encoding="utf-8") as file:
        file.write("\n\ndef prepare(dev=False):\n    return sys.executable\n")
    tweets = [
        Labelled(str(number), f"Demain à {number} h je finis mon CDD, qui cherche un soudeur ?", Label.SEEKER_REQUEST)
        for number in range(12)
    ]
    write_labelled(root / "new.jsonl", tweets)
    return root


def begin(root, *words):
    command = [sys.executable, "scripts/retrain.py", "new.jsonl", *words]
    return subprocess.Popen(
        command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", start_new_session=True,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip


def served(root):
    current = artifact.model_path(root / "models")
    return current, {file.name: file.read_bytes() for file in sorted(current.iterdir())}


def test_killed_at_each_step_nothing_in_service_changes_and_the_next_run_goes_on(checkout):
    before = served(checkout)
    trained = 0
    for number in range(1, STEPS + 1):
        run = begin(checkout)
        for line in run.stdout:
            trained += "4/7" in line
            if f"] {number}/{STEPS} " in line:
                os.killpg(run.pid, signal.SIGKILL)
                break
        else:
            pytest.fail(f"step {number} never came")
        run.wait()
        run.stdout.close()
        assert served(checkout) == before
    # the training was killed once; then it was done once, and never again
    assert trained == 2
    run = begin(checkout)
    said, _ = run.communicate()
    assert "Sur les " in said
    assert ("est en service." in said) == (run.returncode == 0)
    if run.returncode:  # 60 texts make no better model
        assert "Le modèle en service n’a pas changé" in said
        assert served(checkout) == before
    rows = (checkout / "datasets" / "local" / "imported.jsonl").read_text(encoding="utf-8").splitlines()
    assert len({json.loads(row)["id"] for row in rows}) == len(rows) == 12
    assert not (checkout / "models" / ".retraining").exists()


def test_a_second_run_says_that_one_is_under_way(checkout):
    first = begin(checkout, "--version", "first")
    assert "1/7" in first.stdout.readline() + first.stdout.readline()
    second = begin(checkout)
    said, _ = second.communicate(timeout=60)
    assert second.returncode == 1
    assert f"processus {first.pid}" in said
    os.killpg(first.pid, signal.SIGKILL)
    first.communicate()
