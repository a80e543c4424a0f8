"""Joins the classifier and the coach around one loaded model; every door calls it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from i4nlp import artifact, contracts, payload
from i4nlp.classification import Classification, Failure, Reason
from i4nlp.classifier import LABELS, Classifier
from i4nlp.errors import InputError
from i4nlp.labels import Label
from i4nlp.payload import Incoming
from i4nlp.relay import decide

if TYPE_CHECKING:
    from i4nlp.coach.check import Profile
    from i4nlp.coach.review import Review

__all__ = ["Assistant", "classify", "classify_many", "default", "review_profile", "review_tweet"]

_MEANT = 4  # by how much the odds of a request are raised in the coach, whose readers nearly all ask for something
_OVER = 1 / 8  # and by how much where the search is said to be over
_LONGEST_BATCH = 200_000  # characters that are hashed at once, so that memory stays bounded whatever the texts


class Assistant:
    """A loaded model that labels tweets and reviews drafts."""

    def __init__(self, models: Path | None = None, thresholds: Mapping[str, float] | None = None) -> None:
        """Load the model in service; `thresholds` (`retweet` and `review`, each from 0 to 1) replace the ones stored beside it."""
        loaded = artifact.load(artifact.model_path(models))
        self.classifier = Classifier(loaded)
        if thresholds is not None and not artifact.are_thresholds(thresholds):
            message = "Les seuils sont «\u00a0review\u00a0» et «\u00a0retweet\u00a0», deux nombres tels que 0 ≤ review ≤ retweet ≤ 1"
            raise InputError("thresholds", f"{message}\u202f; reçu\u00a0: {thresholds!r:.200}.")
        self.thresholds: Mapping[str, float] = thresholds or loaded.thresholds

    def classify(self, tweet: object) -> Classification:
        """Label one tweet: a text or an X API object."""
        return self._classify_batch([payload.read(tweet)])[0]

    def classify_many(self, tweets: Iterable[object], batch_size: int = 256) -> Iterator[Classification | Failure]:
        """Label a stream of tweets in order; one that cannot be read yields a `Failure` in its place."""
        if type(batch_size) is not int or batch_size < 1:
            raise InputError("batch_size", f"batch_size est un entier d’au moins 1\u202f; reçu\u00a0: {batch_size!r}.")
        if isinstance(tweets, (str, bytes, Mapping)) or not isinstance(tweets, Iterable):
            raise InputError("not_tweets", f"Une suite de tweets est attendue\u202f; reçu\u00a0: {type(tweets).__name__}.")
        return self._stream(tweets, batch_size)

    def _stream(self, tweets: Iterable[object], batch_size: int) -> Iterator[Classification | Failure]:
        waiting: list[Incoming | Failure] = []
        source = enumerate(tweets)
        while True:
            try:
                waiting.append(_read(*next(source)))
            except StopIteration:
                break
            except Exception:
                # what the source gave before it broke is answered first
                yield from self._answers(waiting)
                raise
            if len(waiting) == batch_size:
                yield from self._answers(waiting)
                waiting = []
        yield from self._answers(waiting)

    def review_tweet(
        self,
        text: str,
        *,
        has_visual: bool | None = None,
        alt_text: str | None = None,
        profile: "Profile | None" = None,
        leave: Collection[str] = (),
    ) -> "Review":
        """Review a draft; `None` is 'not told'. The edits of `leave`, ids of changes, are not made in the rewrite."""
        # the coach is no part of the way to a label
        from i4nlp import facts
        from i4nlp.coach.check import Draft
        from i4nlp.coach.profile import check_profile
        from i4nlp.coach.review import review_with_rewrite

        if profile is not None:
            check_profile(profile)
        if alt_text and alt_text.strip():
            payload.check_text(alt_text)
        visual = True if alt_text else has_visual

        def read(draft: str) -> Draft:
            found = facts.read(draft)
            return Draft(draft, found, self._meant(draft, found.closed), visual, profile, alt_text)

        return review_with_rewrite(read(payload.check_text(text)), read, leave)

    def review_profile(self, profile: "Profile") -> "Review":
        """Review what was told of a profile, its pinned tweet as a draft."""
        from i4nlp.coach.profile import review_profile

        return review_profile(profile, self.review_tweet)

    def _meant(self, text: str, closed: bool) -> Label:
        """Return what a draft is read as: who pastes one into the coach means to ask, so requests count more, unless it is over."""
        probabilities = self.classifier.probabilities([text])[0].copy()
        probabilities[[LABELS.index(Label.SEEKER_REQUEST), LABELS.index(Label.STAGE_REQUEST)]] *= _OVER if closed else _MEANT
        return LABELS[int(probabilities.argmax())]

    def _answers(self, read: Sequence[Incoming | Failure]) -> Iterator[Classification | Failure]:
        done = iter(self._classify_batch([one for one in read if isinstance(one, Incoming)]))
        for one in read:
            yield one if isinstance(one, Failure) else next(done)

    def _classify_batch(self, batch: Sequence[Incoming]) -> list[Classification]:
        answers: list[Classification] = []
        start = 0
        while start < len(batch):
            stop, characters = start, 0
            while stop < len(batch) and (stop == start or characters + len(batch[stop].text) <= _LONGEST_BATCH):
                characters += len(batch[stop].text)
                stop += 1
            rows = self.classifier.probabilities([one.text for one in batch[start:stop]])
            answers += [self._classification(one, row) for one, row in zip(batch[start:stop], rows.tolist(), strict=True)]
            start = stop
        return answers

    def _classification(self, incoming: Incoming, row: Sequence[float]) -> Classification:
        probabilities = dict(zip(LABELS, row, strict=True))
        label = max(LABELS, key=lambda name: probabilities[name])
        asked = () if label is Label.NOISE else contracts.named(incoming.text)
        return Classification(
            label=label,
            probabilities=MappingProxyType(probabilities),
            contracts=asked,
            relay=decide(probabilities, asked, incoming, self.thresholds),
            model=self.classifier.version,
            id=incoming.id,
            _explain=partial(self._reasons, incoming.text, label),
        )

    def _reasons(self, text: str, label: Label) -> tuple[Reason, ...]:
        weighed = self.classifier.reasons(text, label)
        return tuple(Reason(text[start:end], (start, end), weight) for (start, end), weight in weighed)


def _read(index: int, tweet: object) -> Incoming | Failure:
    try:
        return payload.read(tweet)
    except InputError as error:
        return Failure(index, error)


@cache
def default() -> Assistant:
    """Return the assistant of the model in service, loaded once a process."""
    return Assistant()


def classify(tweet: str | Mapping[str, Any]) -> Classification:
    """Label one tweet, a text or an X API object, with the model in service."""
    return default().classify(tweet)


def classify_many(tweets: Iterable[str | Mapping[str, Any]], batch_size: int = 256) -> Iterator[Classification | Failure]:
    """Label a stream of tweets in order, in constant memory; with `batch_size=1` each answer comes before the next tweet is asked for."""
    return default().classify_many(tweets, batch_size)


def review_tweet(
    text: str,
    *,
    has_visual: bool | None = None,
    alt_text: str | None = None,
    profile: "Profile | None" = None,
    leave: Collection[str] = (),
) -> "Review":
    """Review a draft tweet: score, verdict, checks, suggestions, a better tweet."""
    return default().review_tweet(text, has_visual=has_visual, alt_text=alt_text, profile=profile, leave=leave)


def review_profile(profile: "Profile") -> "Review":
    """Review a profile; what was not told is asked, not judged."""
    return default().review_profile(profile)
