"""Words → what is known of them before any training: the principal components of pretrained vectors, and a class.

`lexicons/vocabulary/` is written by `scripts/build_vocabulary.py`: 150,000 words in small letters without accents share 20,000 fastText
vectors (Explosion, CC0); trades, places, workplaces… have a class.
"""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

FOLDER = Path(__file__).resolve().parent / "lexicons" / "vocabulary"
DIMENSIONS = 96
KEY = np.uint32
UNIT = 6 / 127 / 2  # what one step of a byte is worth: all components have a standard deviation of 1/2
# a word of the first class is one that says nothing by itself; those of the second two stand for themselves
CLASSES = ("other", "everyday", "job", "trade", "place", "workplace", "relation", "time", "contract", "placement")
THEMSELVES = (CLASSES.index("everyday"), CLASSES.index("job"))

UInts = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int64]


def keys_of(hashes: UInts) -> npt.NDArray[np.uint32]:
    """Return the 32 bits by which a word of 64 is looked up."""
    return (hashes >> np.uint64(32)).astype(KEY)


def places(hashes: UInts) -> Ints:
    """Return the row of `components()` of each word, 0 for a word that is not known."""
    return _found(keys_of(hashes), _array("keys"), _array("rows"), 1)


def classes(hashes: UInts) -> Ints:
    """Return the class of each word, as an index of `CLASSES`."""
    return _found(keys_of(hashes), _array("class-keys"), _array("classes"), 0)


@cache
def components() -> npt.NDArray[np.int8]:
    """Return the table [1 + vectors, DIMENSIONS]; the first row, of unknown words, is 0."""
    return np.concatenate([np.zeros((1, DIMENSIONS), np.int8), _array("components")])


def _found(wanted: npt.NDArray[np.uint32], keys: npt.NDArray[np.uint32], values: npt.NDArray[Any], more: int) -> Ints:
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[place] == wanted, values[place].astype(np.int64) + more, 0)


@cache
def _array(name: str) -> npt.NDArray[Any]:
    return np.asarray(np.load(FOLDER / f"{name}.npy", allow_pickle=False))
