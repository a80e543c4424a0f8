#!/usr/bin/env python3
"""Set up, then feed the side-car (`i4nlp classify --input - --json`) for some minutes, good and bad lines, and watch what it holds.

`python3 scripts/soak.py [MINUTES]` (default 5) writes `tests/soak.json`; it fails where a line has no answer, or memory still grows
in the second half.
"""

import environment

environment.enter()

import json
import re
import subprocess
import sys
import threading
import time
from itertools import count
from pathlib import Path

RESULTS = environment.ROOT / "tests" / "soak.json"
MOST_GROWTH = 1.05


def lines():
    """Yield lines for ever: the texts of dev, each time another one, and one in fifty that cannot be read."""
    texts = [json.loads(line)["text"] for line in (environment.ROOT / "datasets/i4-tweets-fr/dev.jsonl").open(encoding="utf-8")]
    for number in count():
        text = f"{texts[number % len(texts)]} {number}"
        yield b'{"text": \xff}\n' if number % 50 == 0 else (json.dumps({"id": str(number), "text": text}) + "\n").encode()


def main():
    """Feed and watch."""
    seconds = 60 * float(sys.argv[1] if sys.argv[1:] else 5)
    process = subprocess.Popen(
        [sys.executable, "-m", "i4nlp", "classify", "--input", "-", "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    answered = 0

    def read():
        nonlocal answered
        for _ in process.stdout:
            answered += 1

    reader = threading.Thread(target=read)
    reader.start()
    held, sent, begun = [], 0, time.monotonic()
    for line in lines():
        process.stdin.write(line)
        sent += 1
        if sent % 2000 == 0:
            status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
            held.append(int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024)
            if time.monotonic() - begun > seconds:
                break
    process.stdin.close()
    status = process.wait(60)
    reader.join()
    # it swings by the size of a bulk: the most of each half is compared
    early, late = max(held[: len(held) // 2]), max(held[len(held) // 2 :])
    results = {
        "minutes": round((time.monotonic() - begun) / 60, 1), "lines": sent, "answers": answered, "status": status,
        "megabytes": {"most of the first half": round(early, 1), "most of the second": round(late, 1)},
    }  # fmt: skip
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    print(results)
    return sent != answered or late > MOST_GROWTH * early


if __name__ == "__main__":
    sys.exit(main())
