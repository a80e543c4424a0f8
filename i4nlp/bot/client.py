"""The four calls of the X API v2 that the bot needs, signed by OAuth 1.0a; rate limits are kept, not met.

Endpoints and fields: docs.x.com, « Search recent Posts », « Post lookup », « Manage Retweets », « Authenticated user lookup ».
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import requests
from requests_oauthlib import OAuth1

from i4nlp.errors import InputError

_FIELDS = {
    "tweet.fields": "author_id,created_at,edit_history_tweet_ids,in_reply_to_user_id,note_tweet,possibly_sensitive,referenced_tweets",
    "expansions": "author_id",
    "user.fields": "protected,username",
}
_PAGE = 100
_SECONDS = 20  # that a call may take
_WINDOW = 900  # seconds: X counts calls by quarters of an hour


class WaitError(Exception):
    """X asks to wait; `seconds` says how long."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"attendre {seconds:.0f} s")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Found:
    """A tweet as the API gave it, with its author's name and whether the account is protected."""

    tweet: dict[str, Any]
    username: str
    protected: bool

    @property
    def id(self) -> str:
        """Return the tweet's id."""
        return str(self.tweet["id"])

    @property
    def author(self) -> str:
        """Return the author's id."""
        return str(self.tweet.get("author_id", ""))

    @property
    def text(self) -> str:
        """Return the whole text."""
        note = self.tweet.get("note_tweet")
        return str(note["text"] if isinstance(note, dict) and note.get("text") else self.tweet.get("text", ""))

    @property
    def is_edited(self) -> bool:
        """Tell whether a newer version of the tweet is there."""
        history = self.tweet.get("edit_history_tweet_ids") or [self.id]
        return str(history[-1]) != self.id


class Client:
    """Calls the API; raises `WaitError` rather than going over a limit."""

    def __init__(self, api: str, secrets: Sequence[str]) -> None:
        self._api = api.rstrip("/")
        key, key_secret, token, token_secret = secrets
        self._session = requests.Session()
        self._session.auth = OAuth1(key, key_secret, token, token_secret)
        self._closed_until: dict[str, float] = {}
        self._me: str | None = None

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def search(self, query: str, since: str | None) -> Iterator[list[Found]]:
        """Yield the pages of tweets that are newer than `since`, newest first."""
        token = None
        while True:
            asked = {"query": query, "max_results": str(_PAGE), **_FIELDS}
            asked |= {"since_id": since} if since else {}
            asked |= {"next_token": token} if token else {}
            page = self._call("search", "GET", "/2/tweets/search/recent", params=asked)
            yield _tweets(page)
            token = page.get("meta", {}).get("next_token")
            if not token:
                return

    def look_up(self, tweet: str) -> Found | None:
        """Return a tweet as it is now, or nothing where it is gone or may not be seen."""
        page = self._call("lookup", "GET", f"/2/tweets/{tweet}", params=_FIELDS, missing=(404, 403))
        found = _tweets({**page, "data": [page["data"]]}) if isinstance(page.get("data"), dict) else []
        return found[0] if found else None

    def retweet(self, tweet: str) -> None:
        """Relay a tweet; that it is relayed already is no fault."""
        told = self._call("retweet", "POST", f"/2/users/{self.me()}/retweets", json={"tweet_id": tweet}, missing=(400, 403))
        if not told.get("data", {}).get("retweeted") and "already retweeted" not in str(told).lower():
            raise InputError("not_retweeted", f"{tweet}\u00a0: X n’a pas relayé ({_told(told)}).")

    def undo(self, tweet: str) -> None:
        """Take a retweet back."""
        self._call("undo", "DELETE", f"/2/users/{self.me()}/retweets/{tweet}")

    def me(self) -> str:
        """Return the id of the account that the secrets belong to."""
        if self._me is None:
            self._me = str(self._call("me", "GET", "/2/users/me")["data"]["id"])
        return self._me

    def _call(self, limit: str, method: str, path: str, missing: tuple[int, ...] = (), **named: Any) -> dict[str, Any]:
        left = self._closed_until.get(limit, 0) - time.time()
        if left > 0:
            raise WaitError(left)
        try:
            answer = self._session.request(method, self._api + path, timeout=_SECONDS, **named)
        except requests.RequestException as error:
            raise InputError("no_answer", f"X ne répond pas ({type(error).__name__}). Nouvel essai plus tard.") from error
        resets = float(answer.headers.get("x-rate-limit-reset", time.time() + _WINDOW))
        if answer.status_code == requests.codes.too_many_requests:
            self._closed_until[limit] = resets
            raise WaitError(max(resets - time.time(), 1))
        if answer.headers.get("x-rate-limit-remaining") == "0":
            self._closed_until[limit] = resets
        try:
            told = answer.json()
        except ValueError:
            told = {}
        if answer.ok or answer.status_code in missing:
            return dict(told) if isinstance(told, dict) else {}
        raise InputError("refused", f"X refuse ({answer.status_code}, {_told(told)}).")


def _tweets(page: dict[str, Any]) -> list[Found]:
    users = {user["id"]: user for user in page.get("includes", {}).get("users", ())}
    return [
        Found(
            tweet, users.get(tweet.get("author_id"), {}).get("username", ""), users.get(tweet.get("author_id"), {}).get("protected", False)
        )
        for tweet in page.get("data") or ()
    ]


def _told(answer: Any) -> str:
    errors = answer.get("errors") or [{}] if isinstance(answer, dict) else [{}]
    first = errors[0] if isinstance(errors[0], dict) else {}
    return str(answer.get("detail") or answer.get("title") or first.get("detail") or first.get("message") or "sans raison")[:200]
