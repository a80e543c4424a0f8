#!/usr/bin/env python3
"""Write the two lock files anew from pyproject.toml, universal over the supported Pythons, and the bill of materials.

Needs `uv` on the PATH.
"""

import json
import re
import subprocess

import environment

COMPILE = "uv pip compile --universal --generate-hashes --python-version 3.11 --no-header --no-annotate --quiet --all-extras --group build"
BILL = environment.ROOT / "requirements.cdx.json"


def bill():
    """Write what the package runs with, in CycloneDX: versions and hashes as locked, licences as the installed packages tell them."""
    told = {}
    for words in (("environment", str(environment.prepare(dev=True))), ("requirements", environment.RUN_LOCK.name)):
        command = [
            environment.venv_python(),
            "-m",
            "cyclonedx_py",
            *words,
            "--pyproject",
            "pyproject.toml",
            "--output-reproducible",
            "-o",
            "-",
        ]
        done = subprocess.run(command, cwd=environment.ROOT, check=True, capture_output=True, encoding="utf-8")
        told[words[0]] = json.loads(done.stdout)
    licences = {_plain(one["name"]): one["licenses"] for one in told["environment"]["components"] if "licenses" in one}
    found = told["requirements"]
    for one in found["components"]:
        del one["description"]  # the line of the lock file, once more
        known = licences.get(_plain(one["name"]), [])
        one["licenses"] = [licence for licence in known if "text" not in licence.get("license", {})] or known
    BILL.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")


def _plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    run = [*COMPILE.split(), "pyproject.toml", "-o", environment.RUN_LOCK.name]
    # the development lock adds to the other and never differs from it
    dev = [*COMPILE.split(), "pyproject.toml", "--group", "dev", "-c", environment.RUN_LOCK.name, "-o", environment.DEV_LOCK.name]
    for command in (run, dev):
        subprocess.run(command, cwd=environment.ROOT, check=True)
    bill()
