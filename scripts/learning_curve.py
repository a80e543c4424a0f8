#!/usr/bin/env python3
"""Set up, then train on 1/8, 1/4, 1/2 and all of the train split's writers and print macro-F1 on test, the keyword rules beside it."""

import environment

environment.enter()

import random
from pathlib import Path

from i4nlp.data.record import read_records
from i4nlp.training import fit, learn, measure

folder = Path("datasets/i4-tweets-fr")
train, test = (read_records(folder / f"{name}.jsonl") for name in ("train", "test"))
writers = sorted({record.writer for record in train})
random.Random(measure.SEED).shuffle(writers)  # noqa: S311


def line(name, count, said):
    """Print one row of the table."""
    found = measure.figures(test, said)
    parts = [found["parts"][part]["macro_f1"] for part in ("natural", "hard part")]
    print(f"| {name} | {count} | {found['macro_f1']:.3f} | {parts[0]:.3f} | {parts[1]:.3f} |", flush=True)


print("| train | texts | macro-F1 on test | natural part | hard part |\n| --- | --- | --- | --- | --- |")
line("keyword rules", 0, measure.keyword_rules(test))
for share in (8, 4, 2, 1):
    kept = set(writers[: max(1, round(len(writers) / share))])
    rows = [record for record in train if record.writer in kept]
    texts, labels = [record.text for record in rows], [record.label for record in rows]
    asked = [record.text for record in test]
    said = (fit.scores(fit.fit(texts, labels), asked) + learn.scores(learn.train(texts, labels), asked)).argmax(axis=1)
    line(f"1/{share}, {len(kept)} writers" if share > 1 else f"all, {len(kept)} writers", len(rows), said)
