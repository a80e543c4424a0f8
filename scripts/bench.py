#!/usr/bin/env python3
"""Set up, then time what users wait for, beside other tools trained on the same split, in one run: machines differ and are shared.

`python3 scripts/bench.py [TEXTS]`: some twenty minutes; TEXTS (default 1,000,000) is the longest stream. It writes `tests/bench.json`,
`tests/bench.png` and the table of the README.
"""

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

import matplotlib as mpl

mpl.use("Agg")
import joblib
import spacy
from matplotlib import pyplot as plt
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.pipeline import make_pipeline, make_union
from spacy.training import Example

import i4nlp
from i4nlp import facts, normalize, tweet

ROOT = environment.ROOT
RESULTS, PLOT, README = ROOT / "tests" / "bench.json", ROOT / "tests" / "bench.png", ROOT / "README.md"
TABLE = re.compile(r"(<!-- bench -->\n)[\s\S]*?(<!-- end -->)")
EPOCHS = 4  # of spaCy's textcat
rows, test = (
    [json.loads(line) for line in (ROOT / f"datasets/i4-tweets-fr/{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    for name in ("train", "test")
)
names = sorted({row["label"] for row in rows})
texts = list(islice(cycle([row["text"] for row in test]), 4096))


def plain(text):
    """Return a text as fastText and Vowpal Wabbit get it: in small letters, on one line."""
    return " ".join(re.findall(r"\w+|[^\w\s]", text.lower()))


def vowpal(text):
    """Return a text in Vowpal Wabbit's form: words, and letters as words."""
    words = plain(text).replace("|", "/").replace(":", ";")
    return f"|w {words} |c {' '.join(words.replace(' ', '_'))}"


def ours(_):
    """Return what labels a list of texts, and the code by which a fresh process labels one."""
    return lambda some: [str(found.label) for found in i4nlp.classify_many(some)], "import i4nlp; i4nlp.classify(TEXT)"


def scikit_learn(folder):
    """Train a TF-IDF pipeline with logistic regression."""
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5))
    model = make_pipeline(make_union(TfidfVectorizer(ngram_range=(1, 2)), characters), LogisticRegression(max_iter=200))
    model.fit([row["text"] for row in rows], [row["label"] for row in rows])
    joblib.dump(model, folder / "sklearn")
    return model.predict, f"import joblib; joblib.load({str(folder / 'sklearn')!r}).predict([TEXT])"


def fasttext(folder):
    """Train fastText."""
    import fasttext

    (folder / "train.txt").write_text("".join(f"__label__{row['label']} {plain(row['text'])}\n" for row in rows), encoding="utf-8")
    model = fasttext.train_supervised(
        str(folder / "train.txt"), epoch=25, lr=0.5, wordNgrams=3, minn=2, maxn=5, dim=50, thread=1, verbose=0
    )
    model.save_model(str(folder / "fasttext"))
    code = f"import fasttext; fasttext.load_model({str(folder / 'fasttext')!r}).predict(TEXT)"
    return lambda some: [labels[0].removeprefix("__label__") for labels in model.predict([plain(text) for text in some])[0]], code


def vowpal_wabbit(folder):
    """Train Vowpal Wabbit, one against all."""
    import vowpalwabbit

    options = f"--oaa {len(names)} --ngram w3 --ngram c4 -b 20 --quiet --loss_function logistic"
    model = vowpalwabbit.Workspace(options)
    for _ in range(10):
        for row in random.Random(0).sample(rows, len(rows)):  # noqa: S311
            model.learn(f"{names.index(row['label']) + 1} {vowpal(row['text'])}")
    model.save(str(folder / "vw"))
    code = f"import vowpalwabbit; vowpalwabbit.Workspace('--quiet -i {folder / 'vw'}').predict('|w ' + TEXT)"
    return lambda some: [names[model.predict(vowpal(text)) - 1] for text in some], code


