"""JSON and HTML answers, errors included: JSON to the API, a page to a person."""

import json
from collections.abc import Mapping
from typing import Any

from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from i4nlp.errors import I4nlpError
from i4nlp.web.rendering import render

_TITLES = {
    403: "Cette page est fermée",
    404: "Cette page n’existe pas",
    413: "C’est trop long",
    422: "Cette demande ne se lit pas",
    429: "Un instant",
    503: "C’est trop long",
}


def answer(content: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return a JSON answer; half characters that an error quotes are replaced."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Response(body, status, headers, media_type="application/json")


def failure(scope: Scope, status: int, error: I4nlpError, headers: Mapping[str, str] | None = None) -> Response:
    """Return an error as whoever asked can read it."""
    root = str(scope.get("root_path", ""))
    path = str(scope["path"]).removeprefix(root)
    if path.startswith(("/api/", "/openapi.json", "/healthz", "/metrics")):
        return answer(error.to_dict(), status, headers)
    fragment = any(name == b"x-fragment" for name, _ in scope.get("headers", ()))
    page = render("failure.html" if fragment else "error.html", root=root, title=_TITLES.get(status, "Un incident"), message=error.message)
    return HTMLResponse(page, status, headers)
