"""Every error becomes an RFC 9457 problem, in Swedish or English, that echoes nothing of the input."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from boardkit.api.input_errors import FieldError, field_errors
from boardkit.api.language import preferred_language
from boardkit.auth.require import RequireScope
from boardkit.domain import errors
from boardkit.domain.errors import KansliError, Language, Text
from boardkit.telemetry.trace import current_trace_id

PROBLEM_MEDIA_TYPE = "application/problem+json"

#: Start of every problem's `type`. A name, not an address to be fetched; docs/problems.md lists them all.
PROBLEM_TYPE_BASE = "https://kansli.example/problems/"

_CHALLENGE = {"www-authenticate": "Bearer"}


class MethodNotAllowed(KansliError):
    """The address exists but not for this method."""

    status = 405
    slug = "method-not-allowed"
    title = Text(sv="Metoden är inte tillåten", en="Method not allowed")


class NotAcceptable(KansliError):
    """The caller accepts none of the formats this address can answer in."""

    status = 406
    slug = "not-acceptable"
    title = Text(sv="Svarsformatet finns inte", en="Not acceptable")


class UnsupportedMediaType(KansliError):
    """The body is in a format this address does not take."""

    status = 415
    slug = "unsupported-media-type"
    title = Text(sv="Formatet stöds inte", en="Unsupported media type")


class InvalidFields(errors.InvalidInput):
    """One or more fields of the request break a rule; each is named in `errors`."""

    slug = "invalid-fields"
    title = Text(sv="Ogiltiga uppgifter", en="Invalid fields")

    def __init__(self, fields: Sequence[FieldError]) -> None:
        super().__init__(
            Text(
                sv="En eller flera uppgifter är ogiltiga; se errors.",
                en="One or more fields are invalid; see errors.",
            )
        )
        self.fields = fields


class InternalError(KansliError):
    """Something went wrong that the caller cannot mend."""

    status: ClassVar[int] = 500


_BY_STATUS: Mapping[int, tuple[type[KansliError], Text]] = {
    400: (
        errors.MalformedRequest,
        Text(sv="Anropet går inte att läsa.", en="The request cannot be read."),
    ),
    404: (
        errors.NotFound,
        Text(sv="Det finns ingenting på den här adressen.", en="There is nothing at this address."),
    ),
    405: (
        MethodNotAllowed,
        Text(sv="Adressen har inte den metoden; se Allow.", en="This address lacks that method; see Allow."),
    ),
    413: (
        errors.ContentTooLarge,
        Text(sv="Innehållet är större än adressen tar emot.", en="The body is larger than this address takes."),
    ),
}

_UNEXPECTED = Text(
    sv="Något gick fel hos oss. Felet är noterat; uppge instance om du hör av dig.",
    en="Something went wrong on our side. It has been noted; quote instance if you report it.",
)


def problem_document(error: KansliError, language: Language) -> dict[str, Any]:
    """`error` as the members of a problem document."""
    document: dict[str, Any] = {
        "type": PROBLEM_TYPE_BASE + error.slug,
        "title": error.title.in_language(language),
        "status": error.status,
        "detail": error.detail.in_language(language),
        "instance": f"urn:kansli:trace:{current_trace_id() or 'none'}",
    }
    if error.pointer is not None:
        document["pointer"] = error.pointer
    if isinstance(error, InvalidFields):
        document["errors"] = [field.document(language) for field in error.fields]
    return document | dict(error.extra)


def problem_headers(error: KansliError, language: Language) -> dict[str, str]:
    """The headers that go with `error`."""
    headers = {"cache-control": "no-store", "content-language": language}
    if error.status == 401:
        headers |= _CHALLENGE
    retry_after = error.extra.get("retry_after_seconds")
    if retry_after is not None:
        headers["retry-after"] = str(retry_after)
    return headers


def problem_response(
    error: KansliError, accept_language: str | None, headers: Mapping[str, str] | None = None
) -> Response:
    """`error` as a response in the caller's language."""
    language = preferred_language(accept_language)
    return Response(
        json.dumps(problem_document(error, language), ensure_ascii=False).encode(),
        status_code=error.status,
        media_type=PROBLEM_MEDIA_TYPE,
        headers=problem_headers(error, language) | dict(headers or {}),
    )


def unexpected_error() -> KansliError:
    """The problem that stands for an error nobody foresaw."""
    return InternalError(_UNEXPECTED)


def error_of_status(status: int) -> KansliError:
    """The domain error for an HTTP error that the framework raised."""
    if status in _BY_STATUS:
        kind, detail = _BY_STATUS[status]
        return kind(detail)
    return unexpected_error() if status >= 500 else errors.MalformedRequest(_BY_STATUS[400][1])


def allowed_methods(app: FastAPI, path: str) -> str:
    """The methods that `path` has, for `Allow`; the framework names only those of the first route it finds."""
    methods: set[str] = set()
    for template, operations in app.openapi()["paths"].items():
        if re.fullmatch(re.sub(r"\\{[^}]*\\}", "[^/]+", re.escape(template)), path):
            methods |= {method.upper() for method in operations}
    return ", ".join(sorted(methods or {"GET"}))


async def _identify_caller(request: Request) -> None:
    # The framework reads the body before the dependencies run, so a body that it cannot read is noticed before
    # anybody has asked who is calling. Strangers learn only that they are strangers.
    if hasattr(request.state, "caller"):
        return
    for dependency in getattr(request.scope.get("route"), "dependencies", ()):
        if isinstance(dependency.dependency, RequireScope):
            await dependency.dependency(request)


def _published_names(app: FastAPI) -> frozenset[str]:
    schemas = app.openapi()["components"]["schemas"]
    return frozenset(name for schema in schemas.values() for name in schema.get("properties", ()))


def install_problem_handlers(app: FastAPI) -> None:
    """Replace the framework's plain-text and JSON errors in `app`."""

    def answer(request: Request, error: KansliError, headers: Mapping[str, str] | None = None) -> Response:
        request.scope["problem"] = error.slug
        return problem_response(error, request.headers.get("accept-language"), headers)

    async def on_kansli_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, KansliError)
        return answer(request, error)

    async def on_http_exception(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code == 400:
            await _identify_caller(request)
        headers = {"allow": allowed_methods(app, request.scope["path"])} if error.status_code == 405 else None
        return answer(request, error_of_status(error.status_code), headers)

    async def on_validation_error(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        await _identify_caller(request)
        return answer(request, InvalidFields(field_errors(error.errors(), _published_names(app))))

    app.add_exception_handler(KansliError, on_kansli_error)
    app.add_exception_handler(HTTPException, on_http_exception)
    app.add_exception_handler(RequestValidationError, on_validation_error)
