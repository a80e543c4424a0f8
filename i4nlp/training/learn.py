"""Labelled texts → the parameters of the network, by JAX; seeded, the same bytes twice on one machine.

Beside the label, the network learns which words are the job and its places: a second task that is thrown away once it has taught.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt
import optax

from i4nlp import features, network, vocabulary
from i4nlp.classifier import LABELS
from i4nlp.data.record import Record

WIDTH, LEARNT, DEPTH = 64, 24, 2
EPOCHS = 18
BATCH_ROWS, BATCH_TEXTS = 2_560, 128  # some 60 texts
RATE = 2e-3
DROPOUT = 0.4
FORGOTTEN = 0.1  # of the words lose their learnt embedding, so that the vectors are learnt from too
HIDDEN = 0.06  # of the words are read as unknown
SWAPPED = 0.2  # of the trades, places, workplaces and times are read as another one of their class
SMOOTHING = 0.05
MARKED = 0.5  # the weight of the second task
MARKS = 3  # nothing, the job, a place
HARD, GROUPED = 1.5, 1.5  # the weight of a text that the keyword rules get wrong, and of one of a contrast group
DECAY = 0.01
LEAST_TEXTS = 3  # a word of fewer texts has no embedding of its own
SEED = 20261122
_SWAPPED_KINDS = [vocabulary.CLASSES.index(name) for name in ("trade", "place", "workplace", "time")]

Parameters = dict[str, npt.NDArray[Any]]


@dataclass(frozen=True)
class _Truth:
    """What is to be learnt: the label of each text and how much it weighs, and the mark of each row of the words."""

    labels: npt.NDArray[np.int64]
    weights: npt.NDArray[np.float32]
    marks: npt.NDArray[np.int64]


def train(records: Sequence[Record], epochs: int = EPOCHS, told: Callable[[int], None] | None = None) -> Parameters:
    """Train the network; `told` hears the number of each epoch that is done. Returns its parameters, `known` words among them."""
    rows = features.rows([record.text for record in records])
    known = _known_words(rows)
    words = network.read(rows, known)
    weights = np.array([(HARD if record.hard else 1) * (GROUPED if record.group else 1) for record in records], np.float32)
    truth = _Truth(np.array([LABELS.index(record.label) for record in records]), weights, _marks(records, rows, words))
    random = np.random.default_rng(SEED)
    parameters = _first(len(known), random)
    steps = epochs * -(-int((words.lengths + 1).sum()) // BATCH_ROWS)
    optimizer = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(optax.linear_schedule(RATE, RATE / 100, steps), weight_decay=DECAY))
    state, key = optimizer.init(parameters), jax.random.key(SEED)
    step = jax.jit(partial(_step, optimizer))
    for epoch in range(epochs):
        for batch in _batches(words, truth, random):
            key, now = jax.random.split(key)
            parameters, state = step(parameters, state, batch, now)
        if told:
            told(epoch + 1)
    return {"known": known, **{name: np.asarray(value, np.float32) for name, value in parameters.items() if name != "marks"}}


def scores(parameters: Parameters, texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """Return uncalibrated scores [texts, labels]."""
    return network.Network(parameters).scores(network.read(features.rows(texts), parameters["known"]))


def _known_words(rows: features.Rows) -> npt.NDArray[np.uint64]:
    texts = Counter(word for word, _ in set(zip(rows.words.tolist(), rows.owners.tolist(), strict=True)))
    return np.array(sorted(word for word, count in texts.items() if count >= LEAST_TEXTS), np.uint64)


def _marks(records: Sequence[Record], rows: features.Rows, words: network.Words) -> npt.NDArray[np.int64]:
    """Return the mark of each row: the first words of a text that read like its job or like one of its places."""
    found = np.zeros(len(words.vectors), np.int64)
    ends = np.searchsorted(rows.owners, np.arange(len(records) + 1))
    told = [
        (text, mark, mention.text)
        for text, record in enumerate(records)
        for mark, mentions in ((1, [record.metier] if record.metier else []), (2, record.lieu))
        for mention in mentions
    ]
    said = features.rows([mention for _, _, mention in told])
    parts = np.searchsorted(said.owners, np.arange(len(told) + 1))
    for number, (text, mark, _) in enumerate(told):
        wanted = said.words[parts[number] : parts[number + 1]]
        own = rows.words[ends[text] : ends[text + 1]][: network.MOST_WORDS]
        for place in np.flatnonzero(own[: len(own) - len(wanted) + 1] == wanted[0])[:8] if len(wanted) else ():
            if np.array_equal(own[place : place + len(wanted)], wanted):
                start = words.starts[text] + place
                found[start : start + len(wanted)] = mark
                break
    return found


def _first(known: int, random: np.random.Generator) -> dict[str, Any]:
    """Draw the parameters that training starts from."""
    found: dict[str, Any] = {}
    for name, shape in network.shapes(known, WIDTH, LEARNT, DEPTH, len(LABELS)).items():
        fan_in = shape[-2] - (3 if name == "layers" else 1) if len(shape) > 1 else shape[0]
        spread = {"embedding": 0.1, "kinds": 0.1, "attention": 0.05}.get(name, 1 / np.sqrt(3 * fan_in))
        found[name] = random.normal(0, spread, shape).astype(np.float32)
    found["embedding"][0] = 0
    found["projection"][-1] = found["output"][-1] = 0
    found["marks"] = random.normal(0, 0.05, (WIDTH + 1, MARKS)).astype(np.float32)
    found["layers"][:, -3:] = np.array([0, 1, 0], np.float32)[:, None]  # bias, scale, shift
    return {name: jnp.asarray(value) for name, value in found.items()}


def _batches(words: network.Words, truth: _Truth, random: np.random.Generator) -> Iterator[Mapping[str, Any]]:
    """Yield the texts in a new order, laid end to end, always in as many rows, so that the step is compiled once."""
    order = random.permutation(len(truth.labels))
    pools = {kind: np.flatnonzero(words.kinds == kind) for kind in _SWAPPED_KINDS}
    ends = np.cumsum(words.lengths[order] + 1)
    start = 0
    while start < len(order):
        before = ends[start - 1] if start else 0
        stop = min(int(np.searchsorted(ends, before + BATCH_ROWS - 1, side="right")), start + BATCH_TEXTS)
        source, owner = _places(words, order[start:stop])
        batch = _read(words, _swapped(source, words.kinds[source], pools, random), source, owner)
        yield _forget(batch | _answers(truth, order[start:stop], source), random)
        start = stop


def lay_out(words: network.Words, chosen: npt.NDArray[np.int64]) -> dict[str, Any]:
    """Return the chosen texts end to end in `BATCH_ROWS` rows; what is left is empty and belongs to no text."""
    source, owner = _places(words, chosen)
    return _read(words, source, source, owner)


def _places(words: network.Words, chosen: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the row of the words and the text that each row of a batch stands for; an empty row stands before each text."""
    lengths = words.lengths[chosen]
    places = np.cumsum(lengths + 1) - lengths
    number = np.repeat(np.arange(len(chosen)), lengths)
    within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    source, owner = np.zeros(BATCH_ROWS, np.int64), np.full(BATCH_ROWS, BATCH_TEXTS)
    source[places[number] + within], owner[places[number] + within] = words.starts[chosen][number] + within, number
    return source, owner


