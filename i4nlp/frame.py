"""A pandas frame of tweets → a frame of answers with the same index."""

import pandas as pd

from i4nlp.assistant import classify_many
from i4nlp.classification import Failure
from i4nlp.errors import InputError
from i4nlp.labels import Label


def classify(tweets: pd.DataFrame | pd.Series, text: str = "text") -> pd.DataFrame:
    """Label the texts of a column, or of a Series; a text that cannot be read gets an `error` and no label.

    Columns: `label`, the probability of each label, `contracts` (a list), `relay`, `code`, `error`. The index is kept, whatever it is.
    """
    if isinstance(tweets, pd.DataFrame) and text not in tweets.columns:
        raise InputError("no_text_column", f"Pas de colonne «\u00a0{text}\u00a0»\u202f; lues\u00a0: {', '.join(map(str, tweets.columns))}.")
    column = tweets[text] if isinstance(tweets, pd.DataFrame) else tweets
    rows = [
        {"error": found.error.message}
        if isinstance(found, Failure)
        else {
            "label": str(found.label),
            **{str(label): found.probabilities[label] for label in Label},
            "contracts": [str(one) for one in found.contracts],
            "relay": str(found.relay.action),
            "code": found.relay.code,
        }
        for found in classify_many(column.tolist())
    ]
    names = ["label", *map(str, Label), "contracts", "relay", "code", "error"]
    return pd.DataFrame(rows, index=column.index, columns=names)
