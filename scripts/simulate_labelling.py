#!/usr/bin/env python3
"""Set up, then measure whether `i4nlp data queue` pays: spoilt labels that it finds, and learning beside tweets drawn at random.

`python3 scripts/simulate_labelling.py` (some 20 minutes) writes `tests/training/queue.json` and the table of the README.
"""

import environment

environment.enter()

import json
import re
from collections import Counter
from dataclasses import replace

import numpy as np

from i4nlp.classifier import LABELS
from i4nlp.data.exchange import rows_of
from i4nlp.labels import Label
from i4nlp.training import fit, measure
from i4nlp.training import queue as queueing

DATA = environment.ROOT / "datasets" / "i4-tweets-fr"
RESULTS = environment.ROOT / "tests" / "training" / "queue.json"
README = environment.ROOT / "README.md"
TABLE = re.compile(r"(<!-- queue -->\n)[\s\S]*?(<!-- end -->)")
SEEDS = range(5)
FIRST, STEP, STEPS = 300, 150, 6
POOL = 6_000
SPOILT = 0.05


def spoilt_labels_found(rows, seed):
    """Return the share of the spoilt labels that are among the first twice as many suspects."""
    draw = np.random.default_rng(seed)
    count = round(SPOILT * len(rows))
    bad = set(draw.choice(len(rows), count, replace=False).tolist())
    others = {label: [one for one in Label if one is not label] for label in Label}
    given = [replace(row, label=others[row.label][draw.integers(3)]) if place in bad else row for place, row in enumerate(rows)]
    names = {rows[place].id for place in bad}
    return sum(one.row.id in names for one in queueing.suspects(given, 2 * count)) / count


def learn(pool, exam, seed, *, chosen):
    """Return how many labels there are and macro-F1 on `exam`, step by step; a few labels to begin with, more by the queue or drawn."""
    draw = np.random.default_rng(seed)
    order = draw.permutation(len(pool)).tolist()
    have, left = order[:FIRST], order[FIRST:POOL]
    curve = []
    for step in range(STEPS + 1):
        fitted = fit.fit([pool[place].text for place in have], [pool[place].label for place in have])
        right = np.array([LABELS.index(row.label) for row in exam])
        said = fit.scores(fitted, [row.text for row in exam]).argmax(axis=1)
        curve.append((len(have), measure.macro_f1(right, said)))
        if step == STEPS:
            return curve
        if chosen:
            texts = [pool[place].text for place in left]
            sure = np.exp(fit.log_softmax(2 * fit.scores(fitted, texts))).max(axis=1)
            places = [place for place, _ in queueing.choose(texts, sure, STEP)]
        else:
            places = draw.choice(len(left), STEP, replace=False).tolist()
        have = have + [left[place] for place in places]
        taken = set(places)
        left = [place for number, place in enumerate(left) if number not in taken]


def stream(rows, seed):
    """Return the rows with few requests and much noise, as a stream that nobody filtered has them: 1 request in 20."""
    draw = np.random.default_rng(seed)
    shares = {Label.SEEKER_REQUEST: 0.05, Label.STAGE_REQUEST: 0.05, Label.OFFER: 0.15, Label.NOISE: 0.75}
    size = int(min(sum(row.label is label for row in rows) / share for label, share in shares.items()))
    size = min(size, POOL)
    return [
        rows[place]
        for label, share in shares.items()
        for place in draw.permutation([place for place, row in enumerate(rows) if row.label is label])[: round(size * share)]
    ]


def table(results):
    """Return the tables of the README."""
    lines = [
        "| labels | drawn at random | by the queue | drawn, 1 request in 20 | by the queue, 1 request in 20 |",
        "| --- | --- | --- | --- | --- |",
    ]
    curves = [results["balanced"]["random"], results["balanced"]["queue"], results["stream"]["random"], results["stream"]["queue"]]
    for place, (labels, _) in enumerate(curves[0][0]):
        cells = [np.array([curve[place][1] for curve in one]) for one in curves]
        lines.append(f"| {labels} | " + " | ".join(f"{cell.mean():.3f} ± {cell.std(ddof=1):.3f}" for cell in cells) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    pool = rows_of(DATA / "train.jsonl")
    exam = rows_of(DATA / "dev.jsonl")
    results = {"spoilt": {"texts": len(pool), "share": SPOILT, "found": [spoilt_labels_found(pool, seed) for seed in SEEDS]}}
    print(Counter(row.label for row in pool), results["spoilt"], flush=True)
    pools = {"balanced": [pool for _ in SEEDS], "stream": [stream(pool, seed) for seed in SEEDS]}
    for name, made in pools.items():
        results[name] = {way: [learn(made[seed], exam, seed, chosen=way == "queue") for seed in SEEDS] for way in ("random", "queue")}
        print(
            name, {way: np.mean([[f1 for _, f1 in curve] for curve in curves], axis=0) for way, curves in results[name].items()}, flush=True
        )
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    README.write_text(
        TABLE.sub(lambda found: f"{found[1]}{table(results)}\n{found[2]}", README.read_text(encoding="utf-8")), encoding="utf-8"
    )
    print(table(results))
