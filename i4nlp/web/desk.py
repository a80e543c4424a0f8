"""The maintainers' desk: label tweets, settle disagreements, triage what the bot left to a person. For those who hold the token."""

import hmac
import re
import threading
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from i4nlp.assistant import Assistant
from i4nlp.bot.memory import Memory, State
from i4nlp.errors import InputError
from i4nlp.labelling import agreement
from i4nlp.labelling.guide import guide
from i4nlp.labelling.session import Session, labels_file, labels_of
from i4nlp.labels import Label
from i4nlp.relay import DECISIONS
from i4nlp.web.rendering import render
from i4nlp.web.settings import Desk

_TOKEN, _NAME = "i4nlp-jeton", "i4nlp-nom"
_AT_ONCE = (1, 10)
_JOURNAL = 200  # decisions shown


class Sessions:
    """The labelling of each person, one at a time for each."""

    def __init__(self, file: Path, assistant: Assistant) -> None:
        self.file = file
        self._assistant = assistant
        self._open: dict[str, tuple[bool, Session]] = {}
        self._lock = threading.Lock()

    def run(self, name: str, work: Callable[[Session], Any], *, second: bool | None = None) -> Any:
        """Do some work on a person's session; `second` turns the second labelling on or off."""
        with self._lock:
            if name not in self._open or second not in (None, self._open[name][0]):
                only = agreement.by_others(self.file, name) if second else None
                if name in self._open:
                    self._open.pop(name)[1].close()
                self._open[name] = (bool(second), Session(self.file, name, only=only, judge=self._judge))
            return work(self._open[name][1])

    def settle(self, tweet: str, label: Label) -> None:
        """Write the label that people agreed on."""
        with self._lock, Session(self.file, agreement.SETTLED, only=[tweet]) as session:
            session.choose(tweet, label)

    def _judge(self, text: str) -> tuple[Label, float, str]:
        found = self._assistant.classify(text)
        return found.label, found.probabilities[found.label], found.model


def add_desk(app: FastAPI, desk: Desk, assistant: Assistant, working: Callable[..., Any]) -> None:
    """Add the pages of the desk: each asks for the token, and for a name."""
    labels, rules = guide()
    shared = {"keys": list(labels.items()), "rules": rules, "has_label": desk.label is not None, "has_triage": desk.database is not None}

    def page(request: Request, template: str, **values: Any) -> Response:
        root = str(request.scope.get("root_path", ""))
        return HTMLResponse(render(template, root=root, name=_name(request), **shared, **values))

    def to(request: Request, path: str) -> Response:
        return RedirectResponse(f"{request.scope.get('root_path', '')}{path}", 303)

    @app.get("/bureau", include_in_schema=False)
    async def home(request: Request) -> Response:
        _allow(request, desk, request.query_params.get("token"))
        answer = page(request, "desk_home.html", title="Bureau des bénévoles", error=None, waiting=await working(_waiting, desk))
        answer.set_cookie(_TOKEN, desk.token, httponly=True, samesite="strict")
        return answer

    @app.post("/bureau", include_in_schema=False)
    async def named(request: Request) -> Response:
        told = await _form(request, desk)
        name = told.get("name", "").strip()
        try:
            labels_file(Path("x"), name)
        except InputError as error:
            return page(request, "desk_home.html", title="Bureau des bénévoles", error=error.message, waiting=await working(_waiting, desk))
        where = {"triage": "/triage", "label": "/label?second=0", "second": "/label?second=1"}
        answer = to(request, where.get(told.get("to", ""), "/bureau"))
        answer.set_cookie(_NAME, quote(name), httponly=True, samesite="strict", max_age=365 * 86_400)
        return answer

    if desk.label is not None:
        _add_labelling(app, desk, Sessions(desk.label, assistant), working, page, to)
    if desk.database is not None:
        _add_triage(app, desk, desk.database, working, page, to)


def _add_labelling(
    app: FastAPI, desk: Desk, sessions: Sessions, working: Callable[..., Any], page: Callable[..., Response], to: Callable[..., Response]
) -> None:

    @app.get("/label", include_in_schema=False)
    async def label(request: Request) -> Response:
        _allow(request, desk)
        if not (name := _name(request)):
            return to(request, "/bureau")
        second = {"0": False, "1": True}.get(request.query_params.get("second", ""))
        return page(request, "label.html", title="Étiqueter", **await working(sessions.run, name, _state, second=second))

    @app.post("/label", include_in_schema=False)
    async def labelled(request: Request) -> Response:
        told = await _form(request, desk)
        if name := _name(request):
            await working(sessions.run, name, lambda session: _do(session, told))
        return to(request, "/label")

    @app.get("/accord", include_in_schema=False)
    async def accord(request: Request) -> Response:
        _allow(request, desk)
        file = sessions.file
        pairs, differ = await working(agreement.pairs, file), await working(agreement.disagreements, file)
        settled = {tweet: labels_of(file).get(agreement.SETTLED, {}).get(tweet) for tweet in differ}
        return page(request, "accord.html", title="S’accorder", pairs=pairs, differ=differ, settled=settled)

    @app.post("/accord", include_in_schema=False)
    async def agreed(request: Request) -> Response:
        told = await _form(request, desk)
        if told.get("id") in await working(agreement.disagreements, sessions.file):
            await working(sessions.settle, told["id"], _label_of(told))
        return to(request, "/accord")