def spacy_textcat(folder):
    """Train spaCy's textcat, as it is by default, on a blank French pipeline."""
    pipeline = spacy.blank("fr")
    textcat = pipeline.add_pipe("textcat")
    for name in names:
        textcat.add_label(name)
    examples = [Example.from_dict(pipeline.make_doc(row["text"]), {"cats": {name: name == row["label"] for name in names}}) for row in rows]
    pipeline.initialize(lambda: examples[:500])
    draw = random.Random(0)  # noqa: S311
    for _ in range(EPOCHS):
        draw.shuffle(examples)
        for batch in spacy.util.minibatch(examples, 64):
            pipeline.update(batch)
    pipeline.to_disk(folder / "spacy")
    code = f"import spacy; spacy.load({str(folder / 'spacy')!r})(TEXT)"
    return lambda some: [max(doc.cats, key=doc.cats.get) for doc in pipeline.pipe(some)], code


CONTENDERS = {
    "i4nlp": ours,
    "scikit-learn, TF-IDF": scikit_learn,
    "fastText": fasttext,
    "Vowpal Wabbit": vowpal_wabbit,
    "spaCy textcat": spacy_textcat,
}


def paced(function, count, rounds=5):
    """Return microseconds a text: the median of some rounds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        function()
        times.append((time.perf_counter() - start) / count * 1e6)
    return median(times)


def lone(function, count=200):
    """Return microseconds a text, one call a text."""
    return paced(lambda: [function(text) for text in texts[:count]], count)


def fresh(code):
    """Return the seconds and the most megabytes of a fresh process."""
    watched = (
        f"import pathlib, re, sys\nTEXT = 'Je cherche un poste'\n{code}\n"
        "print(re.search(r'VmHWM:\\s+(\\d+)', pathlib.Path('/proc/self/status').read_text())[1], file=sys.stderr)"
    )
    times = []
    for _ in range(5):
        start = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", watched], check=True, capture_output=True, encoding="utf-8")
        times.append(time.perf_counter() - start)
    return median(times), int(done.stderr.split()[-1]) / 1024


def archive(folder, count=20_000):
    """Return the rows a second of `i4nlp batch` on an archive."""
    lines = (json.dumps({"id": str(number), "text": f"{text} {number}"}) for number, text in enumerate(islice(cycle(texts), count)))
    (folder / "archive.jsonl").write_text("\n".join(lines), encoding="utf-8")
    start = time.perf_counter()
    command = [sys.executable, "-m", "i4nlp", "batch", folder / "archive.jsonl", folder / "answers.jsonl"]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return count / (time.perf_counter() - start)


def side_car(count=100_000):
    """Return the lines a second of the side-car in one process and as it is, and the milliseconds from a lone line to its answer."""
    command = [sys.executable, "-m", "i4nlp", "classify", "--input", "-", "--json"]
    lines = [json.dumps({"id": str(number), "text": f"{text} {number}"}) + "\n" for number, text in enumerate(islice(cycle(texts), count))]
    flood = "".join(lines).encode()
    found = {}
    for name, words in (("one process", ["--jobs", "1"]), ("as it is", [])):
        start = time.perf_counter()
        subprocess.run([*command, *words], input=flood, check=True, stdout=subprocess.DEVNULL)
        found[name] = count / (time.perf_counter() - start)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", bufsize=1) as process:
        times = []
        for line in lines[:300]:
            start = time.perf_counter()
            process.stdin.write(line)
            process.stdin.flush()
            process.stdout.readline()
            times.append(1000 * (time.perf_counter() - start))
        process.stdin.close()
    found["lone line, ms"] = median(times[50:])
    return found


def growth(most):
    """Return seconds for 1,000 texts, 10,000 and so on, each text another one."""
    found = {}
    for count in (10**power for power in range(3, 8) if 10**power <= most):
        start = time.perf_counter()
        stream = (f"{text} {number}" for number, text in enumerate(islice(cycle(texts), count)))
        answered = sum(1 for _ in i4nlp.classify_many(stream))
        found[answered] = time.perf_counter() - start
    return found


def draw(results):
    """Draw pace against macro-F1, and how cost grows."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
    for name, one in results["tools"].items():
        left.scatter(1e6 / one["stream"], one["f1"])
        left.annotate(name, (1e6 / one["stream"], one["f1"]), textcoords="offset points", xytext=(5, -12), fontsize=8)
    left.set(xscale="log", xlabel="texts a second, in a stream", ylabel="macro-F1 on test")
    left.margins(x=0.4, y=0.15)
    counts = [int(count) for count in results["growth"]]
    right.plot(counts, list(results["growth"].values()), marker="o")
    right.set(xscale="log", yscale="log", xlabel="texts", ylabel="seconds")
    figure.savefig(PLOT, dpi=150, metadata={"Software": None})


