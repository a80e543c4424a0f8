#!/usr/bin/env python3
"""Set up, then train what the coach reads jobs and places with, on every split and the drafts, into `i4nlp/lexicons/reader/`.

Nothing is measured on these texts: the figures that count for the coach are those of drafts that were scored before they came in here
(`first-scores.json`). With `--held-out`, train on train alone and print how often the job and the places of dev are read exactly.
"""

import environment

environment.enter()

import json
import sys

import numpy as np

from i4nlp import reader
from i4nlp.data.describe import read_splits
from i4nlp.labels import Label
from i4nlp.training import learn_reader

AS_MANY = 3  # times is a draft read for a tweet once: what the coach is given looks like them

splits = read_splits(environment.ROOT / "datasets" / "i4-tweets-fr")
names = ["train"] if "--held-out" in sys.argv else list(splits)
examples = [learn_reader.of_record(record) for name in names for record in splits[name]]
if "--held-out" not in sys.argv:
    drafts = (environment.ROOT / "datasets" / "coach-drafts-fr" / "drafts.jsonl").read_text(encoding="utf-8").splitlines()
    examples += [learn_reader.of_draft(json.loads(line)) for line in drafts] * AS_MANY
arrays = learn_reader.train(examples, told=lambda epoch: print(f"epoch {epoch} of {learn_reader.EPOCHS}", flush=True))
reader.FOLDER.mkdir(exist_ok=True)
for name, array in arrays.items():
    np.save(reader.FOLDER / f"{name}.npy", array, allow_pickle=False)
print(f"{len(examples)} texts, {sum(file.stat().st_size for file in reader.FOLDER.iterdir()):,} bytes")
if "--held-out" in sys.argv:
    rows = [record for record in splits["dev"] if record.label is not Label.NOISE]
    said = [reader.read(record.text) for record in rows]
    jobs = [one.jobs[:1] == ((record.metier.span,) if record.metier else ()) for record, one in zip(rows, said, strict=True)]
    places = [one.places == tuple(place.span for place in record.lieu) for record, one in zip(rows, said, strict=True)]
    print(f"dev, {len(rows)} texts: job {np.mean(jobs):.3f}, places {np.mean(places):.3f}")
