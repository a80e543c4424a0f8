"""A thousand damaged model folders: each is refused in one clear line, none crashes or asks for more memory than twice the file's."""

import json
import random
import shutil
import tracemalloc

import numpy as np
import pytest

from i4nlp import artifact
from i4nlp.errors import ModelError

SERVED = artifact.model_path()
ABOUT = json.loads((SERVED / "model.json").read_text(encoding="utf-8"))
ARRAYS = tuple(artifact.forms(ABOUT["sizes"]))
HEADER = b"\x93NUMPY\x01\x00"


def sign(folder):
    import hashlib

    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (*ARRAYS, "model.json")}
    (folder / "checksums.json").write_text(json.dumps(digests))


def flipped(content, draw):
    place = draw.randrange(len(content))
    return content[:place] + bytes([content[place] ^ (1 << draw.randrange(8))]) + content[place + 1 :]


def cut(content, draw):
    return content[: draw.randrange(len(content))]


def longer(content, draw):
    return content + draw.randbytes(draw.randrange(1, 5000))


def swapped(content, draw):
    return draw.randbytes(len(content)) if len(content) < 10_000 else content[1:] + b"\0"


def huge_header(content, draw):
    shape = f"({draw.randrange(10**9, 10**15)},)"
    told = f"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}".ljust(118).encode()
    return HEADER + (118).to_bytes(2, "little") + told + content[128:]


UNSIGNED = (flipped, cut, longer, swapped)
# what a signature does not hide
SIGNED = (cut, longer, huge_header)


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(SERVED, tmp_path / "model", ignore=shutil.ignore_patterns("*.png", "*.md", "metrics.json"))


def refusal(folder):
    with pytest.raises(ModelError) as caught:
        artifact.load(folder)
    assert len(str(caught.value).splitlines()) == 1
    return caught.value


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_file_is_refused(folder, seed):
    draw = random.Random(seed)
    for _ in range(100):
        name = draw.choice([*ARRAYS, "model.json", "checksums.json"])
        whole = (folder / name).read_bytes()
        (folder / name).write_bytes(draw.choice(UNSIGNED)(whole, draw))
        refusal(folder)
        (folder / name).write_bytes(whole)


@pytest.mark.parametrize("seed", range(2))
def test_a_damaged_file_is_refused_even_when_it_is_signed(folder, seed):
    draw = random.Random(100 + seed)
    for _ in range(85):
        name = draw.choice(ARRAYS)
        whole = (folder / name).read_bytes()
        (folder / name).write_bytes(draw.choice(SIGNED)(whole, draw))
        sign(folder)
        refusal(folder)
        (folder / name).write_bytes(whole)


@pytest.mark.parametrize("name", [name for name in ARRAYS if artifact.forms(ABOUT["sizes"])[name][1].startswith("<f")])
@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_number_that_is_none_is_refused_even_when_it_is_signed(folder, name, bad):
    array = np.load(folder / name)
    array.flat[array.size // 2] = bad
    np.save(folder / name, array)
    sign(folder)
    refusal(folder)


@pytest.mark.parametrize("schema", [0, 1, artifact.SCHEMA + 1, 10**30, -1, "2", None, 2.0])
def test_another_format_is_refused(folder, schema):
    (folder / "model.json").write_text(json.dumps(ABOUT | {"schema": schema}), encoding="utf-8")
    sign(folder)
    refusal(folder)


@pytest.mark.parametrize("name", ["weights.npy", "buckets.npy", "embedding.npy"])
def test_a_lie_about_its_size_costs_no_memory(folder, name):
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(huge_header(whole, random.Random(1)))
    sign(folder)
    tracemalloc.start()
    refusal(folder)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2 * sum((folder / one).stat().st_size for one in ARRAYS)
