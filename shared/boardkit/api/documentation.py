"""The OpenAPI document that a service publishes: complete enough to build against without asking.

FastAPI describes bodies and parameters; the national REST profile wants the rest (DOK, FEL, SAK): who stands
behind the API, its terms, how to authenticate, and every error an operation can give, as problems.
"""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from boardkit.api.house import House
from boardkit.api.operations import KIND_EXTENSION, SCOPE_EXTENSION
from boardkit.api.problems import PROBLEM_MEDIA_TYPE, PROBLEM_TYPE_BASE

_PROBLEMS: dict[int, tuple[str, str]] = {
    400: ("malformed-request", "Anropet går inte att läsa eller saknar ett huvud. Malformed request."),
    401: ("unauthenticated", "Giltig åtkomsttoken saknas. No valid access token."),
    403: ("forbidden", "Åtkomsttoken saknar behörigheten. The token lacks the scope."),
    404: ("not-found", "Finns inte, eller inte för dig. Not there, or not for you."),
    405: ("method-not-allowed", "Adressen har inte metoden. Method not allowed."),
    406: ("not-acceptable", "Adressen svarar inte i begärt format. Not acceptable."),
    409: ("conflict", "Objektets tillstånd tillåter det inte. Conflict with the current state."),
    412: ("precondition-failed", "Objektet har ändrats sedan dess. The object has changed since."),
    413: ("content-too-large", "Innehållet är för stort. Content too large."),
    415: ("unsupported-media-type", "Innehållets format stöds inte. Unsupported media type."),
    422: ("invalid-fields", "En uppgift bryter mot en regel. A value breaks a rule."),
    428: ("precondition-required", "If-Match saknas. If-Match is missing."),
    429: ("too-many-requests", "För många anrop. Too many requests."),
    500: ("internal-error", "Något gick fel hos oss. Something went wrong on our side."),
    503: ("unavailable", "Tillfälligt otillgänglig. Temporarily unavailable."),
}
_ALWAYS = (401, 403, 405, 406, 429, 500, 503)
_BY_KIND: dict[str, tuple[int, ...]] = {
    "read": (),
    "create": (400, 409, 413, 415, 422),
    "change": (400, 409, 412, 413, 415, 422, 428),
    "ask": (400, 413, 415, 422),
    "open": (),
}

_PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "Ett fel enligt RFC 9457. An error by RFC 9457. It never repeats what the caller sent.",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "format": "uri", "example": PROBLEM_TYPE_BASE + "not-found"},
        "title": {"type": "string", "example": "Hittades inte"},
        "status": {"type": "integer", "example": 404},
        "detail": {"type": "string", "example": "Det finns inget sådant objekt som du har tillgång till."},
        "instance": {"type": "string", "example": "urn:kansli:trace:4bf92f3577b34da6a3ce929d0e0e4736"},
        "pointer": {"type": "string", "description": "JSON pointer to the field.", "example": "/amount"},
        "errors": {
            "type": "array",
            "description": "Every broken rule, by place.",
            "items": {
                "type": "object",
                "required": ["in", "code", "detail"],
                "properties": {
                    "in": {"type": "string", "example": "body"},
                    "pointer": {"type": "string", "example": "/amount"},
                    "parameter": {"type": "string", "example": "limit"},
                    "code": {"type": "string", "example": "missing"},
                    "detail": {"type": "string", "example": "Uppgiften saknas."},
                },
            },
        },
    },
}


def install_documentation(app: FastAPI, house: House) -> None:
    """Make `app.openapi()` give the complete document."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app, house)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way to extend the document


def _document(app: FastAPI, house: House) -> dict[str, Any]:
    document = get_openapi(
        title=house.title.en,
        version=house.version,
        openapi_version="3.1.0",
        summary=house.title.sv,
        description=f"{house.description.sv}\n\n{house.description.en}",
        routes=app.routes,
        contact={"name": "Kansli", "url": "https://kansli.example/contact"},
        terms_of_service="https://kansli.example/terms",
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        servers=[{"url": "/", "description": "Genom gatewayen. Through the gateway."}],
        external_docs={"description": "ARCHITECTURE.md", "url": "https://kansli.example/architecture"},
    )
    _complete_components(document)
    for path, operations in document["paths"].items():
        for operation in operations.values():
            _complete_operation(path, operation)
    return document


def _complete_components(document: dict[str, Any]) -> None:
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for leaked in ("HTTPValidationError", "ValidationError"):
        schemas.pop(leaked, None)
    schemas["Problem"] = _PROBLEM_SCHEMA
    components["responses"] = {f"Problem{status}": _problem_response(status) for status in _PROBLEMS}
    components["securitySchemes"] = {
        "accessToken": {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "JWT",
            "description": "Token från POST /oauth/token (client credentials), högst fem minuter gammal. "
            "Token from POST /oauth/token, at most five minutes old.",
        }
    }


def _problem_response(status: int) -> dict[str, Any]:
    slug, description = _PROBLEMS[status]
    example = {
        "type": PROBLEM_TYPE_BASE + slug,
        "title": description.split(".")[0],
        "status": status,
        "detail": description,
        "instance": "urn:kansli:trace:4bf92f3577b34da6a3ce929d0e0e4736",
    }
    return {
        "description": description,
        "content": {PROBLEM_MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": example}},
    }


def _complete_operation(path: str, operation: dict[str, Any]) -> None:
    kind = operation.pop(KIND_EXTENSION, "open")
    statuses = set(_ALWAYS if SCOPE_EXTENSION in operation else (405, 406, 429, 500, 503)) | set(_BY_KIND[kind])
    if "{" in path or kind != "read":
        statuses.add(404)
    if any(parameter["in"] == "query" for parameter in operation.get("parameters", [])) or "{" in path:
        statuses.add(422)
    operation["responses"].pop("422", None)
    for status in sorted(statuses):
        operation["responses"].setdefault(str(status), {"$ref": f"#/components/responses/Problem{status}"})
    for parameter in operation.get("parameters", []):
        if parameter["name"] in ("idempotency-key", "if-match"):
            parameter["required"] = True
            parameter["schema"] = {"type": "string", "example": parameter["schema"].get("example")}
            parameter["name"] = {"idempotency-key": "Idempotency-Key", "if-match": "If-Match"}[parameter["name"]]
    operation["summary"] = operation.get("description", operation["summary"]).split(". ")[0].rstrip(".")
    if SCOPE_EXTENSION in operation:
        operation["security"] = [{"accessToken": []}]
        scope_note = f"Behörighet/scope: `{operation[SCOPE_EXTENSION]}`."
        operation["description"] = f"{operation.get('description', '')}\n\n{scope_note}".strip()
