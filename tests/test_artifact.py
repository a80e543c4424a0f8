"""A model folder is refused when it is damaged, newer or missing, and never runs code."""

import json
import shutil

import numpy as np
import pytest

from i4nlp import artifact
from i4nlp.errors import ModelError

ARRAYS = tuple(artifact.forms(dict.fromkeys(artifact.SIZES, 1)))


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(artifact.model_path(), tmp_path / "model")


def resign(folder):
    import hashlib

    names = [*ARRAYS, "model.json"]
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    (folder / "checksums.json").write_text(json.dumps(digests))


def edit(folder, **changes):
    about = json.loads((folder / "model.json").read_text(encoding="utf-8")) | changes
    (folder / "model.json").write_text(json.dumps(about), encoding="utf-8")
    resign(folder)


def test_the_folder_in_service_loads(folder):
    assert artifact.load(folder).arrays["bias.npy"].shape == (4,)


@pytest.mark.parametrize("name", [*ARRAYS, "model.json", "checksums.json"])
def test_a_missing_file_is_refused(folder, name):
    (folder / name).unlink()
    with pytest.raises(ModelError, match=name):
        artifact.load(folder)


@pytest.mark.parametrize("name", [*ARRAYS, "model.json"])
def test_one_flipped_byte_is_refused(folder, name):
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(ModelError, match="empreinte"):
        artifact.load(folder)


def test_a_newer_format_says_to_update(folder):
    edit(folder, schema=artifact.SCHEMA + 1)
    with pytest.raises(ModelError, match="Mettez i4nlp à jour"):
        artifact.load(folder)


@pytest.mark.parametrize(
    "changes",
    [
        {"features": 0},
        {"labels": ["offer"]},
        {"thresholds": {"retweet": 2.0, "review": 0.1}},
        {"thresholds": []},
        {"version": 3},
        {"schema": "1"},
        {"sizes": {}},
        {"sizes": dict.fromkeys(artifact.SIZES, 1)},
        {"sizes": dict.fromkeys(artifact.SIZES, -1)},
        {"sizes": dict.fromkeys(artifact.SIZES, 10**9)},
        {"sizes": dict.fromkeys(artifact.SIZES, True)},
        {"sizes": None},
    ],
)
def test_unexpected_values_are_refused(folder, changes):
    edit(folder, **changes)
    with pytest.raises(ModelError, match=r"model\.json"):
        artifact.load(folder)


@pytest.mark.parametrize("bad", [np.zeros(3, "<f8"), np.full(4, np.nan), np.array([{}, {}, {}, {}], object), np.zeros(4, "<f4")])
def test_an_array_of_another_kind_is_refused_even_when_it_is_signed(folder, bad):
    np.save(folder / "bias.npy", bad, allow_pickle=True)
    resign(folder)
    with pytest.raises(ModelError, match=r"bias\.npy"):
        artifact.load(folder)


@pytest.mark.parametrize("places", [[1, 1], [2, 1], [-1, 4], [0, artifact.ROWS]])
def test_buckets_that_are_none_are_refused_even_when_they_are_signed(folder, places):
    buckets = np.load(folder / "buckets.npy")
    buckets[:2] = places
    buckets[-1] = max(buckets[-1], places[-1])
    np.save(folder / "buckets.npy", buckets)
    resign(folder)
    with pytest.raises(ModelError, match=r"buckets\.npy"):
        artifact.load(folder)


def test_no_model_in_service_is_one_clear_sentence(tmp_path):
    with pytest.raises(ModelError, match="--models"):
        artifact.model_path(tmp_path)


@pytest.mark.parametrize("version", ["../elsewhere", "/etc", "", ".."])
def test_a_version_is_the_name_of_a_folder(tmp_path, version):
    (tmp_path / "current.toml").write_text(f'version = "{version}"')
    with pytest.raises(ModelError):
        artifact.model_path(tmp_path)


def test_the_environment_names_the_models(tmp_path, monkeypatch):
    (tmp_path / "current.toml").write_text('version = "a"')
    monkeypatch.setenv("I4NLP_MODELS", str(tmp_path))
    assert artifact.model_path() == tmp_path / "a"


HEADER = b"\x93NUMPY\x01\x00"


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04" + b"\0" * 100,
        HEADER + (500).to_bytes(2, "little") + b"[" * 500,
        HEADER + (118).to_bytes(2, "little") + b"{'descr': '<f8', 'fortran_order': False, 'shape': (999999999999999,), }".ljust(118),
        HEADER + (118).to_bytes(2, "little") + b"{'descr': '|O', 'fortran_order': False, 'shape': (4,), }".ljust(118) + b"x" * 32,
        b"",
    ],
)
def test_bytes_that_are_no_such_array_are_refused_even_when_they_are_signed(folder, content):
    (folder / "bias.npy").write_bytes(content)
    resign(folder)
    with pytest.raises(ModelError, match=r"bias\.npy"):
        artifact.load(folder)


def test_thresholds_the_wrong_way_round_are_refused(folder):
    edit(folder, thresholds={"retweet": 0.1, "review": 0.9})
    with pytest.raises(ModelError, match="thresholds"):
        artifact.load(folder)


def test_deep_nesting_is_refused(tmp_path):
    (tmp_path / "current.toml").write_text("version = " + "[" * 5000)
    with pytest.raises(ModelError):
        artifact.model_path(tmp_path)
