#!/usr/bin/env python3
"""Set up with the development group, then run the tests: `python3 scripts/test.py [pytest's options]`; all of them on several cores."""

import sys

import environment

if __name__ == "__main__":
    options = sys.argv[1:] or ["-n", "auto", "--maxprocesses", "4", "--dist", "loadfile"]
    sys.exit(environment.run("-m", "pytest", *options, dev=True))
