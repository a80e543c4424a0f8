"""Drift: a stream like the one that was measured rarely alarms, one that is not does, and the sentence says by how much."""

from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from i4nlp.cli import main
from i4nlp.data.record import read_records
from i4nlp.errors import InputError
from i4nlp.training import drift

DATA = Path(__file__).resolve().parents[2] / "datasets" / "i4-tweets-fr"
DRAWS = 200


@pytest.fixture(scope="module")
def exam():
    """The texts of the exam that come as a stream does, the words of train, and what is seen of the texts."""
    known = drift.known_words([record.text for record in read_records(DATA / "train.jsonl")])
    texts = [record.text for name in ("calibration", "test") for record in read_records(DATA / f"{name}.jsonl") if record.part == "natural"]
    return texts, known, drift.sample(texts, known)


@pytest.mark.parametrize("size", [150, 500])
def test_a_stream_like_the_exam_alarms_at_most_five_times_in_a_hundred(exam, size):
    texts, _, seen = exam
    draw = np.random.default_rng(size)
    orders = [draw.permutation(len(texts)) for _ in range(DRAWS)]
    alarms = sum(bool(drift.compare(seen.take(order[size:]), seen.take(order[:size])).warnings) for order in orders)
    assert alarms <= 0.05 * DRAWS


def shifted_labels(texts, _):
    labels = {record.text: record.label for name in ("calibration", "test") for record in read_records(DATA / f"{name}.jsonl")}
    return [text for text in texts if labels[text] == "noise"] + texts[:100]


SHIFTS = {
    "more noise": (shifted_labels, "étiquettes"),
    "new words": (lambda texts, _: [f"{text} zblourf grimouix" for text in texts], "mots jamais vus"),
    "less sure": (lambda texts, _: [" ".join(text.split()[: len(text.split()) // 2]) or text for text in texts], "assurance"),
}


@pytest.mark.parametrize("name", SHIFTS)
def test_a_shifted_stream_alarms_and_says_by_what(exam, name):
    texts, known, seen = exam
    change, what = SHIFTS[name]
    draw = np.random.default_rng(3)
    for _ in range(5):
        some = [texts[place] for place in draw.permutation(len(texts))[:300]]
        found = drift.compare(seen, drift.sample(change(some, draw), known))
        assert what in found.warnings
        assert what in drift.sentence(found)


def seen_of(counts, unseen):
    """What is seen of texts with so many of each label, ten words each, of which so many are unseen in all."""
    said = np.repeat(np.arange(4), counts)
    strange = np.zeros(len(said), np.int64)
    strange[:unseen] = 1
    return drift.Sample(said, np.linspace(0.4, 1, len(said)), np.full(len(said), 10), strange)


def test_a_difference_that_matters_to_nobody_is_no_alarm_however_many_tweets():
    found = drift.compare(seen_of([50_000] * 4, 40_000), seen_of([52_000, 48_000, 50_000, 50_000], 42_000))
    assert found.compared["étiquettes"][0] < 1e-4
    assert not found.warnings
    assert drift.sentence(found).startswith("Rien d’inhabituel")


def test_too_few_tweets_say_nothing():
    few = seen_of([30, 30, 20, 19], 5)
    with pytest.raises(InputError, match="il en faut 100"):
        drift.compare(few, few)


def test_the_command_says_it_and_draws_it(tmp_path):
    log = tmp_path / "log.txt"
    log.write_text("\n".join(f"But de zblourf à la {number}e minute, grimouix !" for number in range(120)) + "\n\0\n", encoding="utf-8")
    plot = tmp_path / "drift.png"
    result = CliRunner().invoke(main, ["data", "drift", str(log), "--base", str(DATA), "--plot", str(plot)])
    assert result.exit_code == 1, result.output
    assert "ne ressemblent plus" in result.output
    assert "1 ligne illisible" in result.output
    assert plot.read_bytes().startswith(b"\x89PNG")
