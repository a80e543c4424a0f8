"""Texts labelled twice, blind: who said what, what was kept and why, and Cohen's kappa."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from sklearn.metrics import cohen_kappa_score

from i4nlp.data.record import Record
from i4nlp.errors import DataError
from i4nlp.labels import Label

FILE = "second-labels.jsonl"


@dataclass(frozen=True, slots=True)
class SecondLabel:
    """Two labels of one text, the one that was kept, and why where they differed."""

    id: str
    first: Label
    second: Label
    kept: Label
    why: str


def read_second_labels(folder: Path) -> list[SecondLabel]:
    """Read the second labels of a data set; none where the file is missing."""
    file = folder / FILE
    if not file.exists():
        return []
    found = []
    for number, line in enumerate(file.read_bytes().splitlines(), 1):
        try:
            row = json.loads(line.decode("utf-8"))
            found.append(SecondLabel(str(row["id"]), Label(row["first"]), Label(row["second"]), Label(row["kept"]), str(row["why"])))
        except (ValueError, KeyError, TypeError) as error:
            expected = "«\u00a0id, first, second, kept, why\u00a0» sont attendus, avec des étiquettes connues"
            message = f"{file}:{number}\u00a0: {expected} ({error})."
            raise DataError("broken_row", message, line=number) from error
        if found[-1].first is not found[-1].second and not found[-1].why:
            message = f"{file}:{number}\u00a0: deux étiquettes différentes demandent un «\u00a0why\u00a0»."
            raise DataError("broken_row", message, line=number)
    return found


def agreement(splits: Mapping[str, Sequence[Record]], labelled: Sequence[SecondLabel]) -> pd.DataFrame:
    """Return, for each split, how many texts were labelled twice, how often both agreed, and kappa."""
    by_id = {one.id: one for one in labelled}
    rows = []
    for name, records in splits.items():
        twice = [by_id[record.id] for record in records if record.id in by_id]
        if twice:
            differ = [one for one in twice if one.first is not one.second]
            kappa = cohen_kappa_score([one.first.value for one in twice], [one.second.value for one in twice])
            rows.append(
                {
                    "split": name,
                    "texts": len(twice),
                    "of": len(records),
                    "kappa": f"{kappa:.3f}",
                    "disagreements": len(differ),
                    "first kept": sum(one.kept is one.first for one in differ),
                    "second kept": sum(one.kept is one.second for one in differ),
                }
            )
    return pd.DataFrame(rows, columns=["split", "texts", "of", "kappa", "disagreements", "first kept", "second kept"]).set_index("split")
