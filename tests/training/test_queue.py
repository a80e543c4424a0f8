"""What to look at next: labels that were spoilt are found, tweets to label are the unsure ones and some that were drawn."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from i4nlp.cli import main
from i4nlp.data.exchange import rows_of
from i4nlp.data.labelled import Labelled, read_labelled, write_labelled
from i4nlp.errors import InputError
from i4nlp.labels import Label
from i4nlp.training import queue

DEV = Path(__file__).resolve().parents[2] / "datasets" / "i4-tweets-fr" / "dev.jsonl"
TRAIN = DEV.with_name("train.jsonl")


@pytest.fixture(scope="module")
def rows():
    found = rows_of(TRAIN)
    writers = sorted({row.meta["writer"] for row in found})[:18]
    return [row for row in found if row.meta["writer"] in writers]


def test_of_labels_spoilt_on_purpose_seven_in_ten_are_in_the_first_twice_as_many(rows):
    draw = np.random.default_rng(7)
    count = round(0.05 * len(rows))
    bad = set(draw.choice(len(rows), count, replace=False).tolist())
    given = [
        replace(row, label=draw.choice([label for label in Label if label is not row.label]).item()) if place in bad else row
        for place, row in enumerate(rows)
    ]
    given = [replace(row, label=Label(row.label)) for row in given]
    names = {rows[place].id for place in bad}
    first = queue.suspects(given, 2 * count)
    assert len(first) == 2 * count
    assert sum(one.row.id in names for one in first) >= 0.7 * count


def test_scores_are_worked_out_without_the_writer_of_the_text():
    # each writer has a word of their own, and the label with it: scores that had seen the writer would be sure of it
    words = "zorglub qwixel brimtok vazduri plonkat drizume fulgax mirtopo".split()
    rows = [(f"{word} {number}", label, word) for word, label in zip(words, 4 * list(Label)[:2], strict=True) for number in range(20)]
    texts, labels, writers = zip(*rows, strict=True)
    unseen = queue.out_of_fold(texts, labels, writers)
    seen = queue.out_of_fold(texts, labels, [str(number) for number in range(len(texts))])
    assert unseen.shape == (160, 4)
    assert np.allclose(unseen.sum(axis=1), 1)
    right = np.array([list(queue.LABELS).index(label) for label in labels])
    assert (seen.argmax(axis=1) == right).mean() == 1
    assert (unseen.argmax(axis=1) == right).mean() < 0.8


@pytest.mark.parametrize("writers", [["one"] * 40, ["one"] * 20 + ["two"] * 20])
def test_with_too_few_writers_the_text_alone_is_held_out(writers):
    texts = [f"recrute vendeur numéro {number}" for number in range(20)] + [f"il pleut encore, jour {number}" for number in range(20)]
    found = queue.out_of_fold(texts, [Label.OFFER] * 20 + [Label.NOISE] * 20, writers)
    assert np.allclose(found.sum(axis=1), 1)


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ([Label.OFFER] * 30, "une seule étiquette"),
        ([Label.OFFER] * 30 + [Label.NOISE] * 3, "autre message"),
    ],
)
def test_too_few_labels_to_doubt_any_is_said(labels, said):
    rows = [Labelled(str(number), f"texte {number}", label) for number, label in enumerate(labels)]
    with pytest.raises(InputError, match=said):
        queue.suspects(rows)


def test_the_queue_holds_the_unsure_that_differ_and_a_drawn_share():
    alike = [f"Bonjour, poste de soudeur à Brest, numéro {number}" for number in range(50)]
    apart = ["le chat dort sur le canapé", "match nul ce soir", "CDI ou CDD à Lille, merci du RT"]
    texts = [*alike, *apart, *(f"sûr {number}" for number in range(47))]
    sure = np.array([0.5] * 50 + [0.45] * 3 + [0.99] * 47)
    found = queue.choose(texts, sure, 10)
    assert len({place for place, _ in found}) == 10
    assert [why for _, why in found].count("tiré au sort") == 2
    unsure = [place for place, why in found if why == "incertain"]
    assert all(place < 53 for place in unsure)
    assert sum(place >= 50 for place in unsure) >= 2  # not eight times the same thing


def test_asked_for_more_than_there_are_all_come():
    found = queue.choose(["un", "deux", "trois"], np.array([0.4, 0.5, 0.6]), 10)
    assert sorted(place for place, _ in found) == [0, 1, 2]


def test_the_command_writes_a_file_for_the_labeller(tmp_path):
    there = [Labelled("1", "déjà étiqueté", Label.NOISE)]
    new = [
        Labelled(str(number), text)
        for number, text in enumerate(["déjà étiqueté", "Je cherche un poste", "Recrute vendeur", "Il pleut"], 10)
    ]
    write_labelled(tmp_path / "there.jsonl", there)
    write_labelled(tmp_path / "new.jsonl", new)
    out = tmp_path / "out.jsonl"
    result = CliRunner().invoke(
        main, ["data", "queue", str(tmp_path / "there.jsonl"), "--unlabelled", str(tmp_path / "new.jsonl"), "--out", str(out)]
    )
    assert result.exit_code == 0, result.output
    assert sorted(row.id for row in read_labelled(out)) == ["11", "12", "13"]
    assert "tiré au sort" in result.output


def test_the_readme_holds_the_figures_of_the_simulation():
    root = DEV.parents[2]
    results = json.loads((root / "tests" / "training" / "queue.json").read_text(encoding="utf-8"))
    readme = (root / "README.md").read_text(encoding="utf-8")
    for pile in ("balanced", "stream"):
        for way in ("random", "queue"):
            labels, ends = zip(*(curve[-1] for curve in results[pile][way]), strict=True)
            assert f"{np.mean(ends):.3f} ± {np.std(ends, ddof=1):.3f}" in readme.split(f"| {labels[0]} |")[1].split("\n")[0]
    assert min(results["spoilt"]["found"]) >= 0.895


@pytest.mark.parametrize("options", [[], ["--suspect", "--unlabelled", "x.jsonl"]])
def test_one_of_the_two_queues_is_asked_for(options):
    result = CliRunner().invoke(main, ["data", "queue", str(DEV), *options])
    assert result.exit_code == 2
    assert "l’un des deux" in result.output


def test_a_broken_row_is_told_with_its_line(tmp_path):
    (tmp_path / "new.jsonl").write_text('{"id": "1", "text": "un"}\n{"id": "2"}\n', encoding="utf-8")
    result = CliRunner().invoke(main, ["data", "queue", str(DEV), "--unlabelled", str(tmp_path / "new.jsonl")])
    assert result.exit_code == 1
    assert "new.jsonl:2" in result.output


def test_a_file_of_labelled_tweets_alone_has_nothing_left_to_label(tmp_path):
    write_labelled(tmp_path / "new.jsonl", [Labelled("1", "un", Label.NOISE)])
    result = CliRunner().invoke(main, ["data", "queue", str(DEV), "--unlabelled", str(tmp_path / "new.jsonl")])
    assert result.exit_code == 3
    assert "déjà étiquetés" in result.output