def _swapped(
    source: npt.NDArray[np.int64], kinds: npt.NDArray[np.int64], pools: Mapping[int, npt.NDArray[np.int64]], random: np.random.Generator
) -> npt.NDArray[np.int64]:
    """Read some words as another of their class that stands somewhere in the texts, so that the turn is learnt and not the trade."""
    found, dice = source.copy(), random.random(len(source))
    for kind, pool in pools.items():
        places = np.flatnonzero((kinds == kind) & (dice < SWAPPED))
        if len(pool):
            found[places] = pool[random.integers(0, len(pool), len(places))]
    return found


def _read(words: network.Words, read: npt.NDArray[np.int64], source: npt.NDArray[np.int64], owner: npt.NDArray[np.int64]) -> dict[str, Any]:
    return {
        "given": vocabulary.components()[words.vectors[read]],
        "learnt": words.learnt[read],
        "kinds": words.kinds[read],
        "inside": words.inside[source].astype(np.float32)[:, None],  # row 0 of the words is empty
        "owner": owner,
    }


def _answers(truth: _Truth, chosen: npt.NDArray[np.int64], source: npt.NDArray[np.int64]) -> dict[str, Any]:
    label, weight = np.full(BATCH_TEXTS, -1), np.zeros(BATCH_TEXTS, np.float32)
    label[: len(chosen)], weight[: len(chosen)] = truth.labels[chosen], truth.weights[chosen]
    return {"label": label, "weight": weight, "mark": truth.marks[source]}