def _state(session: Session) -> dict[str, Any]:
    last = session.last
    mind = Label(last.meta["model_label"]) if last and "model_label" in last.meta else None
    return {
        "row": session.current, "count": session.count, "total": session.total, "file": session.file.name, "last": last, "mind": mind,
    }  # fmt: skip


def _do(session: Session, told: dict[str, str]) -> None:
    what = told.get("do")
    if what == "undo":
        session.undo()
    elif session.current is not None and session.current.id == told.get("id"):
        if what == "skip":
            session.skip()
        else:
            session.choose(told["id"], _label_of(told))


def _add_triage(
    app: FastAPI, desk: Desk, database: Path, working: Callable[..., Any], page: Callable[..., Response], to: Callable[..., Response]
) -> None:
    tools = {"french": lambda label: Label(label).french, "reason": lambda code: DECISIONS[code].reason if code in DECISIONS else ""}

    @app.get("/triage", include_in_schema=False)
    async def triage(request: Request) -> Response:
        _allow(request, desk)
        if not (name := _name(request)):
            return to(request, "/bureau")
        most = _at_once(request.query_params.get("n"))
        values = await working(_shown, database, name, most)
        return page(request, "triage.html", title="Trier", most=most, lost="lost" in request.query_params, **tools, **values)

    @app.post("/triage", include_in_schema=False)
    async def triaged(request: Request) -> Response:
        told = await _form(request, desk)
        done = not (name := _name(request)) or await working(_decide, database, name, told)
        most = _at_once(told.get("n"))
        words = [*(["n=10"] if most > 1 else []), *([] if done else ["lost=1"])]
        return to(request, "/triage" + ("?" + "&".join(words) if words else ""))

    @app.get("/triage/journal", include_in_schema=False)
    async def journal(request: Request) -> Response:
        _allow(request, desk)
        decided = (await working(_decided, database))[:_JOURNAL]
        return page(request, "journal.html", title="Journal", decided=decided, moment=_moment, **tools)


def _waiting(desk: Desk) -> int:
    if desk.database is None:
        return 0
    with Memory(desk.database) as memory:
        return len(memory.where(State.ASKED))


def _shown(database: Path, name: str, most: int) -> dict[str, Any]:
    with Memory(database) as memory:
        tweets = memory.show(name, most, time.time())
        last = next((one for one in memory.decided() if one.person == name and one.state in (State.READY, State.LEFT)), None)
        return {"tweets": tweets, "waiting": len(memory.where(State.ASKED)), "last": last}


def _decided(database: Path) -> Any:
    with Memory(database) as memory:
        return memory.decided()


def _decide(database: Path, name: str, told: dict[str, str]) -> bool:
    tweet, what = told.get("id", ""), told.get("do", "")
    with Memory(database) as memory:
        if what == "undo":
            return memory.take_back(tweet, name)
        label = Label.SEEKER_REQUEST if what == "relay" else None if what == "ignore" else _label_of(told)
        return memory.decide(tweet, name, label, time.time())


def _allow(request: Request, desk: Desk, told: str | None = None) -> None:
    """Refuse who doesn't hold the token."""
    given = told if told is not None else request.cookies.get(_TOKEN, "")
    if not hmac.compare_digest(given.encode(), desk.token.encode()):
        raise HTTPException(403)


async def _form(request: Request, desk: Desk) -> dict[str, str]:
    """Return the fields of a form that a page of ours sent."""
    _allow(request, desk)
    if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
        raise HTTPException(403)
    told = parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[-1] for name, values in told.items()}


def _label_of(told: dict[str, str]) -> Label:
    try:
        return Label(told.get("do", ""))
    except ValueError as error:
        raise InputError("bad_form", "Ce bouton n’existe pas. Rechargez la page.") from error


def _name(request: Request) -> str:
    name = unquote(request.cookies.get(_NAME, ""))
    return name if re.fullmatch(r"[\w.@ '’-]{1,60}", name) else ""


def _at_once(told: str | None) -> int:
    return _AT_ONCE[1] if told == str(_AT_ONCE[1]) else _AT_ONCE[0]


def _moment(at: float | None) -> str:
    return "" if at is None else f"{datetime.fromtimestamp(at).astimezone():%d/%m %H:%M}"
