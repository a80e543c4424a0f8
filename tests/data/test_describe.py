"""The card of a data set is written by the command, says what the data say, and is the same each time."""

import json
import shutil
from pathlib import Path

import pytest

from i4nlp.data import describe
from i4nlp.data.agreement import SecondLabel, agreement, read_second_labels
from i4nlp.errors import DataError
from i4nlp.labels import Label

DATA = Path(__file__).resolve().parents[2] / "datasets" / "i4-tweets-fr"


def test_the_card_holds_the_tables_of_its_data():
    assert describe.describe(DATA) in (DATA / "README.md").read_text(encoding="utf-8")


def test_writing_twice_changes_nothing(tmp_path):
    folder = shutil.copytree(DATA, tmp_path / "data")
    describe.write(folder)
    first = {file.name: file.read_bytes() for file in folder.iterdir()}
    describe.write(folder)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == first


def test_a_card_without_markers_is_left_alone(tmp_path):
    folder = shutil.copytree(DATA, tmp_path / "data")
    (folder / "README.md").write_text("# Une fiche", encoding="utf-8")
    with pytest.raises(DataError, match="repères"):
        describe.write(folder)
    assert (folder / "README.md").read_text(encoding="utf-8") == "# Une fiche"


def test_no_opening_of_three_words_is_frequent():
    splits = describe.read_splits(DATA)
    texts = sum(len(rows) for rows in splits.values())
    assert describe.openings(splits)["texts"].max() <= 0.015 * texts


def test_near_duplicates_within_a_split_are_rare():
    for rows in describe.read_splits(DATA).values():
        assert describe.near_duplicate_share(rows) <= 0.01


def test_at_least_four_texts_in_ten_are_hard_for_keyword_rules():
    rows = [record for part in describe.read_splits(DATA).values() for record in part]
    assert sum(record.hard for record in rows) >= 0.4 * len(rows)


def test_a_disagreement_needs_a_reason(tmp_path):
    row = {"id": "a", "first": "noise", "second": "offer", "kept": "offer", "why": ""}
    (tmp_path / "second-labels.jsonl").write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(DataError, match=r"second-labels\.jsonl:1"):
        read_second_labels(tmp_path)


def test_kappa_is_counted_by_split():
    records = describe.read_splits(DATA)["dev"][:20]
    labelled = [SecondLabel(record.id, record.label, record.label, record.label, "") for record in records]
    labelled[0] = SecondLabel(records[0].id, Label.NOISE, Label.OFFER, Label.OFFER, "règle 9")
    table = agreement({"dev": records}, labelled)
    assert table.loc["dev", "texts"] == 20
    assert table.loc["dev", "disagreements"] == 1
    assert table.loc["dev", "second kept"] == 1
