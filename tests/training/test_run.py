"""The chain from texts to a measured folder, and the numbers of the model in service."""

import json
import random
from pathlib import Path

import numpy as np
import pytest

from i4nlp import artifact
from i4nlp.classifier import Classifier
from i4nlp.data.record import SPLITS, read_records, write_records
from i4nlp.training import card, fit
from i4nlp.training.run import halves, train_and_measure

DATA = Path(__file__).resolve().parents[2] / "datasets" / "i4-tweets-fr"


@pytest.fixture(scope="module")
def small_data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    for name in SPLITS:
        records = read_records(DATA / f"{name}.jsonl")
        write_records(folder / f"{name}.jsonl", random.Random(3).sample(records, 60))
    return folder


def test_the_chain_gives_the_same_bytes_twice(small_data, tmp_path):
    for name in ("one", "two"):
        train_and_measure(small_data, tmp_path / name / "model")
    for file in sorted((tmp_path / "one" / "model").iterdir()):
        assert file.read_bytes() == (tmp_path / "two" / "model" / file.name).read_bytes(), file.name


def test_the_saved_model_says_what_the_trained_one_says(tmp_path):
    records = read_records(DATA / "dev.jsonl")[:200]
    texts = [record.text for record in records]
    fitted = fit.fit(texts, [record.label for record in records])
    scale, shift = 1.3, np.array([0.1, -0.2, 0.0, 0.1])
    about = {
        "version": "x",
        "features": 1,
        "labels": ["seeker_request", "stage_request", "offer", "noise"],
        "thresholds": {"retweet": 1.0, "review": 0.3},
    }
    artifact.save(tmp_path / "x", fit.arrays(fitted, scale, shift), about)
    hostile = [*texts, "e\u0301te\u0301", "ﬁn", "", " ", "🙏" * 300, "a" * 4000]
    said = Classifier(artifact.load(tmp_path / "x")).probabilities(hostile)
    expected = np.exp(fit.log_softmax(scale * fit.scores(fitted, hostile) + shift))
    assert np.abs(said - expected).max() < 1e-5


def test_the_halves_of_a_split_share_no_writer():
    first, second = halves(read_records(DATA / "calibration.jsonl"))
    assert first
    assert second
    assert not {record.writer for record in first} & {record.writer for record in second}


@pytest.mark.parametrize(("successes", "trials", "bound"), [(0, 10, 0.0), (10, 10, 0.7411), (98, 100, 0.9383), (1, 1, 0.05)])
def test_the_lower_bound_is_the_exact_one(successes, trials, bound):
    assert fit.lower_bound(successes, trials) == pytest.approx(bound, abs=1e-4)


def test_the_card_in_service_holds_the_numbers_of_its_results_file():
    folder = artifact.model_path()
    results = json.loads((folder / "metrics.json").read_text(encoding="utf-8"))
    assert (folder / "README.md").read_text(encoding="utf-8") == card.card(folder.name, results)


def test_the_model_in_service_beats_the_keyword_rules():
    results = json.loads((artifact.model_path() / "metrics.json").read_text(encoding="utf-8"))["test"]
    assert results["model"]["macro_f1"] > results["keyword rules"]["macro_f1"] + 0.15
