"""A model folder: arrays and JSON, checked before it is trusted; no pickle on any way in.

model.json       schema, version, features, labels, thresholds, where the model comes from
buckets.npy      int32 [kept], the buckets of all blocks that training saw, in order
weights.npy      float32 [kept, labels], the inverse document frequency already multiplied in
idf.npy          float32 [kept]
bias.npy         float64 [labels]
known.npy        uint64 [words], hashes of the words that have a learnt embedding, in order
projection.npy, embedding.npy, kinds.npy, layers.npy, attention.npy, output.npy   float32, the network (`network.shapes`)
metrics.json, README.md   written by the evaluation
checksums.json   SHA-256 of each of the files that are loaded
"""

import hashlib
import io
import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from i4nlp import features, network
from i4nlp.errors import ModelError
from i4nlp.labels import Label

SCHEMA = 2
ROWS = len(features.BLOCKS) << features.BITS
SIZES = {"buckets": ROWS, "words": 1_000_000, "width": 64, "learnt": 63, "depth": 16}  # the most that each may be
_CHECKSUMS = "checksums.json"
_HEADER_BYTES = 1_000
_MAGIC, _HEADER_START = b"\x93NUMPY\x01\x00", 10
_JSON_BYTES = 1_000_000


@dataclass(frozen=True)
class Artifact:
    """A loaded model: its arrays by file name, and what `model.json` says of it."""

    version: str
    arrays: Mapping[str, npt.NDArray[Any]]
    thresholds: Mapping[str, float]
    about: Mapping[str, Any]


def model_path(given: Path | None = None) -> Path:
    """Return the folder of the model in service: `given`, `$I4NLP_MODELS`, the checkout's `models/`, the package's own."""
    here = Path(__file__).resolve().parent
    asked = given or (Path(os.environ["I4NLP_MODELS"]) if os.environ.get("I4NLP_MODELS") else None)
    found = [folder for folder in (here.parent / "models", here / "models") if (folder / "current.toml").is_file()]
    folder = asked or next(iter(found), here / "models")
    try:
        version = tomllib.loads((folder / "current.toml").read_text(encoding="utf-8"))["version"]
    except (OSError, KeyError, ValueError, RecursionError) as error:
        raise ModelError(
            "no_model", f"{folder}\u00a0: aucun modèle en service (current.toml illisible). Donnez un autre dossier avec --models."
        ) from error
    if not isinstance(version, str) or version != Path(version).name or version in {"", ".", ".."}:
        raise ModelError("no_model", f"{folder}\u00a0: current.toml nomme {version!r:.80}, qui n’est pas un nom de dossier.")
    return folder / version


def load(folder: Path) -> Artifact:
    """Load a model folder; raise `ModelError` if a file is missing, changed, of another shape or of a newer format."""
    checksums = _json(folder, _CHECKSUMS)
    about = _json(folder, "model.json", checksums)
    _check_format(folder, about)
    arrays = {name: _array(folder, name, form, checksums) for name, form in forms(about["sizes"]).items()}
    _check_order(folder, "buckets.npy", arrays["buckets.npy"], ROWS)
    _check_order(folder, "known.npy", arrays["known.npy"], 1 << 64)
    return Artifact(
        version=about["version"],
        arrays=arrays,
        thresholds=about["thresholds"],
        about=about,
    )


