"""What stands around every request: its size, its pace, its time, the headers of the answer, one line of log without a word of it."""

import asyncio
import ipaddress
import json
import logging
import sys
import time
import traceback
from datetime import UTC, datetime

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from i4nlp.errors import I4nlpError, InputError
from i4nlp.web.answers import failure
from i4nlp.web.measures import Measures
from i4nlp.web.settings import MAX_BODY, Settings

LOG = logging.getLogger("i4nlp.web")
_UNLIMITED = ("/static/", "/healthz", "/metrics", "/bureau", "/label", "/accord", "/triage")
INCIDENT = "Un incident est survenu de notre côté, pas du vôtre. Réessayez."
_MOST_ADDRESSES = 10_000
_MOST_DRAINED = 1 << 20  # bytes of a body that is too large which are read and dropped, so that its sender can read the refusal
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


class _TooLargeError(Exception):
    """A body over the limit, seen while it was being read."""


class Pace:
    """How many requests each address may still make: a bucket that fills again at `rate` a minute."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._buckets: dict[str, tuple[float, float]] = {}

    def wait(self, address: str) -> float:
        """Take one request from the bucket of an address; return the seconds to wait if there is none, else 0."""
        now = time.monotonic()
        left, since = self._buckets.pop(address, (float(self._rate), now))
        left = min(self._rate, left + (now - since) * self._rate / 60)
        if len(self._buckets) >= _MOST_ADDRESSES:
            del self._buckets[next(iter(self._buckets))]  # the one that has been quiet for longest
        self._buckets[address] = (left - 1 if left >= 1 else left, now)
        return 0.0 if left >= 1 else (1 - left) * 60 / self._rate


class Guard:
    """The outermost layer, around the whole application."""

    def __init__(self, app: ASGIApp, settings: Settings, measures: Measures) -> None:
        self._app = app
        self._settings = settings
        self._measures = measures
        self._pace = Pace(settings.rate)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, whatever happens."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        asked = scope["method"]
        if asked == "HEAD":  # answered as a GET is, without its body
            scope = {**scope, "method": "GET"}
        answer = _Answer(scope, send, with_body=asked != "HEAD")
        try:
            async with asyncio.timeout(self._settings.timeout):
                await self._answer(scope, receive, answer)
        except TimeoutError:
            await self._refuse(answer, 503, InputError("too_slow", "La réponse a pris trop de temps. Essayez avec un texte plus court."))
        except _TooLargeError:
            await self._refuse(answer, 413, _too_large())
        except Exception as error:  # the last resort: the person gets a sentence, the log the place, nobody the text
            place = traceback.extract_tb(error.__traceback__)[-1]
            LOG.error(json.dumps({"error": type(error).__name__, "file": place.filename, "line": place.lineno}))
            await self._refuse(answer, 500, I4nlpError("internal", INCIDENT))
        finally:
            route = scope.get("route")
            self._log(asked, getattr(route, "path", "(autre)"), answer, time.perf_counter() - began)

    async def _answer(self, scope: Scope, receive: Receive, answer: "_Answer") -> None:
        seconds = 0.0
        if self._settings.rate and not _path(scope).startswith(_UNLIMITED):
            seconds = self._pace.wait(_address(scope))
        if seconds:
            wait = int(seconds) + 1
            error = InputError("too_many_requests", f"Trop de demandes à la fois. Réessayez dans {wait}\u00a0s.")
            await failure(scope, 429, error, {"Retry-After": str(wait)})(scope, receive, answer)
        else:
            await self._app(scope, await _read(receive), answer)

    async def _refuse(self, answer: "_Answer", status: int, error: I4nlpError) -> None:
        if answer.status is None:
            await failure(answer.scope, status, error, {"Connection": "close"})(answer.scope, _nothing, answer)

    def _log(self, method: str, route: str, answer: "_Answer", seconds: float) -> None:
        status = answer.status or 499  # the person had gone
        self._measures.count(method, route, status, seconds)
        LOG.info(
            json.dumps(
                {
                    "time": datetime.now(UTC).isoformat(timespec="milliseconds"), "method": method, "route": route, "status": status,
                    "ms": round(seconds * 1000, 1), "bytes": answer.sent,
                }
            )
        )  # fmt: skip


class _Answer:
    """The way out: adds the headers that every answer has, and remembers its status and size."""

    def __init__(self, scope: Scope, send: Send, *, with_body: bool) -> None:
        self.scope = scope
        self._with_body = with_body
        self.status: int | None = None
        self.sent = 0
        self._send = send

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "no-store")
        elif not self._with_body:
            message = {**message, "body": b""}
        self.sent += len(message.get("body", b""))
        await self._send(message)


def set_up_log() -> None:
    """Write one JSON line a request to standard output."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(message)s"))
    LOG.handlers = [handler]
    LOG.setLevel(logging.INFO)
    LOG.propagate = False


async def _read(receive: Receive) -> Receive:
    """Read the body, which is small, before anything else sees it; return what gives it to the application."""
    body, more, read = b"", True, 0
    while more and read <= _MOST_DRAINED:
        message = await receive()
        part = message.get("body", b"")
        read += len(part)
        body += part if read <= MAX_BODY else b""
        more = message.get("more_body", False)
    if read > MAX_BODY:
        raise _TooLargeError
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


async def _nothing() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


def _too_large() -> InputError:
    return InputError("body_too_large", f"La demande dépasse {MAX_BODY // 1024}\u00a0Kio. Envoyez un seul tweet à la fois.")


def _path(scope: Scope) -> str:
    return str(scope["path"]).removeprefix(str(scope.get("root_path", "")))


def _address(scope: Scope) -> str:
    """Return the address that a limit is kept for: one IPv4 address, or the IPv6 network that one home has."""
    client = scope.get("client")
    host = client[0] if client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return str(host)
    address = getattr(address, "ipv4_mapped", None) or address
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else str(address)
