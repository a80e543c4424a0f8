"""The chain from texts to a candidate model."""

import random
import unicodedata
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from i4nlp import artifact, features, network
from i4nlp.classifier import Classifier
from i4nlp.data.record import SPLITS, read_records, write_records
from i4nlp.training import fit, learn
from i4nlp.training.train import halves, train

FORMS = tuple(artifact.forms({"buckets": 0, "words": 0, "width": 4, "learnt": 2, "depth": 1}).items())
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
        train(small_data, tmp_path / name / "model", epochs=2)
    for file in sorted((tmp_path / "one" / "model").iterdir()):
        assert file.read_bytes() == (tmp_path / "two" / "model" / file.name).read_bytes(), file.name


def test_the_saved_model_says_what_the_trained_ones_say(tmp_path):
    records = read_records(DATA / "dev.jsonl")[:200]
    texts, labels = [record.text for record in records], [record.label for record in records]
    fitted, network = fit.fit(texts, labels), learn.train(records, epochs=2)
    scales, shift = np.array([1.3, 0.8]), np.array([0.1, -0.2, 0.0, 0.1])
    about = {
        "version": "x",
        "features": features.VERSION,
        "labels": ["seeker_request", "stage_request", "offer", "noise"],
        "thresholds": {"retweet": 1.0, "review": 0.3},
    }
    artifact.save(tmp_path / "x", fit.arrays(fitted, network, scales, shift), about)
    hostile = [*texts, "e\u0301te\u0301", "ﬁn", "", " ", "🙏" * 300, "a" * 4000, "mot " * 1000]
    said = Classifier(artifact.load(tmp_path / "x")).probabilities(hostile)
    raw = scales[0] * fit.scores(fitted, hostile) + scales[1] * learn.scores(network, hostile) + shift
    assert np.abs(said - np.exp(fit.log_softmax(raw))).max() < 1e-5


def test_ten_thousand_texts_are_labelled_as_the_trained_estimator_labels_them():
    records = read_records(DATA / "dev.jsonl")
    texts, labels = [record.text for record in records], [record.label for record in records]
    fitted = fit.fit(texts, labels)
    nothing = {name: np.zeros(shape, np.float32) for name, shape in network.shapes(0, 4, 2, 1, 4).items()}
    arrays = fit.arrays(fitted, nothing | {"known": np.zeros(0, np.uint64)}, np.ones(2), np.zeros(4))
    loaded = {name: array.astype(kind) for (name, (_, kind)), array in zip(FORMS, (arrays[name] for name, _ in FORMS), strict=True)}
    classifier = Classifier(artifact.Artifact("x", loaded, {}, {}))
    changes = [str, str.upper, str.lower, partial(unicodedata.normalize, "NFD"), lambda text: f"ﬁn {text} 🙏🏾", lambda text: text[:20]]
    draw = random.Random(7)
    hostile = ["", " ", "a" * 4000, *(draw.choice(changes)(draw.choice(texts)) for _ in range(9_997))]
    said = classifier.probabilities(hostile)
    margins = fitted.estimator.decision_function(fit.design(features.rows(hostile), fitted.idf)[:, np.flatnonzero(fitted.idf)])
    expected = np.exp(fit.log_softmax(margins))
    assert np.abs(said - expected).max() < 1e-6
    assert (said.argmax(axis=1) == expected.argmax(axis=1)).all()


def test_training_and_serving_run_the_same_network():
    texts = ["je cherche un poste de soudeur à Brest", "quel match hier soir !", "on recrute", "dispo", "merci " * 90]
    parameters = learn.train(read_records(DATA / "dev.jsonl")[:60], epochs=1)
    words = network.read(features.rows(texts), parameters["known"])
    batch = learn.lay_out(words, np.arange(len(texts)))
    theirs = np.asarray(learn.forward(parameters, batch))[: len(texts)]
    # served in whole numbers: a step of a row's numbers is 1/64
    assert np.abs(theirs - network.Network(parameters).scores(words)).max() < 0.02


def test_the_halves_of_a_split_share_no_writer():
    first, second = halves(read_records(DATA / "calibration.jsonl"))
    assert first
    assert second
    assert not {record.writer for record in first} & {record.writer for record in second}
