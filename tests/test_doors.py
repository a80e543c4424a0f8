"""The doors of the ecosystem: scikit-learn, spaCy, pandas, and folders that Hugging Face's tools take."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer

import i4nlp
from i4nlp import artifact, frame
from i4nlp.errors import InputError
from i4nlp.labels import Label
from i4nlp.sklearn import TweetClassifier

ROOT = Path(__file__).resolve().parent.parent
ROWS = [json.loads(line) for line in (ROOT / "datasets/i4-tweets-fr/dev.jsonl").read_text(encoding="utf-8").splitlines()][:240]
TEXTS, LABELS = [row["text"] for row in ROWS], [row["label"] for row in ROWS]


@pytest.fixture(scope="module")
def fitted():
    return TweetClassifier().fit(TEXTS, LABELS)


def test_it_learns_and_its_probabilities_sum_to_one(fitted):
    assert list(fitted.classes_) == sorted(set(LABELS))
    assert fitted.score(TEXTS, LABELS) > 0.95
    assert np.allclose(fitted.predict_proba(TEXTS[:9]).sum(axis=1), 1)
    assert fitted.decision_function(TEXTS[:9]).shape == (9, 4)
    chosen = fitted.classes_[fitted.predict_proba(TEXTS[:9]).argmax(axis=1)]
    assert list(chosen) == list(fitted.predict(TEXTS[:9]))


@pytest.mark.parametrize("form", [list, tuple, np.array, pd.Series, lambda texts: pd.Series(texts, index=range(900, 900 + len(texts)))])
def test_a_list_an_array_and_a_series_are_one(fitted, form):
    assert list(TweetClassifier().fit(form(TEXTS), form(LABELS)).predict(form(TEXTS[:20]))) == list(fitted.predict(TEXTS[:20]))


def test_it_is_cloned_with_its_parameters_and_without_what_it_learnt(fitted):
    other = clone(fitted.set_params(C=10.0))
    assert other.get_params() == fitted.get_params() == {"C": 10.0, "min_df": 1, "max_iter": 300, "class_weight": None}
    with pytest.raises(NotFittedError):
        other.predict(TEXTS)


@pytest.mark.parametrize("method", ["predict", "predict_proba", "decision_function"])
def test_unfitted_it_says_so(method):
    with pytest.raises(NotFittedError):
        getattr(TweetClassifier(), method)(TEXTS)


def test_it_goes_into_a_pipeline_a_search_and_a_cross_validation():
    steps = Pipeline([("strip", FunctionTransformer(lambda texts: [text.strip() for text in texts])), ("tweets", TweetClassifier())])
    search = GridSearchCV(steps, {"tweets__C": [0.1, 10.0], "tweets__min_df": [1, 2]}, cv=3, scoring="f1_macro").fit(TEXTS, LABELS)
    assert search.best_params_["tweets__C"] == 10.0
    assert search.best_score_ > 0.5
    assert cross_val_score(TweetClassifier(), np.array(TEXTS), np.array(LABELS), cv=3).mean() > 0.5


def test_labels_may_be_anything():
    two = TweetClassifier().fit(TEXTS, [label == "offer" for label in LABELS])
    assert two.predict_proba(TEXTS[:2]).shape == (2, 2)
    assert two.predict(TEXTS).dtype == bool
    assert set(TweetClassifier().fit(TEXTS, [LABELS.index(label) for label in LABELS]).predict(TEXTS)) <= set(range(len(LABELS)))


@pytest.mark.parametrize(
    ("texts", "labels", "told"),
    [
        ("one text", ["a"], "several texts"),
        ([], [], "no text"),
        (["a", None], ["x", "y"], "item 1"),
        ([["a"], ["b"]], ["x", "y"], "item 0"),
        (np.array([["a"], ["b"]]), ["x", "y"], "one-dimensional"),
        (["a", "b"], ["x"], "one label a text"),
        (["a", "b"], ["x", "x"], "two classes"),
    ],
)
def test_what_it_cannot_take_is_told(texts, labels, told):
    with pytest.raises(ValueError, match=told):
        TweetClassifier().fit(texts, labels)


def fresh(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_spacy_finds_its_component_without_an_import_of_ours():
    code = (
        "import json, spacy; nlp = spacy.blank('fr'); nlp.add_pipe('i4_intent'); "
        "docs = list(nlp.pipe(['Je cherche un poste de soudeur à Brest, RT svp', '']));"
        "print(json.dumps([doc.cats for doc in docs]))"
    )
    first, empty = fresh(code)
    expected = i4nlp.classify("Je cherche un poste de soudeur à Brest, RT svp").probabilities
    assert first == pytest.approx({str(label): expected[label] for label in Label})
    assert empty == {}


def test_a_spacy_pipeline_with_it_is_saved_and_read_again(tmp_path):
    code = (
        f"import json, spacy; nlp = spacy.blank('fr'); nlp.add_pipe('i4_intent'); nlp.to_disk({str(tmp_path / 'nlp')!r}); "
        f"print(json.dumps(spacy.load({str(tmp_path / 'nlp')!r})('On recrute un boulanger, CDI').cats))"
    )
    assert max(fresh(code).items(), key=lambda pair: pair[1])[0] == "offer"


@pytest.mark.parametrize("index", [["a", "b", "c"], [7, 7, 7], pd.MultiIndex.from_tuples([(1, 2), (1, 3), (2, 2)])])
def test_a_frame_keeps_its_index(index):
    tweets = pd.DataFrame({"text": ["Je cherche un poste, RT svp", None, "On recrute un boulanger, CDI"], "n": [1, 2, 3]}, index=index)
    found = frame.classify(tweets)
    assert found.index.equals(tweets.index)
    assert found["label"].iloc[[0, 2]].tolist() == ["seeker_request", "offer"]
    assert found["contracts"].iloc[2] == ["cdi"]
    assert pd.isna(found["label"].iloc[1])
    assert found["error"].iloc[1]
    assert frame.classify(tweets["text"]).equals(found)


def test_a_frame_without_texts_is_told_and_an_empty_one_is_empty():
    with pytest.raises(InputError, match="texte"):
        frame.classify(pd.DataFrame({"message": ["a"]}), text="texte")
    assert frame.classify(pd.DataFrame({"text": []})).shape == (0, 9)


def test_the_model_folder_passes_for_a_model_repository():
    folder = artifact.model_path()
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    assert [config["id2label"][str(number)] for number in range(4)] == list(map(str, Label))
    assert config["label2id"] == {label: int(number) for number, label in config["id2label"].items()}
    assert config["model_version"] == artifact.load(folder).version
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert card.startswith("---\nlanguage: fr\n")
    assert "pipeline_tag: text-classification" in card


def test_the_data_set_folder_is_loaded_by_datasets():
    datasets = pytest.importorskip("datasets")
    found = datasets.load_dataset(str(ROOT / "datasets" / "i4-tweets-fr"))
    assert set(found) == {"train", "dev", "calibration", "test"}
    assert set(found["test"].unique("label")) == set(map(str, Label))
    assert found["dev"][0]["text"] == TEXTS[0]
