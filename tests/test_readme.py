"""The README's examples run, and print what it says they print."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SESSIONS = re.findall(
    r"```console\n\$ (?:python3 scripts/run\.py|i4nlp) (.+)\n([\s\S]*?)```", README + (ROOT / "README.fr.md").read_text(encoding="utf-8")
)
PROGRAMS = re.findall(r"```python\n([\s\S]*?)```", README)


@pytest.mark.parametrize(("words", "shown"), SESSIONS, ids=[words[:40] for words, _ in SESSIONS])
def test_a_command_prints_what_the_readme_shows(words, shown):
    done = subprocess.run(
        [sys.executable, "-m", "i4nlp", *shlex.split(words)], capture_output=True, encoding="utf-8", check=False, cwd=ROOT
    )
    assert done.stdout.rstrip() == shown.rstrip()


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_of_the_readme_runs(program):
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8", check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr


def test_the_readme_shows_commands_and_programs():
    assert len(SESSIONS) >= 2
    assert PROGRAMS


def test_the_first_screen_has_the_two_commands():
    first = "\n".join(README.splitlines()[:40])
    assert "python3 scripts/run.py" in first
    assert "python3 scripts/test.py" in first


def test_the_version_of_the_package_is_the_newest_of_the_changelog():
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert version
    assert f"## {version[1]}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
