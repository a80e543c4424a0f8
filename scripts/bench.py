#!/usr/bin/env python3
"""Set up, then time what users wait for, each beside a yardstick of the same run, since machines differ and are shared."""

import environment

environment.enter()

import json
import random
import re
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.pipeline import make_pipeline, make_union

import i4nlp
from i4nlp import facts, normalize, tweet

rows, test = (
    [json.loads(line) for line in Path(f"datasets/i4-tweets-fr/{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    for name in ("train", "test")
)
texts = list(islice(cycle([row["text"] for row in test]), 4096))
yardstick = make_pipeline(
    make_union(TfidfVectorizer(ngram_range=(1, 2)), TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5))),
    LogisticRegression(max_iter=200),
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


def fasttext_pace():
    """Return microseconds a text and macro-F1 on test of fastText, trained on the same split."""
    import fasttext

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "train.txt")
        file.write_text("".join(f"__label__{row['label']} {plain(row['text'])}\n" for row in rows), encoding="utf-8")
        model = fasttext.train_supervised(str(file), epoch=25, lr=0.5, wordNgrams=3, minn=2, maxn=5, dim=50, thread=1, verbose=0)
    said = [labels[0].removeprefix("__label__") for labels in model.predict([plain(row["text"]) for row in test])[0]]
    return stream(lambda all_texts: model.predict([plain(text) for text in all_texts])), macro_f1(said)


def vowpal_pace():
    """Return microseconds a text and macro-F1 on test of Vowpal Wabbit, trained on the same split."""
    import vowpalwabbit

    names = sorted({row["label"] for row in rows})
    model = vowpalwabbit.Workspace(f"--oaa {len(names)} --ngram w3 --ngram c4 -b 20 --quiet --loss_function logistic")
    for _ in range(10):
        for row in random.Random(0).sample(rows, len(rows)):  # noqa: S311
            model.learn(f"{names.index(row['label']) + 1} {vowpal(row['text'])}")
    said = [names[model.predict(vowpal(row["text"])) - 1] for row in test]
    return stream(lambda all_texts: [model.predict(vowpal(text)) for text in all_texts]), macro_f1(said)


def plain(text):
    """Return a text as fastText and Vowpal Wabbit get it: in small letters, on one line."""
    return " ".join(re.findall(r"\w+|[^\w\s]", text.lower()))


def vowpal(text):
    """Return a text in Vowpal Wabbit's form: words, and letters as words."""
    words = plain(text).replace("|", "/").replace(":", ";")
    return f"|w {words} |c {' '.join(words.replace(' ', '_'))}"


def macro_f1(said):
    """Return macro-F1 on test."""
    return f1_score([row["label"] for row in test], said, average="macro")


def fresh(*words):
    """Return seconds of a fresh process."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return median(times)


def memory(*words):
    """Return the most megabytes that a fresh process of the command held, or `None` where that cannot be asked."""
    # not `getrusage`: a new process inherits the most that its parent held, however little it needs itself
    code = (
        "import pathlib, re, sys; from i4nlp.cli import main; sys.argv = ['i4nlp', *sys.argv[1:]]\ntry: main()\nfinally: "
        "print(re.search(r'VmHWM:\\s+(\\d+)', pathlib.Path('/proc/self/status').read_text())[1], file=sys.stderr)"
    )
    if sys.platform != "linux":
        return None
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)
    return int(done.stderr.split()[-1]) / 1024


print(f"{'microseconds a text':44} {'ours':>8} {'yardstick':>10} {'ratio':>7}")
slow = lone(lambda text: yardstick.predict_proba([text]))
for name, function in (("parse (twitter-text rules)", tweet.parse), ("normalize", normalize.normalize.__wrapped__), ("facts", facts.read)):
    print(f"{name:44} {lone(function):8.0f}")
quick = lone(i4nlp.classify)
print(f"{'classify one, against a TF-IDF pipeline':44} {quick:8.0f} {slow:10.0f} {slow / quick:6.1f}x")
slow = stream(yardstick.predict_proba)
quick = stream(lambda all_texts: list(i4nlp.classify_many(all_texts)))
print(f"{'classify a stream, against the same':44} {quick:8.0f} {slow:10.0f} {slow / quick:6.1f}x")
print(f"{'review a draft':44} {lone(i4nlp.review_tweet):8.0f}")
for name, train in (("fastText", fasttext_pace), ("Vowpal Wabbit", vowpal_pace)):
    try:
        pace, f1 = train()
    except ImportError:
        print(f"{name:44} not installed here")
    else:
        print(f"{name + f', a stream, macro-F1 on test {f1:.3f}':44} {pace:8.0f}")
ours, bare = fresh("-m", "i4nlp", "classify", "Je cherche un poste"), fresh("-c", "import numpy")
print(f"{'i4nlp classify, fresh process, in ms':44} {ours * 1e3:8.0f} {bare * 1e3:10.0f} {ours / bare:6.1f}x import numpy")
if (held := memory("classify", "Je cherche un poste")) is not None:
    print(f"{'i4nlp classify, fresh process, in MB':44} {held:8.0f}")
