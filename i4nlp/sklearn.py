"""The project's features as a scikit-learn classifier: for pipelines, grid searches and labels of one's own.

It is the linear half of the model in service, with logistic regression for probabilities; the model itself is `i4nlp.classify`.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.utils.validation import check_is_fitted

from i4nlp import features
from i4nlp.training.fit import design, inverse_document_frequency

Floats = npt.NDArray[np.float64]


class TweetClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Logistic regression over hashed runs of characters and of words and their classes.

    Parameters: `C`, the inverse of the regularisation; `min_df`, in how many texts a run must be; `max_iter` and `class_weight` of
    the regression. After `fit`: `classes_`, the labels in order, and `n_iter_`.
    """

    def __init__(self, *, C: float = 10.0, min_df: int = 1, max_iter: int = 300, class_weight: Any = None) -> None:  # noqa: N803
        self.C = C
        self.min_df = min_df
        self.max_iter = max_iter
        self.class_weight = class_weight

    def fit(self, X: Iterable[str], y: Sequence[Any]) -> Self:  # noqa: N803
        """Train on texts [n] (list, array or Series) and their labels [n]."""
        texts, labels = _texts(X), np.asarray(y)
        if labels.ndim != 1 or len(labels) != len(texts):
            raise ValueError(f"y must have one label a text: {len(texts)} texts, labels of shape {labels.shape}")
        if len(np.unique(labels)) < 2:
            raise ValueError(f"y must hold at least two classes; got {np.unique(labels)!r}")
        rows = features.rows(texts)
        self.idf_ = inverse_document_frequency(rows, self.min_df)
        self.seen_ = np.flatnonzero(self.idf_)
        self.regression_ = LogisticRegression(C=self.C, max_iter=self.max_iter, class_weight=self.class_weight)
        self.regression_.fit(design(rows, self.idf_)[:, self.seen_], labels)
        self.classes_ = self.regression_.classes_
        self.n_iter_ = self.regression_.n_iter_
        return self

    def predict(self, X: Iterable[str]) -> npt.NDArray[Any]:  # noqa: N803
        """Return the label of each text."""
        return np.asarray(self._fitted().predict(self._design(X)))

    def predict_proba(self, X: Iterable[str]) -> Floats:  # noqa: N803
        """Return the probability of each class, [n, classes], not calibrated on other writers."""
        return np.asarray(self._fitted().predict_proba(self._design(X)))

    def decision_function(self, X: Iterable[str]) -> Floats:  # noqa: N803
        """Return the scores before they become probabilities."""
        return np.asarray(self._fitted().decision_function(self._design(X)))

    def _fitted(self) -> LogisticRegression:
        check_is_fitted(self)
        return self.regression_

    def _design(self, texts: Iterable[str]) -> Any:
        return design(features.rows(_texts(texts)), self.idf_)[:, self.seen_]

    def __sklearn_tags__(self) -> Any:
        """Say that the input is one text a row."""
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.one_d_array = True
        tags.input_tags.two_d_array = False
        return tags


def _texts(given: Iterable[str]) -> list[str]:
    if isinstance(given, (str, bytes)):
        raise ValueError("X must be several texts, not one; put it in a list")
    if getattr(given, "ndim", 1) != 1:
        raise ValueError(f"X must be one-dimensional, a text a row; got shape {getattr(given, 'shape', None)}")
    texts = list(given)
    if not texts:
        raise ValueError("X holds no text")
    if (bad := next((place for place, text in enumerate(texts) if not isinstance(text, str)), None)) is not None:
        raise ValueError(f"X must hold texts; item {bad} is {texts[bad]!r:.80}")
    return list(map(str, texts))
