"""Rows of a data set: what is read, and what is refused with file and line."""

import json

import pytest

from i4nlp.data.record import parse_record, read_records, write_records
from i4nlp.errors import DataError, InputError

ROW = {
    "id": "a-1", "text": "Soudeur à Brest, CDI", "label": "seeker_request", "writer": "a", "contracts": ["cdi"],
    "metier": {"text": "Soudeur", "span": [0, 7]}, "lieu": [{"text": "Brest", "span": [10, 15]}], "call_to_action": False,
    "register": "courant", "hard": True, "group": None, "rule": 2, "part": None,
}  # fmt: skip


def test_a_row_comes_back_as_it_was():
    assert parse_record(ROW, "f:1").to_dict() == ROW


@pytest.mark.parametrize(
    "change",
    [
        {"label": "offre"}, {"text": ""}, {"text": 3}, {"contracts": ["CDI"]}, {"contracts": "cdi"}, {"metier": "Soudeur"},
        {"metier": {"text": "Soudeur", "span": [1, 8]}}, {"lieu": [{"text": "", "span": [0, 0]}]}, {"call_to_action": 1},
        {"register": "jeune"}, {"hard": None}, {"rule": 13}, {"rule": True}, {"part": "easy"}, {"id": ""}, {"group": 1}, {"extra": 1},
    ],
)  # fmt: skip
def test_a_row_that_is_none_is_refused_with_file_and_line(change):
    with pytest.raises(DataError, match=r"fichier\.jsonl:7") as caught:
        parse_record(ROW | change, "fichier.jsonl:7")
    assert caught.value.line == 7


def test_a_missing_key_is_named():
    with pytest.raises(DataError, match="rule"):
        parse_record({key: value for key, value in ROW.items() if key != "rule"}, "f:1")


def test_a_broken_line_is_named(tmp_path):
    file = tmp_path / "x.jsonl"
    file.write_text(json.dumps(ROW) + "\n{\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"x\.jsonl:2"):
        read_records(file)


def test_a_file_that_is_missing_or_not_utf8_is_named(tmp_path):
    with pytest.raises(InputError, match="nulle-part"):
        read_records(tmp_path / "nulle-part.jsonl")
    (tmp_path / "latin.jsonl").write_bytes(b"\xe9")
    with pytest.raises(InputError, match="UTF-8"):
        read_records(tmp_path / "latin.jsonl")


def test_a_file_is_written_whole(tmp_path):
    write_records(tmp_path / "x.jsonl", [parse_record(ROW, "f:1")] * 2)
    assert len(read_records(tmp_path / "x.jsonl")) == 2
    assert [file.name for file in tmp_path.iterdir()] == ["x.jsonl"]