def _forget(batch: dict[str, Any], random: np.random.Generator) -> Mapping[str, Any]:
    """Hide some words, and the embeddings of others."""
    dice = random.random((2, BATCH_ROWS))
    seen = dice[0] >= HIDDEN
    return batch | {"given": batch["given"] * seen[:, None], "learnt": np.where(seen & (dice[1] >= FORGOTTEN), batch["learnt"], 0)}


def _step(optimizer: Any, parameters: Any, state: Any, batch: Mapping[str, Any], key: Any) -> tuple[Any, Any]:
    gradients = jax.grad(_loss)(parameters, batch, key)
    updates, state = optimizer.update(gradients, state, parameters)
    return optax.apply_updates(parameters, updates), state


def _loss(parameters: Any, batch: Mapping[str, Any], key: Any) -> Any:
    keys = iter(jax.random.split(key, DEPTH + 2))

    def drop(values: Any) -> Any:
        return values * jax.random.bernoulli(next(keys), 1 - DROPOUT, values.shape) / (1 - DROPOUT)

    hidden = layers(parameters, batch, drop)
    weight = batch["weight"]  # 0 where there is no text
    wanted = optax.smooth_labels(jax.nn.one_hot(batch["label"], len(LABELS)), SMOOTHING)
    losses = optax.softmax_cross_entropy(_output(parameters, hidden, batch, drop), wanted)
    marked = optax.softmax_cross_entropy_with_integer_labels(hidden @ parameters["marks"][:-1] + parameters["marks"][-1], batch["mark"])
    inside = batch["inside"][:, 0]
    return (losses * weight).sum() / weight.sum() + MARKED * (marked * inside).sum() / inside.sum()


def forward(parameters: Any, batch: Mapping[str, Any]) -> Any:
    """Return the scores [BATCH_TEXTS, labels] of a batch, as `network.scores` does for texts that are not in a batch of training."""
    return _output(parameters, layers(parameters, batch, lambda values: values), batch, lambda values: values)


def _output(parameters: Any, hidden: Any, batch: Mapping[str, Any], drop: Callable[[Any], Any]) -> Any:
    owner, count = batch["owner"], BATCH_TEXTS + 1  # one more for the rows that belong to no text
    lengths = jax.ops.segment_sum(jnp.ones_like(owner, jnp.float32), owner, count)[:-1]
    most = jnp.where(lengths[:, None] > 0, jax.ops.segment_max(hidden, owner, count)[:-1], 0)
    mean = jax.ops.segment_sum(hidden, owner, count)[:-1] / jnp.maximum(lengths, 1)[:, None]
    heeded = hidden @ parameters["attention"]
    weight = jnp.exp(heeded - jax.ops.segment_max(heeded, owner, count)[owner]) * batch["inside"][:, 0]
    total = jnp.maximum(jax.ops.segment_sum(weight, owner, count)[:-1], network.TINY)
    weighed = jax.ops.segment_sum(hidden * weight[:, None], owner, count)[:-1] / total[:, None]
    return drop(jnp.concatenate([most, mean, weighed], axis=1)) @ parameters["output"][:-1] + parameters["output"][-1]


def layers(parameters: Any, batch: Mapping[str, Any], drop: Callable[[Any], Any]) -> Any:
    """Return what the last layer says of each row, [rows, width]."""
    given = batch["given"].astype(jnp.float32) * vocabulary.UNIT
    learnt = parameters["embedding"][batch["learnt"]] + parameters["kinds"][batch["kinds"]]
    own = given @ parameters["projection"][:-1] + parameters["projection"][-1]
    values = drop(jnp.concatenate([own, learnt], axis=1)) * batch["inside"]
    width = values.shape[1]
    nothing = jnp.zeros((1, width), values.dtype)
    for layer in parameters["layers"]:
        weights, (bias, scale, shift) = layer[: network.WINDOW * width], layer[network.WINDOW * width :]
        before, after = jnp.concatenate([nothing, values[:-1]]), jnp.concatenate([values[1:], nothing])
        heard = jnp.maximum(jnp.concatenate([before, values, after], axis=1) @ weights + bias, 0)
        values = values + drop(heard)
        values = values - values.mean(axis=1, keepdims=True)
        values = (values / jnp.sqrt((values * values).mean(axis=1, keepdims=True) + network.TINY) * scale + shift) * batch["inside"]
    return values
