"""What /openapi.json and /docs say of each operation: summaries, examples, and the shapes of the answers."""

import json
import shlex
from collections.abc import Mapping
from typing import Any

from i4nlp.labels import Action, Contract, Label

DESCRIPTION = (
    "Lit des tweets en français pour #i4Emploi\u00a0: dit lesquels demandent un emploi, et comment les améliorer. "
    "Rien de ce qui est envoyé n’est conservé, journalisé ni publié."
)


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(items: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _or_null(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


_TEXT = {"type": "string"}
_INTEGER = {"type": "integer"}
_NUMBER = {"type": "number"}
_BOOLEAN = {"type": "boolean"}
_SPAN = {"type": "array", "items": _INTEGER, "minItems": 2, "maxItems": 2, "description": "code points, end exclusive"}
_SCORE = {"type": "integer", "minimum": 0, "maximum": 100}


def _words(*words: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(words)}


def _kind(name: str, **properties: Any) -> dict[str, Any]:
    return _object(schema={"const": 1}, kind={"const": name}, **properties)


_ERROR = {**_kind("error", code=_TEXT, message=_TEXT), "title": "Error"}
_PROBABILITY = {"type": "number", "minimum": 0, "maximum": 1}
_CLASSIFICATION = _kind(
    "classification",
    label=_words(*Label),
    probabilities=_object(**dict.fromkeys(map(str, Label), _PROBABILITY)),
    contracts=_list(_words(*Contract)),
    relay=_object(action=_words(*Action), code=_TEXT, reason=_TEXT),
    reasons=_list(_object(text=_TEXT, span=_SPAN, weight=_NUMBER)),
    model=_TEXT,
)
_REVIEW = _kind(
    "review",
    score=_SCORE,
    verdict=_words("ready", "improve", "do_not_post", "not_a_request"),
    facts={"type": "object"},
    checks=_list(
        _object(
            id=_TEXT, title=_TEXT, verdict=_words("good", "advice", "blocker", "not_applicable"), message=_TEXT, why=_TEXT, source=_TEXT,
            points=_INTEGER, max_points=_INTEGER, spans=_list(_SPAN),
        )
    ),
    suggestions=_list(_TEXT),
    rewrite=_or_null(
        _object(text=_TEXT, blanks=_list(_TEXT), weighted_length=_INTEGER, score=_SCORE, changes=_list(_object(id=_TEXT, reason=_TEXT)))
    ),
    alt_text=_or_null(_TEXT),
)  # fmt: skip
_CHECKS = _kind(
    "checks",
    checks=_list(
        _object(
            id=_TEXT, title=_TEXT, why=_TEXT, source=_TEXT, max_points=_INTEGER, penalty=_INTEGER, flags=_list(_TEXT), passes=_list(_TEXT)
        )
    ),
)
_FAILURES = {
    413: "Plus de 64\u00a0Kio",
    422: "Un corps qui ne se lit pas\u00a0: ce qui est attendu, et ce qui est venu",
    429: "Trop de demandes\u202f; l’en-tête Retry-After dit combien de secondes attendre",
    503: "La réponse a pris trop de temps",
}


def _operation(summary: str, description: str, schema: Mapping[str, Any], *, name: str, body: bool = True) -> dict[str, Any]:
    failures = _FAILURES if body else {429: _FAILURES[429], 503: _FAILURES[503]}
    answers: dict[int | str, Any] = {200: {"description": "La réponse", "content": {"application/json": {"schema": schema}}}}
    answers |= {status: {"description": said, "content": {"application/json": {"schema": _ERROR}}} for status, said in failures.items()}
    return {"summary": summary, "description": description, "operation_id": name, "responses": answers}


CLASSIFY = _operation(
    "Dire ce qu’un tweet demande",
    "Demande d’emploi, demande de stage ou d’alternance, offre ou autre message, avec quatre probabilités calibrées, les contrats nommés, "
    "ce qu’un robot de relais ferait du tweet, et les mots qui ont compté.",
    _CLASSIFICATION,
    name="classify",
)
COACH = _operation(
    "Relire un brouillon",
    "Une note sur 100, les points à changer dans l’ordre, et un meilleur tweet à copier\u202f; «\u00a0leave\u00a0» nomme les changements "
    "à ne pas faire.",
    _REVIEW,
    name="coach",
)
PROFILE = _operation(
    "Relire un profil",
    "Ce qui n’est pas dit (ou vaut null) est demandé dans «\u00a0facts.questions\u00a0», jamais compté comme un défaut.",
    _REVIEW,
    name="profile",
)
CHECKS = _operation(
    "Lister les points que le coach regarde", "Chacun avec sa raison, sa source et des exemples.", _CHECKS, name="checks", body=False
)
HEALTH = _operation(
    "Savoir si le service répond", "Le modèle en service.", _object(status={"const": "ok"}, model=_TEXT), name="health", body=False
)


def operations(openapi: Mapping[str, Any], address: str) -> list[dict[str, str]]:
    """Return the operations for /docs, each with a command that runs against `address`."""
    shown = []
    for path, methods in openapi["paths"].items():
        for method, operation in methods.items():
            words = ["curl", "-s", address + path]
            if "requestBody" in operation:
                name = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
                example = openapi["components"]["schemas"][name]["examples"][0]
                words += ["-H", "Content-Type: application/json", "-d", json.dumps(example, ensure_ascii=False)]
            shown.append(
                {
                    "method": method.upper(), "path": path, "summary": operation["summary"], "description": operation["description"],
                    "command": shlex.join(words),
                }
            )  # fmt: skip
    return shown
