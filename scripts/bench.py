#!/usr/bin/env python3
"""Set up, then time what users wait for, each beside a yardstick of the same run, since machines differ and are shared."""

import environment

environment.enter()

import json
import subprocess
import sys
import time
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union

import i4nlp
from i4nlp import facts, normalize, tweet

rows = [json.loads(line) for line in Path("datasets/i4-tweets-fr/train.jsonl").read_text(encoding="utf-8").splitlines()]
texts = list(islice(cycle([row["text"] for row in rows]), 4096))
yardstick = make_pipeline(
    make_union(TfidfVectorizer(ngram_range=(1, 2)), TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5))),
    LogisticRegression(max_iter=50),
)
yardstick.fit([row["text"] for row in rows], [row["label"] for row in rows])


def lone(function, count=200, rounds=5):
    """Return microseconds a text, one call a text."""
    function(texts[0])
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        for text in texts[:count]:
            function(text)
        times.append((time.perf_counter() - start) / count * 1e6)
    return median(times)


def stream(function, rounds=3):
    """Return microseconds a text, one call for all."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        function(texts)
        times.append((time.perf_counter() - start) / len(texts) * 1e6)
    return median(times)


def fresh(*words):
    """Return seconds of a fresh process."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return median(times)


print(f"{'microseconds a text':44} {'ours':>8} {'yardstick':>10} {'ratio':>7}")
slow = lone(lambda text: yardstick.predict_proba([text]))
for name, function in (("parse (twitter-text rules)", tweet.parse), ("normalize", normalize.normalize), ("facts", facts.read)):
    print(f"{name:44} {lone(function):8.0f}")
quick = lone(i4nlp.classify)
print(f"{'classify one, against a TF-IDF pipeline':44} {quick:8.0f} {slow:10.0f} {slow / quick:6.1f}x")
slow = stream(yardstick.predict_proba)
quick = stream(lambda all_texts: list(i4nlp.classify_many(all_texts)))
print(f"{'classify a stream, against the same':44} {quick:8.0f} {slow:10.0f} {slow / quick:6.1f}x")
print(f"{'review a draft':44} {lone(i4nlp.review_tweet):8.0f}")
ours, bare = fresh("-m", "i4nlp", "classify", "Je cherche un poste"), fresh("-c", "import numpy")
print(f"{'i4nlp classify, fresh process, in ms':44} {ours * 1e3:8.0f} {bare * 1e3:10.0f} {ours / bare:6.1f}x import numpy")
