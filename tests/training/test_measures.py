"""The figures of an evaluation, on cases small enough to count by hand, and the rules of promotion."""

import json
import random
import shutil
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from i4nlp import artifact
from i4nlp.cli import main
from i4nlp.data.record import SPLITS, read_records, write_records
from i4nlp.errors import DataError, InputError, ModelError
from i4nlp.labels import Label
from i4nlp.training import calibration, card, decisions, evaluate, real, service, steadiness

DATA = Path(__file__).resolve().parents[2] / "datasets" / "i4-tweets-fr"
SERVED = artifact.model_path()


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Return a small data set: 80 texts a split."""
    folder = tmp_path_factory.mktemp("data")
    for name in SPLITS:
        write_records(folder / f"{name}.jsonl", random.Random(5).sample(read_records(DATA / f"{name}.jsonl"), 80))
    lines = (DATA / steadiness.FILE).read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / steadiness.FILE).write_text("".join(lines[:16]), encoding="utf-8")
    return folder


@pytest.fixture
def models(tmp_path, data):
    """Return a folder of two models, one in service and a candidate that says the same, both measured on `data`."""
    for name in ("a", "b"):
        shutil.copytree(SERVED, tmp_path / name)
        about = json.loads((tmp_path / name / "model.json").read_text(encoding="utf-8")) | {"version": name}
        arrays = {file: np.load(SERVED / file) for file in artifact.forms(about["sizes"])}
        artifact.save(tmp_path / name, arrays, about)
        evaluate.evaluate(tmp_path / name, data)
        # the calibration of a few dozen texts is a matter of chance
        change(tmp_path, name, lambda found: found["calibration"].update(ece=0.0))
    service.put_in_service(tmp_path, "a")
    return tmp_path


def change(models, name, edit):
    file = models / name / "metrics.json"
    found = json.loads(file.read_text(encoding="utf-8"))
    edit(found)
    file.write_text(json.dumps(found), encoding="utf-8")


@pytest.mark.parametrize(
    ("confidence", "hit", "expected"),
    [([0.8] * 30, [True] * 24 + [False] * 6, None), ([1.0] * 30, [True] * 30, 0.0), ([0.9] * 30, [False] * 30, 0.9)],
)
def test_the_calibration_error_is_the_distance_of_confidence_and_truth(confidence, hit, expected):
    found = calibration.error(np.array(confidence), np.array(hit))
    assert found == pytest.approx(expected) if expected is not None else found < 0.35


def test_a_calibrated_model_is_near_what_chance_gives():
    draw = np.random.default_rng(1)
    confidence = draw.uniform(0.4, 1, 4000)
    probabilities = np.stack([confidence, 1 - confidence, np.zeros(4000), np.zeros(4000)], axis=1)
    probabilities = np.where(confidence[:, None] > 0.5, probabilities, probabilities[:, [1, 0, 2, 3]])
    right = np.where(draw.random(4000) < probabilities[:, 0], 0, 1)
    found = calibration.figures(probabilities, right)
    assert found["ece"] <= found["most allowed"]


@pytest.mark.parametrize(("successes", "trials", "bound"), [(0, 10, 0.0), (10, 10, 0.7411), (98, 100, 0.9383), (1, 1, 0.05)])
def test_the_lower_bound_is_the_exact_one(successes, trials, bound):
    assert decisions.lower_bound(successes, trials) == pytest.approx(bound, abs=1e-4)


def test_precision_falls_with_the_share_of_requests():
    records = read_records(DATA / "dev.jsonl")[:200]
    certain = np.array([[float(record.label is label) for label in Label] for record in records])
    certain[:20] = certain[:20, [3, 1, 2, 0]]  # some of them mistaken
    found = decisions.figures(certain, records, {"retweet": 0.9, "review": 0.3})
    shares = list(found["precision by share of requests"].values())
    assert shares == sorted(shares)
    assert found["wrong"] > 0
    assert sum(found["codes"].values()) == 200


def test_accents_leave_all_letters():
    assert steadiness.SURFACE["accents left out"]("À Nîmes, chargée d’études, œuvre") == "A Nimes, chargee d’etudes, oeuvre"


def test_a_broken_case_is_named(tmp_path):
    (tmp_path / steadiness.FILE).write_text('{"what": "name", "base": "a"}\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"invariance\.jsonl:1"):
        steadiness.read_cases(tmp_path / steadiness.FILE)


def test_real_tweets_are_measured_on_the_even_lines_alone(tmp_path):
    rows = [{"text": f"Quel match hier soir {i}", "label": "noise"} for i in range(9)]
    file = tmp_path / "vrais.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = real.figures(artifact.load(SERVED), [file])
    assert found["texts"] == 4
    assert found["classes"]["vrais, noise"]["texts"] == 4


def test_a_file_of_real_tweets_that_cannot_be_read_is_named(tmp_path):
    file = tmp_path / "vrais.jsonl"
    file.write_text('{}\n{"text": "a", "label": "autre"}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"vrais\.jsonl"):
        real.figures(artifact.load(SERVED), [file])


def test_the_card_in_service_holds_the_numbers_of_its_results_file():
    results = json.loads((SERVED / "metrics.json").read_text(encoding="utf-8"))
    assert (SERVED / "README.md").read_text(encoding="utf-8") == card.card(SERVED.name, results)


def test_the_model_in_service_beats_the_plain_ways():
    test = json.loads((SERVED / "metrics.json").read_text(encoding="utf-8"))["test"]
    assert test["model"]["macro_f1"] > test["keyword rules"]["macro_f1"] + 0.15
    assert test["model"]["macro_f1"] > test["word TF-IDF"]["macro_f1"] + 0.03


def test_a_model_folder_is_small():
    assert json.loads((SERVED / "metrics.json").read_text(encoding="utf-8"))["size"] <= service.MOST_BYTES


def test_a_candidate_that_loses_nothing_goes_in_and_can_be_taken_out(models, data):
    verdict = service.judge(models, "b", data)
    assert (verdict.refusals, verdict.better, verdict.worse) == ((), (), ())
    assert all(was == now for _, _, was, now in verdict.shares)
    service.put_in_service(models, "b")
    assert service.in_service(models) == ("b", "a")
    assert artifact.model_path(models) == models / "b"
    assert service.roll_back(models) == "a"
    assert service.in_service(models) == ("a", "b")


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda found: found["calibration"].update(ece=0.9), "calibration"),
        (lambda found: found.update(size=7_000_000), "taille"),
        (lambda found: found["fairness"].update(changed=0.1), "constance"),
        (lambda found: found["surface"].update(changed=0.1), "constance"),
        (lambda found: found["test"]["model"]["classes"]["offer"].update(f1=0.1), "relancez"),
    ],
)
def test_a_candidate_that_breaks_a_bound_is_refused(models, data, edit, said):
    change(models, "a", lambda found: [found[key].update(changed=0.0) for key in ("fairness", "surface")])
    change(models, "b", lambda found: [found[key].update(changed=0.0) for key in ("fairness", "surface")])
    change(models, "b", edit)
    (refusal,) = service.judge(models, "b", data).refusals
    assert said in refusal


def test_a_candidate_that_loses_a_class_is_refused_and_names_the_texts(models, data):
    about = json.loads((models / "b" / "model.json").read_text(encoding="utf-8"))
    arrays = {file: np.load(models / "b" / file) for file in artifact.forms(about["sizes"])}
    arrays["bias.npy"] = arrays["bias.npy"] - np.array([0, 0, 20.0, 0])
    artifact.save(models / "b", arrays, about)
    evaluate.evaluate(models / "b", data)
    service.put_in_service(models, "a")
    answer = CliRunner().invoke(main, ["promote", "b", "--data", str(data), "--models", str(models)])
    assert answer.exit_code == 1
    assert "offre" in answer.output
    assert "moins bien lu" in answer.output
    assert service.in_service(models)[0] == "a"


def test_without_results_the_way_out_is_told(models, data):
    (models / "b" / "metrics.json").unlink()
    with pytest.raises(InputError, match="i4nlp evaluate"):
        service.judge(models, "b", data)


def test_without_a_model_before_there_is_no_way_back(models):
    (models / "current.toml").write_text('version = "a"\n', encoding="utf-8")
    with pytest.raises(ModelError, match="précédent"):
        service.roll_back(models)


def test_two_models_are_shown_side_by_side(models):
    lines = CliRunner().invoke(main, ["models", "a", "b", "--models", str(models)], standalone_mode=False).output.splitlines()
    assert lines[0].split()[0] == "macro-F1"
    assert all(line.endswith("+0.000") for line in lines)
    assert CliRunner().invoke(main, ["models", "--models", str(models)]).output.splitlines() == ["a  (en service)", "b"]
