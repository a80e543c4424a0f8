"""The one `.venv/` of the checkout: made, filled from a lock file and left alone while nothing changed.

Runs on the Python that the person typed, with nothing installed; every script of this folder begins here.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "i4nlp-setup.json"
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
    wanted = {"python": [*sys.version_info[:2], str(ROOT)], "run": _digest(RUN_LOCK), "project": _digest(ROOT / "pyproject.toml")}
    if dev:
        wanted["dev"] = _digest(DEV_LOCK)
    done = _read_stamp()
    if all(done.get(key) == value for key, value in wanted.items()):
        return venv_python()
    # with another Python, or where a locked version has changed, what is there is not built upon
    fresh = "run" not in done or any(done[key] != wanted[key] for key in (done.keys() & wanted.keys()) - {"project"})
    if fresh:
        _create()
    STAMP.unlink(missing_ok=True)
    print("i4nlp: installing the locked packages into .venv (once; about a minute)…", file=sys.stderr, flush=True)
    if fresh or wanted.keys() - done.keys():
        _pip("--require-hashes", "-r", str(DEV_LOCK if dev else RUN_LOCK))
    # hatchling comes from the lock, so the build needs no second, unlocked environment
    _pip("--no-deps", "--no-build-isolation", "-e", str(ROOT))
    STAMP.write_text(json.dumps({**({} if fresh else done), **wanted}), encoding="utf-8")
    return venv_python()


def run(*arguments, dev=False):
    """Run `python ARGUMENTS…` of the prepared environment from the checkout and return its exit status."""
    return subprocess.call([str(prepare(dev)), *map(str, arguments)], cwd=ROOT)


def enter(dev=False):
    """Start the calling script anew inside the prepared environment, unless it already runs there."""
    if Path(sys.prefix).resolve() != VENV.resolve():
        sys.exit(run(*sys.argv, dev=dev))


def _read_stamp():
    """Return what the last complete set-up was made from; nothing if there was none or the environment does not start."""
    try:
        return json.loads(STAMP.read_text(encoding="utf-8")) if _starts() else {}
    except (OSError, ValueError):
        return {}


def _digest(file):
    # a checkout with Windows line ends has the same locked versions
    return hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


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
