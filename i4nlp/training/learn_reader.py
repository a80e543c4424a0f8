"""Labelled texts → the arrays of the reader, by JAX; seeded."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt
import optax

from i4nlp import features, reader, vocabulary
from i4nlp.data.record import Record

WIDTH, DEPTH, OWN, LEARNT, PART = 112, 3, 40, 24, 12
EPOCHS = 16
BATCH_ROWS, BATCH_TEXTS = 2_560, 160
RATE, DECAY, DROPOUT, SMOOTHING = 2e-3, 0.01, 0.35, 0.02
HIDDEN, FORGOTTEN = 0.05, 0.15  # of the words: read as unknown; read without their own embedding
LEAST_TEXTS = 3
SEED = 20261123

Ints = npt.NDArray[np.int64]
Arrays = dict[str, npt.NDArray[Any]]


class Example(NamedTuple):
    """A text, the span of the job that it asks for or offers, and those of its places."""

    text: str
    job: reader.Span | None
    places: tuple[reader.Span, ...]


def of_record(record: Record) -> Example:
    """Return what the reader learns of a labelled tweet."""
    return Example(record.text, record.metier.span if record.metier else None, tuple(place.span for place in record.lieu))


def of_draft(draft: Mapping[str, Any]) -> Example:
    """Return what the reader learns of a draft of `coach-drafts-fr`: the words of its job and places, each where it first stands."""
    text, at, places = draft["t"], 0, []
    for place in draft["lieu"]:
        at = text.index(place, at)
        places.append((at, at + len(place)))
        at += len(place)
    start = text.index(draft["metier"]) if draft["metier"] else 0
    return Example(text, (start, start + len(draft["metier"])) if draft["metier"] else None, tuple(places))


class _Data:
    """All texts end to end, row by row, an empty row in front."""

    def __init__(self, examples: Sequence[Example]) -> None:
        sheets = [reader.sheet(example.text) for example in examples]
        self.lengths = np.array([len(sheet.spans) for sheet in sheets])
        self.starts = np.cumsum(self.lengths) - self.lengths + 1
        first = np.zeros(1, np.int64)
        self.hashes = np.concatenate([first.astype(np.uint64), *(sheet.hashes for sheet in sheets)])
        self.kinds = np.concatenate([first, *(sheet.kinds for sheet in sheets)])
        self.endings = np.concatenate([first, *(sheet.endings for sheet in sheets)])
        self.beginnings = np.concatenate([first, *(sheet.beginnings for sheet in sheets)])
        self.flags = np.concatenate([np.zeros((1, reader.FLAGS), np.float32), *(sheet.flags for sheet in sheets)])
        self.tags = np.concatenate([first, *(tags(example, sheet) for example, sheet in zip(examples, sheets, strict=True))])
        self.vectors = vocabulary.places(self.hashes)
        self.known = self._known()
        self.learnt = reader.learnt(self.hashes, self.known)
        self.vectors[0] = self.learnt[0] = 0

    def _known(self) -> npt.NDArray[np.uint64]:
        owners = np.repeat(np.arange(len(self.lengths)), self.lengths)
        texts = Counter(word for word, _ in set(zip(self.hashes[1:].tolist(), owners.tolist(), strict=True)))
        return np.array(sorted(word for word, count in texts.items() if count >= LEAST_TEXTS), np.uint64)


def tags(example: Example, sheet: reader.Sheet) -> Ints:
    """Return the tag of each word: those that lie in the span of the job, or of a place."""
    found = np.zeros(len(sheet.spans), np.int64)
    for begins, spans in ((1, [example.job] if example.job else []), (3, example.places)):
        for first, last in spans:
            inside = [place for place, (start, end) in enumerate(sheet.spans) if first <= start < end <= last]
            found[inside] = begins + 1
            found[inside[:1]] = begins
    return found


def train(examples: Sequence[Example], epochs: int = EPOCHS, told: Callable[[int], None] | None = None) -> Arrays:
    """Train the reader; `told` hears the number of each epoch that is done."""
    data = _Data(examples)
    random = np.random.default_rng(SEED)
    parameters = _first(len(data.known), random)
    steps = epochs * -(-int((data.lengths + 1).sum()) // BATCH_ROWS)
    optimizer = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(optax.linear_schedule(RATE, RATE / 100, steps), weight_decay=DECAY))
    state, key = optimizer.init(parameters), jax.random.key(SEED)
    step = jax.jit(partial(_step, optimizer))
    for epoch in range(epochs):
        for batch in _batches(data, random):
            key, now = jax.random.split(key)
            parameters, state = step(parameters, state, batch, now)
        if told:
            told(epoch + 1)
    return {"known": data.known, **{name: np.asarray(value, np.float16) for name, value in parameters.items()}}


def _first(known: int, random: np.random.Generator) -> dict[str, Any]:
    def drawn(*shape: int, spread: float | None = None) -> npt.NDArray[np.float32]:
        return random.normal(0, spread or 1 / np.sqrt(shape[-2]), shape).astype(np.float32)

    found = {
        "projection": drawn(vocabulary.DIMENSIONS + 1, OWN),
        "embedding": drawn(known + 1, LEARNT, spread=0.1),
        "kinds": drawn(features.KINDS_OF_WORDS, LEARNT, spread=0.1),
        "endings": drawn(reader.PARTS, PART, spread=0.1),
        "beginnings": drawn(reader.PARTS, PART, spread=0.1),
        "input": drawn(OWN + LEARNT + 2 * PART + reader.FLAGS + 1, WIDTH),
        "layers": drawn(DEPTH, reader.WINDOW * WIDTH + 3, WIDTH, spread=1 / np.sqrt(9 * WIDTH)),
        "tags": drawn(WIDTH + 1, len(reader.TAGS), spread=0.1),
    }
    found["embedding"][0] = 0
    found["layers"][:, -3:] = np.array([0, 1, 0], np.float32)[:, None]  # bias, scale, shift
    return {name: jnp.asarray(value) for name, value in found.items()}


def _batches(data: _Data, random: np.random.Generator) -> Iterator[Mapping[str, Any]]:
    """Yield the texts in a new order, an empty row before each, always in as many rows, so that the step is compiled once."""
    order = random.permutation(len(data.lengths))
    ends = np.cumsum(data.lengths[order] + 1)
    start = 0
    while start < len(order):
        before = ends[start - 1] if start else 0
        stop = min(int(np.searchsorted(ends, before + BATCH_ROWS - 1, side="right")), start + BATCH_TEXTS)
        yield _batch(data, order[start:stop], random)
        start = stop


def _batch(data: _Data, chosen: Ints, random: np.random.Generator) -> Mapping[str, Any]:
    lengths = data.lengths[chosen]
    places = np.cumsum(lengths + 1) - lengths
    number = np.repeat(np.arange(len(chosen)), lengths)
    within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    source = np.zeros(BATCH_ROWS, np.int64)
    source[places[number] + within] = data.starts[chosen][number] + within
    dice = random.random((2, BATCH_ROWS))
    seen = dice[0] >= HIDDEN
    return {
        "given": vocabulary.components()[np.where(seen, data.vectors[source], 0)],
        "learnt": np.where(seen & (dice[1] >= FORGOTTEN), data.learnt[source], 0),
        "kinds": data.kinds[source],
        "endings": data.endings[source],
        "beginnings": data.beginnings[source],
        "flags": data.flags[source],
        "inside": (source > 0).astype(np.float32)[:, None],
        "tags": data.tags[source],
        "texts": np.float32(len(chosen)),
    }


def _step(optimizer: Any, parameters: Any, state: Any, batch: Mapping[str, Any], key: Any) -> tuple[Any, Any]:
    gradients = jax.grad(_loss)(parameters, batch, key)
    updates, state = optimizer.update(gradients, state, parameters)
    return optax.apply_updates(parameters, updates), state


def _loss(parameters: Any, batch: Mapping[str, Any], key: Any) -> Any:
    keys = iter(jax.random.split(key, DEPTH + 1))

    def drop(values: Any) -> Any:
        return values * jax.random.bernoulli(next(keys), 1 - DROPOUT, values.shape) / (1 - DROPOUT)

    hidden = layers(parameters, batch, drop)
    wanted = optax.smooth_labels(jax.nn.one_hot(batch["tags"], len(reader.TAGS)), SMOOTHING)
    tagged = optax.softmax_cross_entropy(hidden @ parameters["tags"][:-1] + parameters["tags"][-1], wanted) * batch["inside"][:, 0]
    return tagged.sum() / batch["texts"]


def layers(parameters: Any, batch: Mapping[str, Any], drop: Callable[[Any], Any]) -> Any:
    """Return what the last layer says of each row, [rows, width]."""
    given = batch["given"].astype(jnp.float32) * vocabulary.UNIT
    own = given @ parameters["projection"][:-1] + parameters["projection"][-1]
    word = parameters["embedding"][batch["learnt"]] + parameters["kinds"][batch["kinds"]]
    parts = [parameters["endings"][batch["endings"]], parameters["beginnings"][batch["beginnings"]]]
    seen = drop(jnp.concatenate([own, word, *parts, batch["flags"]], axis=1))
    values = (seen @ parameters["input"][:-1] + parameters["input"][-1]) * batch["inside"]
    width = values.shape[1]
    edge = jnp.zeros((1, width), values.dtype)
    for layer in parameters["layers"]:
        weights, (bias, scale, shift) = layer[: reader.WINDOW * width], layer[reader.WINDOW * width :]
        around = jnp.concatenate([jnp.concatenate([edge, values[:-1]]), values, jnp.concatenate([values[1:], edge])], axis=1)
        values = values + drop(jnp.maximum(around @ weights + bias, 0))
        values = values - values.mean(axis=1, keepdims=True)
        spread = jnp.sqrt((values * values).mean(axis=1, keepdims=True) + reader.TINY)
        values = (values / spread * scale + shift) * batch["inside"]
    return values
