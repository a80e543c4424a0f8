#!/usr/bin/env python3
"""Set up, then throw hostile input at whatever reads input, guided by coverage (atheris, on Linux).

`python3 scripts/fuzz.py [TARGET…] [--runs N]`: all targets, a million inputs each for the text rules and 10,000 for the others, in about an
hour. A crash ends its target and leaves its input in the folder that is printed; what was found is written to `tests/fuzzing.json`.
"""

import environment

environment.enter()

import argparse
import contextlib
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RESULTS = environment.ROOT / "tests" / "fuzzing.json"
FORMATS = "csv tsv xlsx jsonl parquet doccano label-studio argilla prodigy hf x-archive x-api".split()
MANY = {"parse": 1_000_000, "normalize": 1_000_000}
TARGETS = ("parse", "normalize", "classify", "review", "rewrite", "model", *(f"import-{name}" for name in FORMATS))
LONGEST = {"parse": 1000, "normalize": 1000}


def text_target(name):
    """Return what reads one text, and holds what must be true of any."""
    from i4nlp import classify, normalize, review_tweet, tweet
    from i4nlp.errors import InputError

    def parse(text):
        found = tweet.parse(text)
        for entity in (*found.mentions, *found.lists, *found.hashtags, *found.cashtags, *found.urls):
            start, end = entity.span
            assert text[start:end] == entity.text

    def normalized(text):
        found = normalize.normalize(text)
        again = normalize.normalize(found.text)
        assert again.text == found.text, text

    def classified(text):
        found = classify(text)
        assert abs(sum(found.probabilities.values()) - 1) < 1e-6

    def reviewed(text):
        found = review_tweet(text)
        assert 0 <= found.score <= 100
        assert all(0 <= start <= end <= len(text) for check in found.checks for start, end in check.spans)

    def rewritten(text):
        found = review_tweet(text)
        if found.rewrite is not None:
            again = review_tweet(found.rewrite.text)
            assert found.rewrite.weighted_length <= 280
            assert again.score == found.rewrite.score >= found.score

    function = {"parse": parse, "normalize": normalized, "classify": classified, "review": reviewed, "rewrite": rewritten}[name]

    def run(data):
        with contextlib.suppress(InputError):
            function(data.decode("utf-8", "replace"))

    return run


def import_target(kind, folder):
    """Return what reads an export of some tool: a row may be refused, nothing else may happen."""
    from i4nlp.data import exchange
    from i4nlp.errors import I4nlpError

    (seed,) = (folder / "seeds").iterdir()
    place = folder / f"given{seed.suffix}"
    inner = None
    if kind == "hf":  # a folder: one of its files is what is fuzzed
        shutil.copytree(folder / "whole", place)
        inner = next(file for file in place.rglob("*") if file.suffix == seed.suffix)

    def run(data):
        (inner or place).write_bytes(data)
        with contextlib.suppress(I4nlpError):
            exchange.read_file(place, kind)

    return run


def model_target(folder):
    """Return what loads a damaged model folder, whose checksums are right: it is refused, or it is a model."""
    from i4nlp import artifact
    from i4nlp.errors import ModelError

    place = folder / "model"
    shutil.copytree(artifact.model_path(), place)
    digests = json.loads((place / "checksums.json").read_text(encoding="utf-8"))
    small = sorted((name for name in (*digests, "checksums.json")), key=lambda name: (place / name).stat().st_size)

    def run(data):
        if len(data) < 4:
            return
        name = small[data[0] % len(small)]
        content = (place / name).read_bytes()
        start = int.from_bytes(data[1:3], "big") % (len(content) + 1)
        changed = content[:start] + data[4:] + content[start + data[3] :]
        (place / name).write_bytes(changed)
        if name != "checksums.json":
            (place / "checksums.json").write_text(json.dumps(digests | {name: hashlib.sha256(changed).hexdigest()}), encoding="utf-8")
        try:
            artifact.load(place)
        except ModelError:
            pass
        finally:
            (place / name).write_bytes(content)
            (place / "checksums.json").write_text(json.dumps(digests), encoding="utf-8")

    return run


