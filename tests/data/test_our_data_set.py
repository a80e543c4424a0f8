"""What the data set promises of itself, counted."""

import re
from collections import Counter
from pathlib import Path

import pytest

from i4nlp.data import describe, validate
from i4nlp.data.agreement import read_second_labels
from i4nlp.labels import Label
from i4nlp.lexicon import fold

DATA = Path(__file__).resolve().parents[2] / "datasets" / "i4-tweets-fr"
SPLITS = describe.read_splits(DATA)
TEXTS = [record for rows in SPLITS.values() for record in rows]
REQUESTS = [record for record in TEXTS if record.label in {Label.SEEKER_REQUEST, Label.STAGE_REQUEST}]
JOB_WORDS = re.compile(r"cherch|recherch|emploi|travail|stage|alternance|poste", re.IGNORECASE)


@pytest.fixture(scope="module")
def tables():
    return describe.describe(DATA)


def test_nothing_is_wrong_with_it():
    assert [str(fault) for fault in validate.check(DATA)] == []


def test_the_card_holds_the_tables_of_its_data(tables):
    assert tables in (DATA / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("split", "least"), [("train", 6_500), ("dev", 700), ("calibration", 1_000), ("test", 1_500)])
def test_each_split_is_large_enough(split, least):
    assert len(SPLITS[split]) >= least


@pytest.mark.parametrize("split", ["calibration", "test"])
def test_requests_are_many_enough_to_measure_with(split):
    assert sum(record.label is Label.SEEKER_REQUEST for record in SPLITS[split]) >= 450


@pytest.mark.parametrize("label", Label)
def test_each_class_has_1800_texts(label):
    assert sum(record.label is label for record in TEXTS) >= 1_800


@pytest.mark.parametrize("rule", range(1, 13))
def test_each_rule_of_the_guide_decides_60_texts(rule):
    assert sum(record.rule == rule for record in TEXTS) >= 60


def test_at_least_60_writers_wrote_it():
    assert len({record.writer for record in TEXTS}) >= 60


def test_it_names_500_trades():
    assert len({fold(record.metier.text) for record in TEXTS if record.metier}) >= 500


def test_a_quarter_of_the_requests_have_no_job_word_and_no_hashtag():
    bare = [record for record in REQUESTS if "#" not in record.text and not JOB_WORDS.search(re.sub("(?i)@i4emploi", "", record.text))]
    assert len(bare) >= 0.25 * len(REQUESTS)


def test_at_least_four_texts_in_ten_are_hard_for_keyword_rules():
    assert sum(record.hard for record in TEXTS) >= 0.4 * len(TEXTS)


def test_contrast_groups_are_3_or_4_texts_each_with_another_label():
    groups = {}
    for record in TEXTS:
        if record.group:
            groups.setdefault(record.group, []).append(record.label)
    whole = [labels for labels in groups.values() if len(labels) in {3, 4} and len(set(labels)) == len(labels)]
    assert len(whole) >= 400
    assert len({record.group for record in SPLITS["test"]} - {None}) >= 80


def test_near_misses_are_about_half_of_the_noise():
    noise = [record for record in TEXTS if record.label is Label.NOISE]
    assert 0.3 <= sum(record.rule is not None or record.hard for record in noise) / len(noise) <= 0.7


def test_no_opening_of_three_words_is_frequent():
    openings = Counter(" ".join(re.findall(r"\w+", fold(record.text))[:3]) for record in TEXTS)
    assert openings.most_common(1)[0][1] <= 0.015 * len(TEXTS)


def test_near_duplicates_within_a_split_are_rare(tables):
    (row,) = [line for line in tables.splitlines() if line.startswith("| near-duplicates within the split")]
    shares = [float(cell.strip().removesuffix(" %")) for cell in row.split("|")[2:6]]
    assert max(shares) <= 1


def test_all_of_the_measuring_splits_and_15_in_100_of_train_are_labelled_twice():
    twice = Counter(row.id for row in read_second_labels(DATA))
    assert set(twice.values()) == {1}
    for name in ("dev", "calibration", "test"):
        assert {record.id for record in SPLITS[name]} <= set(twice)
    assert sum(record.id in twice for record in SPLITS["train"]) >= 0.15 * len(SPLITS["train"])
