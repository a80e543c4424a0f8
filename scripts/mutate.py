#!/usr/bin/env python3
"""Set up, then change relay, rewrite and data checks in a copy, one small thing at a time, and count what the tests notice (mutmut).

`python3 scripts/mutate.py [PATTERN…]`, `i4nlp.relay*` say; all of it in about an hour. Writes `tests/mutation.json`; what no test noticed
is printed.
"""

import environment

environment.enter()

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

RESULTS = environment.ROOT / "tests" / "mutation.json"
LEAST = 0.85


def main():
    """Mutate in a copy, count by module, and show what survived."""
    copy = Path(tempfile.mkdtemp(prefix="i4nlp-mutate-")) / "i4nlp"
    subprocess.run(["git", "clone", "--quiet", environment.ROOT, copy], check=True)
    mutmut = [sys.executable, "-m", "mutmut"]
    subprocess.run([*mutmut, "run", *sys.argv[1:]], cwd=copy, stdout=subprocess.DEVNULL, check=False)
    told = subprocess.run([*mutmut, "results", "--all", "true"], cwd=copy, capture_output=True, encoding="utf-8", check=True).stdout
    found = re.findall(r"^\s*(\S+?)\.x\S*?__mutmut_\d+: (.+)$", told, re.MULTILINE)
    counts = Counter((module, "killed" if how in ("killed", "timeout") else how) for module, how in found)
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.is_file() else {}
    for module in sorted({module for module, how in found if how != "not checked"}):
        tried = sum(count for (one, how), count in counts.items() if one == module and how != "not checked")
        results[module] = {"mutants": tried, "killed": counts[module, "killed"]}
        print(f"{module}: {counts[module, 'killed']} of {tried} noticed, {counts[module, 'killed'] / tried:.1%}")
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    for name in re.findall(r"^\s*(\S+): (?:survived|no tests)$", told, re.MULTILINE):
        shown = subprocess.run([*mutmut, "show", name], cwd=copy, capture_output=True, encoding="utf-8", check=False).stdout
        print(name, *re.findall(r"^[-+] .*$", shown, re.MULTILINE), sep="\n  ")
    shutil.rmtree(copy.parent)
    mutants, killed = (sum(one[key] for one in results.values()) for key in ("mutants", "killed"))
    return killed < LEAST * mutants


if __name__ == "__main__":
    sys.exit(main())
