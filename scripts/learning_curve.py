#!/usr/bin/env python3
"""Set up, then train on 1/8, 1/4, 1/2 and all of train's writers; print macro-F1 on test and write `models/learning-curve.json`.

The two parts of a model are summed uncalibrated. The card of a model shows the result.
"""

import environment

environment.enter()

import json
import random
from pathlib import Path

from i4nlp.data.record import read_records
from i4nlp.training import fit, learn, measure

folder = Path("datasets/i4-tweets-fr")
train, test = (read_records(folder / f"{name}.jsonl") for name in ("train", "test"))
writers = sorted({record.writer for record in train})
random.Random(measure.SEED).shuffle(writers)  # noqa: S311


curve = []
for share in (8, 4, 2, 1):
    kept = set(writers[: max(1, round(len(writers) / share))])
    rows = [record for record in train if record.writer in kept]
    texts, labels = [record.text for record in rows], [record.label for record in rows]
    asked = [record.text for record in test]
    said = (2 * fit.scores(fit.fit(texts, labels), asked) + learn.scores(learn.train(rows), asked)).argmax(axis=1)
    found = measure.figures(test, said)
    parts = {part: found["parts"][part]["macro_f1"] for part in ("natural", "hard part")}
    curve.append({"texts": len(rows), "writers": len(kept), "macro_f1": found["macro_f1"], **parts})
    print(curve[-1], flush=True)
Path("models/learning-curve.json").write_text(json.dumps(curve, indent=1) + "\n", encoding="utf-8", newline="\n")