def table(results):
    """Return the tables of the README."""
    lines = [
        "| | one text, µs | stream, µs a text | fresh process, ms | its memory, MB | macro-F1 on test |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, one in results["tools"].items():
        pace = f"{one['one']:.0f} | {one['stream']:.0f} | {1000 * one['cold']:.0f} | {one['memory']:.0f}"
        lines.append(f"| {name} | {pace} | {one['f1']:.3f} |")
    mine, yardstick, doors = results["tools"]["i4nlp"], results["tools"]["scikit-learn, TF-IDF"], results["doors"]
    side = results["side-car"]
    lines += [
        "",
        f"Beside the scikit-learn pipeline of the same run: {yardstick['one'] / mine['one']:.1f} times as fast for one text, "
        f"{yardstick['stream'] / mine['stream']:.1f} times in a stream; a fresh process takes {mine['cold'] / results['numpy']:.1f} times "
        f"`import numpy`. Archive: {results['archive']:,.0f} rows a second. Side-car: {side['as it is']:,.0f} lines a second, "
        f"{side['one process']:,.0f} with `--jobs 1`, {side['lone line, ms']:.1f} ms for a lone line. "
        + ", ".join(f"{name} {pace:,.0f} µs" for name, pace in doors.items())
        + ".",
        "Cost grows with the number of texts alone: "
        + ", ".join(f"{int(n):,} in {seconds:,.1f} s" for n, seconds in results["growth"].items())
        + ".",
    ]
    return "\n".join(lines)


def main():
    """Measure all, and write it where people read it."""
    results = {"tools": {}}
    right = [row["label"] for row in test]
    with tempfile.TemporaryDirectory() as place:
        for name, train in CONTENDERS.items():
            try:
                label, code = train(Path(place))
            except ImportError:
                print(f"{name}: not installed here")
                continue
            label(texts[:10])
            f1 = f1_score(right, label([row["text"] for row in test]), average="macro")
            one = i4nlp.classify if name == "i4nlp" else lambda text, label=label: label([text])
            seconds, held = fresh(code)
            found = {
                "one": lone(one),
                "stream": paced(lambda label=label: label(texts), len(texts), 3),
                "cold": seconds,
                "memory": held,
                "f1": f1,
            }
            results["tools"][name] = found
            print(name, {key: round(value, 3) for key, value in found.items()}, flush=True)
        results["archive"] = archive(Path(place))
    results["side-car"] = side_car()
    doors = {"parse": tweet.parse, "normalize": normalize.normalize.__wrapped__, "facts": facts.read, "review": i4nlp.review_tweet}
    results["doors"] = {name: lone(function) for name, function in doors.items()}
    results["numpy"] = fresh("import numpy")[0]
    results["growth"] = growth(int(sys.argv[1]) if sys.argv[1:] else 1_000_000)
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    draw(results)
    readme = README.read_text(encoding="utf-8")
    README.write_text(TABLE.sub(lambda found: f"{found[1]}{table(results)}\n{found[2]}", readme), encoding="utf-8", newline="\n")
    print(table(results))


if __name__ == "__main__":
    main()
