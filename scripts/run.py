#!/usr/bin/env python3
"""Set up, then review a tweet with its label: `python3 scripts/run.py [an i4nlp command and its words]`."""

import sys

import environment

if __name__ == "__main__":
    alone = ["coach"] if sys.stdin is not None and sys.stdin.isatty() else ["coach", "--example"]
    sys.exit(environment.run("-m", "i4nlp", *(sys.argv[1:] or alone)))
