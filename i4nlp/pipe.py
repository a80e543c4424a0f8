"""The spaCy component `i4_intent`: sets `doc.cats` to the probability of each label; found by its entry point, loaded when it is added."""

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from i4nlp.assistant import Assistant
from i4nlp.errors import InputError
from i4nlp.labels import Label


class Intent:
    """Labels each document; one that cannot be read as a tweet, an empty one say, gets no categories."""

    def __init__(self, models: str | None) -> None:
        self._assistant = Assistant(Path(models) if models else None)

    def __call__(self, doc: Doc) -> Doc:
        """Set the categories of a document."""
        try:
            found = self._assistant.classify(doc.text)
        except InputError:
            return doc
        doc.cats = {str(label): found.probabilities[label] for label in Label}
        return doc


@Language.factory("i4_intent", default_config={"models": None}, assigns=["doc.cats"])
def make(nlp: Language, name: str, models: str | None) -> Intent:  # noqa: ARG001  # spaCy passes both
    """Make the component; `models` is a folder of models, else the one that is shipped."""
    return Intent(models)
