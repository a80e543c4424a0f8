#!/usr/bin/env python3
"""Write the two lock files anew from pyproject.toml, universal over the supported Pythons; needs `uv` on the PATH."""

import subprocess

import environment

COMPILE = "uv pip compile --universal --generate-hashes --python-version 3.11 --no-header --no-annotate --quiet --all-extras --group build"

if __name__ == "__main__":
    run = [*COMPILE.split(), "pyproject.toml", "-o", environment.RUN_LOCK.name]
    # the development lock adds to the other and never differs from it
    dev = [*COMPILE.split(), "pyproject.toml", "--group", "dev", "-c", environment.RUN_LOCK.name, "-o", environment.DEV_LOCK.name]
    for command in (run, dev):
        subprocess.run(command, cwd=environment.ROOT, check=True)
