"""Labelling: no label is lost, nobody overwrites another, and agreement is counted as the books do."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from i4nlp.cli import main
from i4nlp.data import exchange
from i4nlp.data.labelled import Labelled, read_labelled, write_labelled
from i4nlp.errors import DataError, InputError
from i4nlp.labelling import agreement
from i4nlp.labelling.guide import guide
from i4nlp.labelling.session import Session, labels_file
from i4nlp.labels import Label

TEXTS = ["Je cherche un CDI", "Je cherche un stage", "Recrute soudeur", "Il pleut", "But !"]


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "lot [1].jsonl"
    write_labelled(made, [Labelled(str(number), text, Label.NOISE) for number, text in enumerate(TEXTS)])
    return made


def label(file, name, labels):
    with Session(file, name) as session:
        for one in labels:
            session.choose(session.current.id, one)


def test_each_label_is_on_disk_at_once_and_goes_straight_into_an_import(file, tmp_path):
    with Session(file, "Léa") as session:
        session.choose("0", Label.SEEKER_REQUEST)
        (row,) = read_labelled(session.file)
        assert (row.id, row.label, row.annotator, row.text) == ("0", Label.SEEKER_REQUEST, "Léa", TEXTS[0])
        assert row.time
        session.choose("1", Label.STAGE_REQUEST)
    found = exchange.import_file(session.file, tmp_path / "set")
    assert len(found.new) == 2


def test_it_goes_on_where_it_stopped_and_takes_back_what_was_done_before(file):
    label(file, "léa", [Label.SEEKER_REQUEST, Label.OFFER])
    with Session(file, "léa") as session:
        assert (session.count, session.total, session.current.id) == (2, 5, "2")
        assert session.undo().id == "1"
        assert session.current.id == "1"
        session.choose("1", Label.STAGE_REQUEST)
        session.undo()
        session.undo()
        assert session.undo() is None
        assert session.current.id == "0"
        assert session.file.read_bytes() == b""


def test_a_line_that_a_crash_cut_off_is_asked_again(file):
    label(file, "léa", [Label.SEEKER_REQUEST, Label.STAGE_REQUEST])
    path = labels_file(file, "léa")
    path.write_bytes(path.read_bytes()[:-9])
    with Session(file, "léa") as session:
        assert session.current.id == "1"
        session.choose("1", Label.STAGE_REQUEST)
    assert [row.id for row in read_labelled(path)] == ["0", "1"]


def test_killed_at_any_time_no_label_that_was_confirmed_is_lost(file):
    code = (
        "import sys; from pathlib import Path; from i4nlp.labelling.session import Session; from i4nlp.labels import Label\n"
        "session = Session(Path(sys.argv[1]), 'léa')\n"
        "while session.current:\n print(session.choose(session.current.id, Label.NOISE).id, flush=True)\n"
    )
    many = [Labelled(str(number), f"texte {number}") for number in range(5_000)]
    write_labelled(file, many)
    confirmed = []
    for _ in range(3):
        with subprocess.Popen([sys.executable, "-c", code, str(file)], stdout=subprocess.PIPE, encoding="utf-8") as process:
            confirmed.append(process.stdout.readline())
            time.sleep(0.05)
            os.kill(process.pid, signal.SIGKILL)
            confirmed += process.stdout.readlines()
    said = [line.strip() for line in confirmed if line.endswith("\n")]
    with Session(file, "léa") as session:
        assert 3 <= len(said) <= session.count <= len(said) + 3
        assert set(said) <= session.done.keys()


def test_a_second_process_of_the_same_person_is_told(file):
    with Session(file, "léa"), pytest.raises(InputError, match="déjà ce fichier ailleurs"):
        Session(file, "léa")
    with Session(file, "léa"), Session(file, "noé"):
        pass


def test_a_label_for_another_tweet_than_the_one_shown_changes_nothing(file):
    with Session(file, "léa") as session:
        assert session.choose("3", Label.NOISE) is None
        assert session.count == 0


def test_what_is_skipped_comes_back_at_the_end(file):
    with Session(file, "léa") as session:
        session.skip()
        assert session.current.id == "1"
        for _ in range(4):
            session.choose(session.current.id, Label.NOISE)
        assert session.current.id == "0"


def test_the_models_view_is_written_with_the_label(file):
    with Session(file, "léa", judge=lambda text: (Label.OFFER, 0.8, "v1")) as session:
        row = session.choose("0", Label.NOISE)
    assert (row.score, row.version, row.meta["model_label"]) == (0.8, "v1", "offer")


@pytest.mark.parametrize("name", ["", " ", "..", "a/b", "../x", "x" * 61, "a\nb"])
def test_a_name_that_is_no_file_name_is_refused(file, name):
    with pytest.raises(InputError, match="Un nom a"):
        Session(file, name)


def test_one_id_for_two_tweets_is_refused(file):
    write_labelled(file, [Labelled("1", "un"), Labelled("1", "deux")])
    with pytest.raises(DataError, match="deux fois"):
        Session(file, "léa")


def test_people_are_compared_and_what_they_see_differently_is_settled(file, tmp_path):
    label(file, "léa", [Label.SEEKER_REQUEST, Label.STAGE_REQUEST, Label.OFFER, Label.NOISE, Label.NOISE])
    with Session(file, "noé", only=agreement.by_others(file, "noé")) as session:
        for one in (Label.SEEKER_REQUEST, Label.SEEKER_REQUEST, Label.OFFER, Label.NOISE):
            session.choose(session.current.id, one)
    (pair,) = agreement.pairs(file)
    # by hand: observed 3/4; by chance (1·2 + 1·0 + 1·1 + 1·1)/16 = 1/4; kappa (3/4 − 1/4)/(1 − 1/4) = 2/3
    assert (pair.tweets, pair.agreed) == (4, 3)
    assert pair.kappa == pytest.approx(2 / 3)
    assert list(agreement.disagreements(file)) == ["1"]
    rows, left = agreement.collected(file)
    assert (len(rows), left) == (4, 1)
    with Session(file, agreement.SETTLED, only=agreement.disagreements(file)) as session:
        assert session.total == 1
        session.choose("1", Label.STAGE_REQUEST)
    rows, left = agreement.collected(file)
    assert (len(rows), left) == (5, 0)
    out = tmp_path / "out.jsonl"
    assert CliRunner().invoke(main, ["label", str(file), "--collect", str(out)]).exit_code == 0
    assert {row.id: row.label for row in read_labelled(out)}["1"] is Label.STAGE_REQUEST


def test_nobody_to_compare_with_is_told(file):
    label(file, "léa", [Label.NOISE])
    for words, said in ((["--agreement"], "deux personnes"), (["--second", "--annotator", "léa"], "personne d’autre")):
        result = CliRunner().invoke(main, ["label", str(file), *words])
        assert result.exit_code == 3
        assert said in result.output


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(["choose", "skip", "undo", "again"]), max_size=25))
def test_whatever_one_does_each_tweet_has_one_label_or_is_still_to_come(tmp_path_factory, keys):
    file = tmp_path_factory.mktemp("any") / "x.jsonl"
    write_labelled(file, [Labelled(str(number), text) for number, text in enumerate(TEXTS)])
    session = Session(file, "léa")
    for key in keys:
        if key == "choose" and session.current:
            session.choose(session.current.id, Label.OFFER)
        elif key == "skip":
            session.skip()
        elif key == "undo":
            session.undo()
        elif key == "again":
            session.close()
            session = Session(file, "léa")
        on_disk = (
            [json.loads(line)["id"] for line in session.file.read_text(encoding="utf-8").splitlines()] if session.file.exists() else []
        )
        assert on_disk == list(session.done)
        assert len(set(on_disk)) == len(on_disk)
        assert session.count + len(session._left) == 5
    session.close()


def test_the_guide_names_every_label_and_the_twelve_rules():
    labels, rules = guide()
    assert set(labels) == set(Label)
    assert [int(title.split("\u00a0")[0]) for title in rules] == list(range(1, 13))
    assert all(" :" not in text and " ?" not in text and "« " not in text for text in [*labels.values(), *rules.values()])
