#!/usr/bin/env python3
"""Set up, then measure `i4nlp batch`: rows a second and peak memory by engine and size, and what two processes bring beside a plain loop.

`python3 scripts/bench_batch.py [ROWS]` (default 500,000) writes `tests/batch/results.json` and the table of the README.
"""

import environment

environment.enter()

import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

README = environment.ROOT / "README.md"
RESULTS = environment.ROOT / "tests" / "batch" / "results.json"
TABLE = re.compile(r"(<!-- batch -->\n)[\s\S]*?(<!-- end -->)")
LOOP = "import sys\nx = 0\nfor i in range(int(sys.argv[1])): x += i * i % 7\n"


def generate(file, rows):
    """Write an archive of so many different tweets."""
    texts = [json.loads(line)["text"] for line in (environment.ROOT / "datasets/i4-tweets-fr/train.jsonl").open(encoding="utf-8")]
    with file.open("w", encoding="utf-8") as out:
        for number in range(rows):
            text = f"{texts[number % len(texts)]} {number}"
            out.write(json.dumps({"id": str(10**18 + number), "text": text}, ensure_ascii=False) + "\n")


def resident(pid):
    """Return the kilobytes that a process and its children hold."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return 0
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return (int(found[1]) if found else 0) + sum(resident(int(child)) for child in children)


def timed(*command, environ=None):
    """Return the seconds that a command took and the most megabytes that it and its children held."""
    most = 0
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, *map(str, command)], stderr=subprocess.DEVNULL, env=environ)

    def watch():
        nonlocal most
        while process.poll() is None:
            most = max(most, resident(process.pid))
            time.sleep(0.2)

    watcher = threading.Thread(target=watch)
    watcher.start()
    if process.wait() != 0:
        sys.exit(f"failed: {command}")
    seconds = time.perf_counter() - began
    watcher.join()
    return seconds, most / 1024


def loops(count):
    """Return the seconds of a plain loop in so many processes at once."""
    began = time.perf_counter()
    running = [subprocess.Popen([sys.executable, "-c", LOOP, "60000000"]) for _ in range(count)]
    for one in running:
        one.wait()
    return time.perf_counter() - began


def main():
    """Measure, print, and write the results and the table."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 500_000
    results = {"machine": f"{os.cpu_count()} cores", "runs": []}
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder, "few.jsonl"), Path(folder, "many.jsonl")
        generate(few, rows // 10)
        generate(many, rows)

        def batch(engine, file, count, *words):
            output = Path(folder, f"{file.stem}-{engine.replace(' ', '-')}.jsonl.gz")
            seconds, held = timed("-m", "i4nlp", "batch", file, output, *words)
            results["runs"].append(
                {"rows": count, "engine": engine, "seconds": seconds, "rows a second": count / seconds, "megabytes": held}
            )
            print(f"{count:>9,} {engine:24} {count / seconds:8,.0f} rows/s {held:6.0f} MB", flush=True)
            return output.read_bytes()

        one = batch("one process", few, rows // 10)
        same = [batch("one process", many, rows), batch("--jobs 2", many, rows, "--jobs", 2)]
        alone = loops(1)
        results["loop"] = alone * 2 / loops(2) / 2  # 1: the second core brings as much as the first
        scheduler = subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "8799", "--no-dashboard"],
            stderr=subprocess.DEVNULL,
        )
        workers = subprocess.Popen(
            [
                sys.executable, "-m", "distributed.cli.dask_worker", "tcp://127.0.0.1:8799", "--nworkers", "2", "--nthreads", "1",
                "--no-dashboard", "--local-directory", folder,
            ],
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(10)
        try:
            same.append(batch("Dask, 2 worker processes", many, rows, "--scheduler", "tcp://127.0.0.1:8799"))
        finally:
            workers.terminate()
            scheduler.terminate()
            workers.wait()
            scheduler.wait()
        if len(set(same)) > 1 or not one:
            sys.exit("the engines wrote different bytes")
    speed = {(run["engine"], run["rows"]): run["rows a second"] for run in results["runs"]}
    held = {(run["engine"], run["rows"]): run["megabytes"] for run in results["runs"]}
    results["two processes"] = speed["--jobs 2", rows] / speed["one process", rows] / 2
    results["memory, ten times the rows"] = held["one process", rows] / held["one process", rows // 10]
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    README.write_text(TABLE.sub(lambda found: found[1] + table(results) + found[2], README.read_text(encoding="utf-8")), encoding="utf-8")
    print(table(results))


def table(results):
    """Return the table of the README."""
    lines = ["| rows | engine | rows a second | peak memory, MB |", "| --- | --- | --- | --- |"]
    lines += [f"| {run['rows']:,} | {run['engine']} | {run['rows a second']:,.0f} | {run['megabytes']:,.0f} |" for run in results["runs"]]
    lines.append("")
    lines.append(
        f"Ten times the rows take {results['memory, ten times the rows']:.2f} times the memory. Two processes bring "
        f"{results['two processes']:.2f} of twice the speed where a plain loop brings {results['loop']:.2f} ({results['machine']})."
    )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
