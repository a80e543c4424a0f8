"""A data set → the tables of its card, its plots and its manifest."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import pandas as pd

from i4nlp.data import near
from i4nlp.data.agreement import FILE, agreement, read_second_labels
from i4nlp.data.record import SPLITS, Record, read_records
from i4nlp.data.validate import digest
from i4nlp.errors import DataError, InputError
from i4nlp.labels import Label
from i4nlp.lexicon import fold

_BEGIN, _END = "<!-- written by i4nlp data describe --write -->", "<!-- end -->"
_JOB_WORDS = re.compile(r"cherch|emploi|travail|stage|alternance|poste")
_EMOJI = re.compile("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
_REQUESTS = (Label.SEEKER_REQUEST, Label.STAGE_REQUEST)
_GROWTH = 10  # points of the curve of vocabulary

Splits = Mapping[str, Sequence[Record]]


def read_splits(folder: Path) -> dict[str, list[Record]]:
    """Read the four files of a data set."""
    splits = {name: read_records(folder / f"{name}.jsonl") for name in SPLITS}
    for name, rows in splits.items():
        if not rows:
            raise DataError("empty_split", f"{folder / name}.jsonl est vide. Chaque partie du jeu a besoin de tweets.")
    return splits


def describe(folder: Path) -> str:
    """Return the tables of a data set's card, in Markdown."""
    splits = read_splits(folder)
    parts = [
        "### Labels", _table(_labels(splits)),
        "### Shape of the texts", _table(_shape(splits)),
        "### Labelled twice", _table(agreement(splits, read_second_labels(folder))),
        "### Rules of the guide", _table(_rules(splits)),
        "### Registers", _table(_counts(splits, lambda record: record.register)),
        "### Contracts asked for or offered", _table(_contracts(splits)),
        "### The ten most frequent openings of three words", _table(openings(splits)),
        "### Vocabulary", _table(vocabulary_growth(splits)),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def write(folder: Path) -> str:
    """Write the tables into the card, the plots beside it and the manifest; return the tables."""
    from i4nlp.data import plots

    splits = read_splits(folder)
    tables = describe(folder)
    card = folder / "README.md"
    if not card.is_file():
        raise InputError("no_card", f"{card}\u00a0: la fiche manque. Créez-la avec les repères {_BEGIN} et {_END}.")
    before, begin, rest = card.read_text(encoding="utf-8").partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise DataError("no_markers", f"{card}\u00a0: il manque les repères {_BEGIN} et {_END} entre lesquels les tableaux s’écrivent.")
    card.write_text(f"{before}{begin}\n\n{tables}\n{end}{after}", encoding="utf-8", newline="\n")
    plots.draw(splits, folder)
    files = {f"{name}.jsonl": {"rows": len(rows), "sha256": digest(folder / f"{name}.jsonl")} for name, rows in splits.items()}
    if (folder / FILE).exists():
        files[FILE] = {"rows": len(read_second_labels(folder)), "sha256": digest(folder / FILE)}
    (folder / "manifest.json").write_text(json.dumps({"files": files}, indent=1) + "\n", encoding="utf-8", newline="\n")
    return tables


def vocabulary_growth(splits: Splits) -> pd.DataFrame:
    """Return how many different words the first 10 %, 20 %… of the texts hold, writer after writer."""
    texts = [record.text for rows in splits.values() for record in rows]
    seen: set[str] = set()
    points = []
    for tenth in range(_GROWTH):
        for text in texts[len(texts) * tenth // _GROWTH : len(texts) * (tenth + 1) // _GROWTH]:
            seen.update(re.findall(r"[^\W\d_]+", fold(text)))
        points.append({"texts": len(texts) * (tenth + 1) // _GROWTH, "different words": len(seen)})
    return pd.DataFrame(points).set_index("texts")


def near_duplicate_share(rows: Sequence[Record]) -> float:
    """Return the share of texts that have a near-duplicate in their own split, outside their contrast group."""
    masked = [near.mask_record(record) for record in rows]
    doubled = {
        place
        for pair in near.pairs_within(masked)
        for place in pair
        if rows[pair[0]].group is None or rows[pair[0]].group != rows[pair[1]].group
    }
    return len(doubled) / max(1, len(rows))


def _table(frame: pd.DataFrame) -> str:
    head = [frame.index.name or "", *frame.columns]
    lines = [head, ["---"] * len(head), *([name, *row] for name, row in zip(frame.index, frame.itertuples(index=False), strict=True))]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(cell: object) -> str:
    return f"{cell:g}" if isinstance(cell, float) else str(cell).replace("|", "\\|")


def _counts(splits: Splits, key: Callable[[Record], object]) -> pd.DataFrame:
    counts = {name: Counter(str(key(record)) for record in rows) for name, rows in splits.items()}
    frame = pd.DataFrame(counts).fillna(0).astype(int).sort_index()
    frame["all"] = frame.sum(axis=1)
    return frame


def _labels(splits: Splits) -> pd.DataFrame:
    frame = _counts(splits, lambda record: record.label)
    frame.loc["all"] = frame.sum()
    frame.loc["writers"] = [*(len({record.writer for record in rows}) for rows in splits.values()), len(_all_values(splits, "writer"))]
    groups = [len({record.group for record in rows} - {None}) for rows in splits.values()]
    frame.loc["contrast groups"] = [*groups, sum(groups)]
    return frame


def _all_values(splits: Splits, key: str) -> set[object]:
    return {getattr(record, key) for rows in splits.values() for record in rows}


def _rules(splits: Splits) -> pd.DataFrame:
    frame = _counts(splits, lambda record: "none" if record.rule is None else f"{record.rule:02d}")
    return frame.rename_axis("rule")


def _contracts(splits: Splits) -> pd.DataFrame:
    named = {name: Counter(contract.value for record in rows for contract in record.contracts) for name, rows in splits.items()}
    frame = pd.DataFrame(named).fillna(0).astype(int).sort_index()
    frame["all"] = frame.sum(axis=1)
    return frame


def _shape(splits: Splits) -> pd.DataFrame:
    everything = [record for rows in splits.values() for record in rows]
    columns = {**splits, "all": everything}
    return pd.DataFrame({name: _shape_of(rows, name != "all") for name, rows in columns.items()})


def _shape_of(rows: Sequence[Record], with_duplicates: bool) -> dict[str, str]:
    lengths = pd.Series([len(record.text) for record in rows])
    requests = [record for record in rows if record.label in _REQUESTS]
    trades = {fold(record.metier.text) for record in rows if record.metier}
    places = {fold(place.text) for record in rows for place in record.lieu}
    quantiles = lengths.quantile([0.05, 0.25, 0.5, 0.75, 0.95]).round().astype(int).astype(str)
    return {
        "characters, 5 % to 95 %": " ".join(quantiles),
        "over 280 characters": _share(len(record.text) > 280 for record in rows),
        "with an emoji": _share(_EMOJI.search(record.text) for record in rows),
        "with a hashtag": _share("#" in record.text for record in rows),
        "offers with a hashtag": _share("#" in record.text for record in rows if record.label is Label.OFFER),
        "calls to action": _share(record.call_to_action for record in rows),
        "hard: keyword rules wrong": _share(record.hard for record in rows),
        "requests without job words or hashtag": _share(_is_bare(record) for record in requests),
        "different trades": str(len(trades)),
        "different places": str(len(places)),
        "near-duplicates within the split": f"{100 * near_duplicate_share(rows):.1f} %" if with_duplicates else "",
    }


def _is_bare(record: Record) -> bool:
    return "#" not in record.text and not _JOB_WORDS.search(record.text.lower().replace("@i4emploi", ""))


def _share(flags: Iterable[object]) -> str:
    given = [bool(flag) for flag in flags]
    return f"{100 * sum(given) / max(1, len(given)):.1f} %"


def openings(splits: Splits) -> pd.DataFrame:
    """Return the ten most frequent openings of three words."""
    texts = [record.text for rows in splits.values() for record in rows]
    openings = Counter(" ".join(re.findall(r"\w+", fold(text))[:3]) for text in texts)
    rows = [
        {"opening": opening, "texts": count, "share": f"{100 * count / len(texts):.2f} %"} for opening, count in openings.most_common(10)
    ]
    return pd.DataFrame(rows).set_index("opening")
