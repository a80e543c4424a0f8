"""The card of a data set is written by the command, says what the data say, and is the same each time."""

import json
import shutil
from pathlib import Path

import pytest

from i4nlp.data import describe
from i4nlp.data.agreement import SecondLabel, agreement, read_second_labels
from i4nlp.data.record import SPLITS
from i4nlp.errors import DataError
from i4nlp.labels import Label

DATA = Path(__file__).resolve().parents[2] / "datasets" / "i4-tweets-fr"


@pytest.fixture
def small(tmp_path):
    """Return a copy of the data set with the first texts of each split."""
    folder = shutil.copytree(DATA, tmp_path / "data")
    for name in SPLITS:
        file = folder / f"{name}.jsonl"
        file.write_text("".join(file.read_text(encoding="utf-8").splitlines(keepends=True)[:60]), encoding="utf-8")
    return folder


def test_writing_twice_changes_nothing(small):
    folder = small
    describe.write(folder)
    first = {file.name: file.read_bytes() for file in folder.iterdir()}
    describe.write(folder)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == first


def test_a_card_without_markers_is_left_alone(small):
    folder = small
    (folder / "README.md").write_text("# Une fiche", encoding="utf-8")
    with pytest.raises(DataError, match="repères"):
        describe.write(folder)
    assert (folder / "README.md").read_text(encoding="utf-8") == "# Une fiche"


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
