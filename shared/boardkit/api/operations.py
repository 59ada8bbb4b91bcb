"""What every route declares: its scope, what it answers with, and whether it is a create, a change or a read."""

from typing import Any

from fastapi import Depends

from boardkit.api.negotiation import require_json_accepted, require_json_body
from boardkit.api.query_parameters import require_known_parameters
from boardkit.auth.require import RequireScope

#: Key in an operation's OpenAPI description that names the scope it requires.
SCOPE_EXTENSION = "x-required-scope"
#: Media type members that mark what the documentation adds per kind (see documentation.py).
KIND_EXTENSION = "x-operation-kind"


def reads(response: Any, *, scope: str) -> dict[str, Any]:
    """Keyword arguments of a GET route that answers with `response`."""
    return _operation(response, scope, "read", 200)


def creates(response: Any, *, scope: str) -> dict[str, Any]:
    """Keyword arguments of a POST route that creates `response` (201, Location, Idempotency-Key)."""
    return _operation(response, scope, "create", 201)


def changes(response: Any, *, scope: str) -> dict[str, Any]:
    """Keyword arguments of a PUT or PATCH route that changes `response` (If-Match)."""
    return _operation(response, scope, "change", 200)


def asks(response: Any, *, scope: str) -> dict[str, Any]:
    """Keyword arguments of a POST route that asks a question and changes nothing (MOG.S03)."""
    return _operation(response, scope, "ask", 200)


def streams(*, scope: str, kind: str = "read") -> dict[str, Any]:
    """Keyword arguments of a route whose body or answer is a stream of any format rather than JSON."""
    return {
        "response_model": None,
        "dependencies": [Depends(RequireScope(scope)), Depends(require_known_parameters)],
        "openapi_extra": {SCOPE_EXTENSION: scope, KIND_EXTENSION: kind},
    }


def _operation(response: Any, scope: str, kind: str, status: int) -> dict[str, Any]:
    negotiation = [Depends(require_json_accepted)] + ([] if kind == "read" else [Depends(require_json_body)])
    return {
        "response_model": response,
        "status_code": status,
        "dependencies": [Depends(RequireScope(scope)), Depends(require_known_parameters), *negotiation],
        "openapi_extra": {SCOPE_EXTENSION: scope, KIND_EXTENSION: kind},
    }
