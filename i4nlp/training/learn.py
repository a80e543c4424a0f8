"""Labelled texts → the parameters of the network, by JAX; seeded, the same bytes twice on one machine."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt
import optax

from i4nlp import features, network, vocabulary
from i4nlp.classifier import LABELS
from i4nlp.labels import Label

WIDTH, LEARNT, DEPTH = 64, 24, 2
EPOCHS = 16
BATCH_ROWS, BATCH_TEXTS = 2_560, 128  # some 60 texts
RATE = 2e-3
DROPOUT = 0.4
FORGOTTEN = 0.1  # of the words lose their learnt embedding, so that the vectors are learnt from too
HIDDEN = 0.06  # of the words are read as unknown
SMOOTHING = 0.05
DECAY = 0.01
LEAST_TEXTS = 3  # a word of fewer texts has no embedding of its own
SEED = 20261122

Parameters = dict[str, npt.NDArray[Any]]


def train(texts: Sequence[str], labels: Sequence[Label], epochs: int = EPOCHS, told: Callable[[int], None] | None = None) -> Parameters:
    """Train the network; `told` hears the number of each epoch that is done. Returns its parameters, `known` words among them."""
    rows = features.rows(texts)
    known = _known_words(rows)
    words = network.read(rows, known)
    truth = np.array([LABELS.index(label) for label in labels])
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
    return {"known": known, **{name: np.asarray(value, np.float32) for name, value in parameters.items()}}


def scores(parameters: Parameters, texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """Return uncalibrated scores [texts, labels]."""
    return network.Network(parameters).scores(network.read(features.rows(texts), parameters["known"]))


def _known_words(rows: features.Rows) -> npt.NDArray[np.uint64]:
    texts = Counter(word for word, _ in set(zip(rows.words.tolist(), rows.owners.tolist(), strict=True)))
    return np.array(sorted(word for word, count in texts.items() if count >= LEAST_TEXTS), np.uint64)


def _first(known: int, random: np.random.Generator) -> dict[str, Any]:
    """Draw the parameters that training starts from."""
    found: dict[str, Any] = {}
    for name, shape in network.shapes(known, WIDTH, LEARNT, DEPTH, len(LABELS)).items():
        fan_in = shape[-2] - (3 if name == "layers" else 1)
        spread = 0.1 if name in {"embedding", "kinds"} else 1 / np.sqrt(3 * fan_in)
        found[name] = random.normal(0, spread, shape).astype(np.float32)
    found["embedding"][0] = 0
    found["projection"][-1] = found["output"][-1] = 0
    found["layers"][:, -3:] = np.array([0, 1, 0], np.float32)[:, None]  # bias, scale, shift
    return {name: jnp.asarray(value) for name, value in found.items()}


def _batches(words: network.Words, truth: npt.NDArray[np.int64], random: np.random.Generator) -> Iterator[Mapping[str, Any]]:
    """Yield the texts in a new order, laid end to end, always in as many rows, so that the step is compiled once."""
    order = random.permutation(len(truth))
    ends = np.cumsum(words.lengths[order] + 1)
    start = 0
    while start < len(order):
        before = ends[start - 1] if start else 0
        stop = min(int(np.searchsorted(ends, before + BATCH_ROWS - 1, side="right")), start + BATCH_TEXTS)
        yield _forget(lay_out(words, truth, order[start:stop]), random)
        start = stop


def lay_out(words: network.Words, truth: npt.NDArray[np.int64], chosen: npt.NDArray[np.int64]) -> dict[str, Any]:
    """Return the chosen texts end to end in `BATCH_ROWS` rows; what is left is empty and belongs to no text."""
    lengths = words.lengths[chosen]
    places = np.cumsum(lengths + 1) - lengths  # of the first word of each text; an empty row stands before it
    number = np.repeat(np.arange(len(chosen)), lengths)
    within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    source, owner = np.zeros(BATCH_ROWS, np.int64), np.full(BATCH_ROWS, BATCH_TEXTS)
    source[places[number] + within], owner[places[number] + within] = words.starts[chosen][number] + within, number
    inside = words.inside[source]  # row 0 of the words is empty
    label = np.full(BATCH_TEXTS, -1)
    label[: len(chosen)] = truth[chosen]
    return {
        "given": vocabulary.components()[words.vectors[source]],
        "learnt": words.learnt[source],
        "kinds": words.kinds[source],
        "inside": inside.astype(np.float32)[:, None],
        "owner": owner,
        "label": label,
    }


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

    real = batch["label"] >= 0
    wanted = optax.smooth_labels(jax.nn.one_hot(batch["label"], len(LABELS)), SMOOTHING)
    losses = optax.softmax_cross_entropy(forward(parameters, batch, drop), wanted)
    return jnp.where(real, losses, 0).sum() / real.sum()


def forward(parameters: Any, batch: Mapping[str, Any], drop: Callable[[Any], Any] | None = None) -> Any:
    """Return the scores [BATCH_TEXTS, labels] of a batch, as `network.scores` does for texts that are not in a batch of training."""
    given = batch["given"].astype(jnp.float32) * vocabulary.UNIT
    hidden = layers(parameters, given, batch, drop or (lambda values: values))
    owner, count = batch["owner"], BATCH_TEXTS + 1  # one more for the rows that belong to no text
    lengths = jax.ops.segment_sum(jnp.ones_like(owner, jnp.float32), owner, count)[:-1]
    most = jnp.where(lengths[:, None] > 0, jax.ops.segment_max(hidden, owner, count)[:-1], 0)
    mean = jax.ops.segment_sum(hidden, owner, count)[:-1] / jnp.maximum(lengths, 1)[:, None]
    pooled = jnp.concatenate([most, mean], axis=1)
    return (drop(pooled) if drop else pooled) @ parameters["output"][:-1] + parameters["output"][-1]


def layers(parameters: Any, given: Any, batch: Mapping[str, Any], drop: Callable[[Any], Any]) -> Any:
    """Return what the last layer says of each row, [rows, width]."""
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
