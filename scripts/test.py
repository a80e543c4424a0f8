#!/usr/bin/env python3
"""Set up with the development group, then run the tests: `python3 scripts/test.py [pytest's options]`."""

import sys

import environment

if __name__ == "__main__":
    sys.exit(environment.run("-m", "pytest", *sys.argv[1:], dev=True))
