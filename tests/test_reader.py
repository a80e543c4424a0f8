"""What the reader learnt, served: words and spans keep step, nothing goes on that has not begun, any text is read."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from i4nlp import reader
from i4nlp.data.record import read_records
from i4nlp.training import learn_reader


def said(text):
    found = reader.read(text)
    return [text[slice(*span)] for span in found.jobs], [text[slice(*span)] for span in found.places]


@pytest.mark.parametrize(
    ("text", "job", "place"),
    [
        ("Je cherche un poste de comptable à Lille", "comptable", "Lille"),
        ("Aide-soignante de nuit, Quimper, CDI", "Aide-soignante de nuit", "Quimper"),
        ("Je cherche un poste de 𝘀𝗼𝘂𝗱𝗲𝘂𝗿 à Brest", "𝘀𝗼𝘂𝗱𝗲𝘂𝗿", "Brest"),
        ("Notre agence de Rennes recrute un couvreur", "couvreur", "Rennes"),
    ],
)
def test_the_job_and_its_place_are_read_as_written(text, job, place):
    jobs, places = said(text)
    assert job in jobs
    assert place in places


@pytest.mark.parametrize("text", ["Quel match hier soir !", "il pleut", "🙏", ""])
def test_where_there_is_neither_nothing_is_read(text):
    assert said(text) == ([], [])


@given(st.text(max_size=200))
def test_words_spans_and_flags_keep_step_on_any_text(text):
    sheet = reader.sheet(text)
    assert len(sheet.spans) == len(sheet.hashes) == len(sheet.kinds) == len(sheet.endings) == len(sheet.beginnings) == len(sheet.flags)
    found = reader.read(text)
    assert all(0 <= start <= end <= len(text) for start, end in (*found.jobs, *found.places))


@given(st.lists(st.lists(st.floats(-9, 0), min_size=5, max_size=5), min_size=1, max_size=9))
def test_nothing_goes_on_that_has_not_begun(scores):
    tags = reader.best_path(np.array(scores, np.float32))
    for before, tag in zip([0, *tags], tags, strict=False):
        assert tag not in (2, 4) or before in (tag - 1, tag)


def test_training_is_seeded_and_serves_what_it_learnt():
    records = read_records(learn_reader_data())[:80]
    one, two = (learn_reader.train([learn_reader.of_record(record) for record in records], epochs=1) for _ in range(2))
    assert all(np.array_equal(one[name], two[name]) for name in one)
    assert {file.stem for file in reader.FOLDER.glob("*.npy")} == set(one)


def learn_reader_data():
    return reader.FOLDER.parents[2] / "datasets" / "i4-tweets-fr" / "dev.jsonl"
