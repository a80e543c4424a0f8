#!/usr/bin/env python3
"""Set up, then train what the coach reads jobs and places with, on every split, into `i4nlp/lexicons/reader/`.

Nothing is measured on these texts: the figures of the coach come from drafts that other people wrote (`scripts/evaluate_coach.py`).
With `--held-out`, train on train alone and print how often the job and the places of dev are read exactly.
"""

import environment

environment.enter()

import sys

import numpy as np

from i4nlp import reader
from i4nlp.data.describe import read_splits
from i4nlp.labels import Label
from i4nlp.training import learn_reader

splits = read_splits(environment.ROOT / "datasets" / "i4-tweets-fr")
names = ["train"] if "--held-out" in sys.argv else list(splits)
records = [record for name in names for record in splits[name]]
arrays = learn_reader.train(records, told=lambda epoch: print(f"epoch {epoch} of {learn_reader.EPOCHS}", flush=True))
reader.FOLDER.mkdir(exist_ok=True)
for name, array in arrays.items():
    np.save(reader.FOLDER / f"{name}.npy", array, allow_pickle=False)
print(f"{len(records)} texts, {sum(file.stat().st_size for file in reader.FOLDER.iterdir()):,} bytes")
if "--held-out" in sys.argv:
    rows = [record for record in splits["dev"] if record.label is not Label.NOISE]
    said = [reader.read(record.text) for record in rows]
    jobs = [one.jobs[:1] == ((record.metier.span,) if record.metier else ()) for record, one in zip(rows, said, strict=True)]
    places = [one.places == tuple(place.span for place in record.lieu) for record, one in zip(rows, said, strict=True)]
    print(f"dev, {len(rows)} texts: job {np.mean(jobs):.3f}, places {np.mean(places):.3f}")
