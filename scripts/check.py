#!/usr/bin/env python3
"""Set up, then what reads the code without running it: ruff, mypy --strict, and the direction of the imports."""

import sys

import environment

CHECKS = (
    ("-m", "ruff", "check", "."),
    ("-m", "ruff", "format", "--check", "."),
    ("-m", "mypy"),
    ("-m", "pytest", "tests/test_structure.py"),
)

if __name__ == "__main__":
    failed = [" ".join(check) for check in CHECKS if environment.run(*check, dev=True) != 0]
    print("\n".join(f"failed: {check}" for check in failed) or "check: all passed")
    sys.exit(bool(failed))
