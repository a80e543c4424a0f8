"""The application: the page, the JSON API and the small doors of whoever runs it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp

from i4nlp import french
from i4nlp.assistant import Assistant
from i4nlp.coach.check import all_checks
from i4nlp.errors import I4nlpError, InputError
from i4nlp.labels import SCHEMA
from i4nlp.web import documentation
from i4nlp.web.answers import answer, failure
from i4nlp.web.bodies import DraftBody, ProfileBody, TweetBody, unreadable
from i4nlp.web.desk import add_desk
from i4nlp.web.form import Form, read_form
from i4nlp.web.guard import INCIDENT, Guard
from i4nlp.web.measures import Measures
from i4nlp.web.rendering import STATIC, render, static
from i4nlp.web.settings import Settings
from i4nlp.web.view import page_values

_WORKERS = 4  # reviews at the same time: they share one interpreter, and more would only make each slower
_WARM_UP = "Bonjour, je cherche un poste de soudeur à Brest. @i4Emploi #emploi RT svp"


def create_app(settings: Settings | None = None) -> ASGIApp:
    """Return the application with its model loaded and warm."""
    settings = settings or Settings()
    assistant = Assistant(settings.models)
    assistant.classify(_WARM_UP)
    assistant.review_tweet(_WARM_UP)
    french.noun_phrase(_WARM_UP, _WARM_UP.index("soudeur"))
    measures = Measures(assistant.classifier.version)
    app = FastAPI(
        title="i4nlp", version=str(SCHEMA), docs_url=None, redoc_url=None, openapi_url=None,
        description=documentation.DESCRIPTION,
    )  # fmt: skip
    app.add_middleware(GZipMiddleware, minimum_size=500)
    working = _worker()
    _add_api(app, assistant, working)
    _add_pages(app, assistant, working)
    _add_doors(app, assistant, measures if settings.metrics else None)
    _add_errors(app)
    if settings.desk is not None:
        add_desk(app, settings.desk, assistant, working)
    return Guard(app, settings, measures)


def _worker() -> Callable[..., Any]:
    """Return what runs a function in one of a few threads; a request whose time is over gives up its turn."""
    threads = ThreadPoolExecutor(_WORKERS)

    async def working(function: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(threads, partial(function, *arguments, **named))

    return working


def _add_api(app: FastAPI, assistant: Assistant, working: Callable[..., Any]) -> None:

    @app.post("/api/v1/classify", **documentation.CLASSIFY)
    async def classify(body: TweetBody) -> Response:
        found = await working(assistant.classify, body.model_dump(exclude_unset=True))
        return answer(await working(found.to_dict))

    @app.post("/api/v1/coach", **documentation.COACH)
    async def coach(body: DraftBody) -> Response:
        review = await working(
            assistant.review_tweet,
            body.text,
            has_visual=body.has_visual,
            alt_text=body.alt_text,
            profile=None if body.profile is None else body.profile.profile(),
            leave=body.leave,
        )
        return answer(review.to_dict())

    @app.post("/api/v1/profile", **documentation.PROFILE)
    async def profile(body: ProfileBody) -> Response:
        review = await working(assistant.review_profile, body.profile())
        return answer(review.to_dict())

    @app.get("/api/v1/checks", **documentation.CHECKS)
    async def checks() -> Response:
        listed = [
            {
                "id": name, "title": check.title, "why": check.why, "source": check.source, "max_points": check.max_points,
                "penalty": check.penalty, "flags": check.flags, "passes": check.passes,
            }
            for name, check in all_checks().items()
        ]  # fmt: skip
        return answer({"schema": SCHEMA, "kind": "checks", "checks": listed})


def _add_pages(app: FastAPI, assistant: Assistant, working: Callable[..., Any]) -> None:

    @app.get("/", include_in_schema=False)
    async def page(request: Request) -> Response:
        return HTMLResponse(render("page.html", root=_root(request), **page_values(Form(), None, None)))

    @app.post("/", include_in_schema=False)
    async def answered(request: Request) -> Response:
        form = read_form(await request.body())
        values = await working(_reviewed, assistant, form)
        template = "answer.html" if "x-fragment" in request.headers else "page.html"
        return HTMLResponse(render(template, root=_root(request), **values))

    @app.get("/points", include_in_schema=False)
    async def points(request: Request) -> Response:
        return HTMLResponse(render("points.html", root=_root(request), checks=all_checks()))

    @app.get("/docs", include_in_schema=False)
    async def docs(request: Request) -> Response:
        address = str(request.base_url).rstrip("/")
        return HTMLResponse(
            render("docs.html", root=_root(request), operations=documentation.operations(app.openapi(), address), address=address)
        )


def _reviewed(assistant: Assistant, form: Form) -> dict[str, Any]:
    """Return what the page shows of a form: the review, or what could not be read, in its place."""
    try:
        form = form.reread(assistant)
        review = form.review(assistant)
        profile = None if form.profile is None else assistant.review_profile(form.profile)
        relay = assistant.classify(form.text).relay
    except InputError as error:
        return page_values(form, None, None, error)
    return page_values(form, review, profile, None, relay)


def _add_doors(app: FastAPI, assistant: Assistant, measures: Measures | None) -> None:
    @app.get("/healthz", **documentation.HEALTH)
    async def health() -> Response:
        return answer({"status": "ok", "model": assistant.classifier.version})

    @app.get("/openapi.json", include_in_schema=False)
    async def openapi() -> Response:
        return answer(app.openapi())

    @app.get("/static/{name}", include_in_schema=False)
    async def file(name: str) -> Response:
        if name not in STATIC:
            raise HTTPException(404)
        content, _, kind = static(name)
        # the address carries the fingerprint, so that a new version has another one
        return Response(content, headers={"Cache-Control": "public, max-age=31536000, immutable"}, media_type=kind)

    if measures is not None:

        @app.get("/metrics", include_in_schema=False)
        async def metrics() -> Response:
            return Response(measures.text(), media_type="text/plain; version=0.0.4; charset=utf-8")


def _add_errors(app: FastAPI) -> None:
    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> Response:
        return failure(request.scope, 422, unreadable(error.errors()))

    @app.exception_handler(InputError)
    async def refused(request: Request, error: InputError) -> Response:
        return failure(request.scope, 422, error)

    @app.exception_handler(Exception)
    async def broken(request: Request, _: Exception) -> Response:
        # it is raised again after this answer, and the guard writes the place of the error to the log
        return failure(request.scope, 500, I4nlpError("internal", INCIDENT))

    @app.exception_handler(HTTPException)
    async def missing(request: Request, error: HTTPException) -> Response:
        code, message = _HTTP_ERRORS.get(error.status_code, ("bad_request", "Cette demande ne se lit pas. Voyez /docs."))
        status = 422 if error.status_code == 400 else error.status_code
        return failure(request.scope, status, InputError(code, message), error.headers)


_HTTP_ERRORS = {
    400: ("bad_json", "Ce n’est pas du JSON en UTF-8. Voyez /docs."),
    403: ("forbidden", "Ouvrez l’adresse qui s’affiche au démarrage du serveur, avec son jeton."),
    404: ("not_found", "Cette adresse n’existe pas. Voyez /docs."),
    405: ("method_not_allowed", "Cette adresse ne prend pas cette méthode. Voyez /docs."),
}


def _root(request: Request) -> str:
    return str(request.scope.get("root_path", ""))
