"""The one `.venv/` of the checkout: made, filled from a lock file and left alone while nothing changed.

Runs on the Python that the person typed, with nothing installed; every script of this folder begins here.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "i4nlp-setup.txt"
RUN_LOCK = ROOT / "requirements.lock"
DEV_LOCK = ROOT / "requirements-dev.lock"
OLDEST = (3, 11)


def venv_python():
    """The interpreter inside `.venv/`."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def prepare(dev=False):
    """Make `.venv/` match the lock files (with the development group if `dev`) and return its interpreter.

    Does nothing when the stamp of the last complete set-up is still true; a set-up that was cut off is begun again.
    """
    if sys.version_info < OLDEST:
        sys.exit(
            "i4nlp needs Python 3.11 or newer; this is {}.{}. Run the same command with a newer python3.".format(*sys.version_info[:2])
        )
    done = STAMP.read_text(encoding="utf-8").split() if STAMP.is_file() and venv_python().is_file() else []
    wanted = [_digest(RUN_LOCK), _digest(DEV_LOCK)] if dev else [_digest(RUN_LOCK)]
    if done[: len(wanted)] == wanted and _starts():
        return venv_python()
    if done[:1] != wanted[:1] or not _starts():
        _create()
    STAMP.unlink(missing_ok=True)
    print("i4nlp: installing the locked packages into .venv (once; about a minute)…", file=sys.stderr, flush=True)
    lock = DEV_LOCK if dev else RUN_LOCK
    _pip("--require-hashes", "-r", str(lock))
    # hatchling comes from the lock, so the build needs no second, unlocked environment
    _pip("--no-deps", "--no-build-isolation", "-e", str(ROOT))
    STAMP.write_text("\n".join(wanted), encoding="utf-8")
    return venv_python()


def run(*arguments, dev=False):
    """Run `python ARGUMENTS…` of the prepared environment from the checkout and return its exit status."""
    return subprocess.call([str(prepare(dev)), *map(str, arguments)], cwd=ROOT)


def enter():
    """Start the calling script anew inside the prepared environment, unless it already runs there."""
    if Path(sys.prefix).resolve() != VENV.resolve():
        sys.exit(run(*sys.argv))


def _digest(lock):
    """What the set-up depends on: the lock, the project's metadata and the Python that made the environment."""
    # the version and the name of the Python, so that `python3.12 scripts/test.py` makes its own environment
    parts = [lock.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), str(sys.version_info[:2]).encode(), str(ROOT).encode()]
    # a checkout with Windows line ends has the same locked versions
    return hashlib.sha256(b"\0".join(part.replace(b"\r\n", b"\n") for part in parts)).hexdigest()


def _starts():
    return venv_python().is_file() and subprocess.call([str(venv_python()), "-c", ""], stderr=subprocess.DEVNULL) == 0


def _create():
    if VENV.exists():
        shutil.rmtree(VENV)
    if subprocess.call([sys.executable, "-m", "venv", str(VENV)]) != 0:
        sys.exit("i4nlp: this Python cannot make a virtual environment (on Debian and Ubuntu: apt install python3-venv).")


def _pip(*arguments):
    command = [str(venv_python()), "-m", "pip", "--disable-pip-version-check", "install", "--quiet", *arguments]
    if subprocess.call(command) != 0:
        sys.exit("i4nlp: the installation stopped (pip's reason is above). Check the network, then run the same command again.")