def save(folder: Path, arrays: Mapping[str, npt.NDArray[Any]], about: Mapping[str, Any]) -> None:
    """Write a model folder; the checksums come last, so that a folder cut short never loads."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _CHECKSUMS).unlink(missing_ok=True)
    depth, _, width = arrays["layers.npy"].shape
    learnt = arrays["embedding.npy"].shape[1]
    sizes = {"buckets": len(arrays["buckets.npy"]), "words": len(arrays["known.npy"]), "width": width, "learnt": learnt, "depth": depth}
    whole = {"schema": SCHEMA, "sizes": sizes, **about}
    files = {"model.json": json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"}
    for name, (shape, kind) in forms(sizes).items():
        buffer = io.BytesIO()
        np.save(buffer, np.ascontiguousarray(arrays[name], dtype=kind).reshape(shape), allow_pickle=False)
        files[name] = buffer.getvalue()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    (folder / _CHECKSUMS).write_text(json.dumps(digests, indent=1) + "\n", encoding="utf-8", newline="\n")


def _damaged(folder: Path, name: str, why: str) -> ModelError:
    return ModelError(
        "damaged_model", f"{folder / name}\u00a0: modèle abîmé ({why}). Réinstallez-le, ou désignez-en un autre avec --models."
    )


def _read(folder: Path, name: str, limit: int, checksums: Mapping[str, Any] | None = None) -> bytes:
    """Read a file of at most `limit` bytes, and hold it to its checksum."""
    path = folder / name
    try:
        if path.stat().st_size > limit:
            raise _damaged(folder, name, f"plus de {limit} octets")
        content = path.read_bytes()
    except OSError as error:
        raise _damaged(folder, name, error.strerror or "illisible") from error
    if checksums is not None and hashlib.sha256(content).hexdigest() != checksums.get(name):
        raise _damaged(folder, name, "son empreinte SHA-256 n’est pas celle de checksums.json")
    return content


def _json(folder: Path, name: str, checksums: Mapping[str, Any] | None = None) -> dict[str, Any]:
    try:
        value = json.loads(_read(folder, name, _JSON_BYTES, checksums))
    except (ValueError, RecursionError) as error:
        raise _damaged(folder, name, "JSON illisible") from error
    if not isinstance(value, dict):
        raise _damaged(folder, name, "un objet JSON est attendu")
    return value


def forms(sizes: Mapping[str, int]) -> dict[str, tuple[tuple[int, ...], str]]:
    """Return the shape and the type of each array of a model of these sizes."""
    labels, kept = len(Label), sizes["buckets"]
    layered = network.shapes(sizes["words"], sizes["width"], sizes["learnt"], sizes["depth"], labels)
    return {
        "buckets.npy": ((kept,), "<i4"),
        "weights.npy": ((kept, labels), "<f4"),
        "idf.npy": ((kept,), "<f4"),
        "bias.npy": ((labels,), "<f8"),
        "known.npy": ((sizes["words"],), "<u8"),
        **{f"{name}.npy": (shape, "<f4") for name, shape in layered.items()},
    }


def _check_order(folder: Path, name: str, values: npt.NDArray[Any], end: int) -> None:
    if len(values) and not (values[0] >= 0 and int(values[-1]) < end and (values[1:] > values[:-1]).all()):
        raise _damaged(folder, name, f"des nombres croissants de moins de {end} sont attendus")


def _array(folder: Path, name: str, form: tuple[tuple[int, ...], str], checksums: Mapping[str, Any]) -> npt.NDArray[Any]:
    shape, kind = form
    size = int(np.prod(shape)) * np.dtype(kind).itemsize
    content = _read(folder, name, size + _HEADER_BYTES, checksums)
    # the header is compared, not evaluated: magic, version 1.0, length, then a line of text
    start = _HEADER_START + int.from_bytes(content[8:10], "little")
    told = content[_HEADER_START:start].decode("latin-1")
    expected = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}"
    if content[:8] != _MAGIC or told.strip() != expected or len(content) - start != size:
        raise _damaged(folder, name, f"un tableau {shape} de {kind} est attendu")
    array = np.frombuffer(content, kind, offset=start).reshape(shape)
    if not np.isfinite(array).all():
        raise _damaged(folder, name, "des nombres finis sont attendus")
    return array


def _check_format(folder: Path, about: Mapping[str, Any]) -> None:
    schema = about.get("schema")
    if type(schema) is int and schema > SCHEMA:
        raise ModelError(
            "newer_model",
            f"{folder}\u00a0: ce modèle est au format {schema}, cette version d’i4nlp lit jusqu’au {SCHEMA}. Mettez i4nlp à jour.",
        )
    wanted = {"schema": SCHEMA, "features": features.VERSION, "labels": [label.value for label in Label]}
    odd = [key for key, value in wanted.items() if about.get(key) != value or type(about.get(key)) is not type(value)]
    if not are_thresholds(about.get("thresholds")):
        odd.append("thresholds")
    if not isinstance(about.get("version"), str):
        odd.append("version")
    if not _are_sizes(about.get("sizes")):
        odd.append("sizes")
    if odd:
        raise _damaged(folder, "model.json", f"valeurs inattendues\u00a0: {', '.join(odd)}")


def are_thresholds(value: object) -> bool:
    """Tell whether a value is the two thresholds of the relay decision, `0 <= review <= retweet <= 1`."""
    if not isinstance(value, Mapping) or set(value) != {"retweet", "review"} or not all(type(one) is float for one in value.values()):
        return False
    return bool(0 <= value["review"] <= value["retweet"] <= 1)


def _are_sizes(value: object) -> bool:
    if not isinstance(value, dict) or set(value) != set(SIZES) or any(type(one) is not int for one in value.values()):
        return False
    return all(0 <= value[name] <= most for name, most in SIZES.items()) and value["learnt"] < value["width"]
