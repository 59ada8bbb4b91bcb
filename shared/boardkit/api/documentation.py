"""The OpenAPI document that a service publishes: complete enough to build against without asking.

FastAPI describes bodies and parameters; the national REST profile wants the rest (DOK, FEL, SAK): who stands
behind the API, its terms, how to authenticate, and every error an operation can give, as problems.
"""

import re
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from boardkit.api.documentation_words import description_of
from boardkit.api.examples import give_examples
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
    408: ("request-timed-out", "Anropet avbröts. The request timed out."),
    409: ("conflict", "Objektets tillstånd tillåter det inte. Conflict with the current state."),
    412: ("precondition-failed", "Objektet har ändrats sedan dess. The object has changed since."),
    413: ("content-too-large", "Innehållet är för stort. Content too large."),
    414: ("address-too-long", "Adressen är för lång. The address is too long."),
    415: ("unsupported-media-type", "Innehållets format stöds inte. Unsupported media type."),
    422: ("invalid-fields", "En uppgift bryter mot en regel. A value breaks a rule."),
    428: ("precondition-required", "If-Match saknas. If-Match is missing."),
    429: ("too-many-requests", "För många anrop. Too many requests."),
    500: ("internal-error", "Något gick fel hos oss. Something went wrong on our side."),
    503: ("unavailable", "Tillfälligt otillgänglig. Temporarily unavailable."),
    504: ("service-timed-out", "Tjänsten svarade inte i tid. The service did not answer in time."),
}
_ALWAYS = (400, 405, 406, 414, 429, 500, 503, 504)
_WITH_TOKEN = (401, 403, 422)
_BY_KIND: dict[str, tuple[int, ...]] = {
    "read": (),
    "create": (409,),
    "change": (409, 412, 413, 415, 422, 428),
    "ask": (),
    "open": (),
}

_SUCCESS = {
    "200": "Lyckades. Done as asked.",
    "201": "Skapat; Location säger var. Created; Location says where.",
}
_NOT_MODIFIED = "Oförändrat sedan den ETag som anropet angav. Unchanged since the ETag that the request named."
_ASKED_BY_POST = (
    "Frågan ställs med POST för att uppgifterna inte ska stå i adressen; den ändrar ingenting. "
    "Asked by POST to keep the facts out of the address; it changes nothing."
)
_ETAG_HEADER = {
    "description": "Objektets version. Version of the object.",
    "schema": {"type": "string", "example": '"v1"'},
}
_LOCATION_HEADER = {
    "description": "Det skapade objektets adress. Address of the created object.",
    "schema": {"type": "string", "format": "uri", "example": "https://kansli.example/case-registry/v1/boards/norrmalm"},
}
_REQUIRED_HEADERS = {
    "idempotency-key": ("Idempotency-Key", "^[!-~]{8,200}$"),
    "if-match": ("If-Match", '^"v[1-9][0-9]{0,8}"$'),
}
#: Where a sentence ends and the next begins, which after art. 15 it does not.
_SENTENCE_END: Final = re.compile(r"(?<=[.?!]) (?=[A-ZÅÄÖ])")
_UUID_EXAMPLE = "0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c3d"
_COMMON_EXAMPLES = {"Accept-Language": "sv", "board": "norrmalm"}
_COMMON_PARAMETERS = {
    "limit": "Poster per sida. Items per page.",
    "board": "Nämndens kortnamn. The board's slug.",
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
        description=description_of(house.description),
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
    give_examples(document)
    return document


def _complete_components(document: dict[str, Any]) -> None:
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for leaked in ("HTTPValidationError", "ValidationError"):
        schemas.pop(leaked, None)
    schemas["Problem"] = _PROBLEM_SCHEMA
    for name, schema in schemas.items():
        if name.startswith("Page_"):
            schema["description"] = "En sida av en lista. One page of a list."
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
    operation["responses"].pop("422", None)
    for status, response in operation["responses"].items():
        _complete_success(status, kind, response)
    if kind == "read":
        operation["responses"].setdefault("304", {"description": _NOT_MODIFIED})
    for status in sorted(_possible_errors(path, kind, operation)):
        operation["responses"].setdefault(str(status), {"$ref": f"#/components/responses/Problem{status}"})
    for parameter in operation.get("parameters", []):
        _complete_parameter(parameter)
    _complete_words(kind, operation)


def _possible_errors(path: str, kind: str, operation: dict[str, Any]) -> set[int]:
    statuses = {*_ALWAYS, *_BY_KIND[kind], *(_WITH_TOKEN if SCOPE_EXTENSION in operation else ())}
    if "requestBody" in operation:
        statuses |= {408, 413, 415, 422}
    selects = any(parameter["in"] == "query" for parameter in operation.get("parameters", []))
    if "{" in path or selects or kind != "read":
        statuses.add(404)
    if "{" in path or selects:
        statuses.add(422)
    return statuses


def _complete_success(status: str, kind: str, response: dict[str, Any]) -> None:
    if response.get("description") in (None, "", "Successful Response"):
        response["description"] = _SUCCESS.get(status, _SUCCESS["200"])
    content = response.get("content", {})
    if len(content) > 1 and content.get("application/json") == {"schema": {}}:
        del content["application/json"]  # the framework's guess for a route that streams
    if kind in ("create", "change", "read"):
        response.setdefault("headers", {})["ETag"] = _ETAG_HEADER
    if status == "201":
        response["headers"]["Location"] = _LOCATION_HEADER


def _complete_parameter(parameter: dict[str, Any]) -> None:
    required = _REQUIRED_HEADERS.get(parameter["name"])
    if required is not None:
        name, pattern = required
        example = parameter["schema"].get("example")
        parameter |= {
            "name": name,
            "required": True,
            "schema": {"type": "string", "pattern": pattern, "example": example},
        }
    if parameter["in"] == "header":
        parameter["name"] = "-".join(part.capitalize() for part in parameter["name"].split("-"))
    words = _COMMON_PARAMETERS.get(parameter["name"])
    if words is not None:
        parameter.setdefault("description", words)
    schema = parameter["schema"]
    if not {"example", "default", "enum"} & schema.keys():
        branches = [schema, *schema.get("anyOf", [])]
        examples = [branch["example"] for branch in branches if "example" in branch]
        if parameter["name"] in _COMMON_EXAMPLES:
            examples.append(_COMMON_EXAMPLES[parameter["name"]])
        if any(branch.get("format") == "uuid" for branch in branches):
            examples.append(_UUID_EXAMPLE)
        if examples:
            schema["example"] = examples[0]


def _complete_words(kind: str, operation: dict[str, Any]) -> None:
    operation["summary"] = _SENTENCE_END.split(operation.get("description", operation["summary"]))[0].rstrip(".")
    notes = [operation.get("description", "")]
    if kind == "ask":
        notes.append(_ASKED_BY_POST)
    if SCOPE_EXTENSION in operation:
        operation["security"] = [{"accessToken": []}]
        notes.append(f"Behörighet/scope: `{operation[SCOPE_EXTENSION]}`.")
    operation["description"] = "\n\n".join(note for note in notes if note)