def seeds(target, folder):
    """Write a few good inputs to begin with."""
    from i4nlp.data import exchange
    from i4nlp.data.labelled import write_labelled

    dev = exchange.rows_of(environment.ROOT / "datasets" / "i4-tweets-fr" / "dev.jsonl")[:40]
    (folder / "seeds").mkdir()
    kind = target.removeprefix("import-")
    if target == kind:
        for number, row in enumerate(dev):
            (folder / "seeds" / str(number)).write_text(row.text, encoding="utf-8")
        return
    write_labelled(folder / "some.jsonl", dev[:3])
    tweets = [{"id": row.id, "text": row.text, "full_text": row.text, "created_at": "2026-11-23T10:00:00.000Z"} for row in dev[:3]]
    if kind == "x-api":
        (folder / "seeds" / "x.json").write_text(json.dumps({"data": tweets, "meta": {"result_count": 3}}), encoding="utf-8")
    elif kind == "x-archive":
        (folder / "seeds" / "tweets.js").write_text(
            f"window.YTD.tweets.part0 = {json.dumps([{'tweet': one} for one in tweets])}", encoding="utf-8"
        )
    elif kind == "hf":
        exchange.export_file(folder / "some.jsonl", folder / "whole", "hf")
        largest = max((file for file in (folder / "whole").rglob("*") if file.is_file()), key=lambda file: file.stat().st_size)
        shutil.copy(largest, folder / "seeds" / largest.name)
    else:
        suffix = {"csv": "csv", "tsv": "tsv", "xlsx": "xlsx", "parquet": "parquet", "label-studio": "json"}.get(kind, "jsonl")
        exchange.export_file(folder / "some.jsonl", folder / "seeds" / f"seed.{suffix}", kind)


def inside(target, folder, runs):
    """Fuzz one target in this process; libFuzzer ends the process."""
    import atheris

    with atheris.instrument_imports(include=["i4nlp"]):
        if target == "model":
            run = model_target(folder)
        elif target.startswith("import-"):
            run = import_target(target.removeprefix("import-"), folder)
        else:
            run = text_target(target)
    longest = LONGEST.get(target, 2000 if target in ("classify", "review", "rewrite") else 60_000)
    # what is instrumented is slower by far; a text that takes this long would not end
    options = [f"-runs={runs}", f"-max_len={longest}", "-timeout=30", "-rss_limit_mb=6000", "-seed=1", f"-artifact_prefix={folder}/"]
    atheris.Setup([sys.argv[0], *options, str(folder / "found"), str(folder / "seeds")], run)
    atheris.Fuzz()


def outside(target, runs):
    """Fuzz one target in a process of its own; return what is known of it."""
    folder = Path(tempfile.mkdtemp(prefix=f"i4nlp-fuzz-{target}-"))
    (folder / "found").mkdir()
    seeds(target, folder)
    began = time.monotonic()
    command = [sys.executable, __file__, "--inside", str(folder), "--runs", str(runs), target]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8", errors="replace", check=False)
    told = re.findall(r"^#(\d+)\s", done.stderr, re.MULTILINE)
    crashes = sorted(str(file) for file in folder.glob("*-*") if file.is_file())
    result = {"executions": int(told[-1]) if told else 0, "seconds": round(time.monotonic() - began), "crashes": len(crashes)}
    print(
        f"{target:22} {result['executions']:>9,} executions, {result['seconds']:>5} s, {'no crash' if not crashes else crashes[0]}",
        flush=True,
    )
    if crashes or done.returncode:
        print("\n".join(done.stderr.splitlines()[-25:]))
        result["crashes"] = max(1, len(crashes))
    else:
        shutil.rmtree(folder)
    return result


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("targets", nargs="*", metavar="TARGET", choices=[*TARGETS, []], help=", ".join(TARGETS))
    words.add_argument("--runs", type=int)
    words.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    asked = words.parse_args()
    if asked.inside:
        inside(asked.targets[0], asked.inside, asked.runs)
    crashes = 0
    for one in asked.targets or TARGETS:
        result = outside(one, asked.runs or MANY.get(one, 10_000))
        crashes += result["crashes"]
        known = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.is_file() else {}
        RESULTS.write_text(json.dumps(known | {one: result}, indent=1) + "\n", encoding="utf-8")
    sys.exit(crashes > 0)
