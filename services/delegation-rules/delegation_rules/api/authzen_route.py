"""How AuthZEN routes tell that a request cannot be read: with 400, as the specification demands, never 422."""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final

from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from boardkit.api.input_errors import FieldError, field_errors
from boardkit.api.language import language_headers
from boardkit.api.problems import InvalidFields
from boardkit.auth.require import RequireScope
from boardkit.domain.errors import Language, Text

ASKING: Final = "evaluations:run"

#: The names of the messages; whatever else an error's place holds is the caller's own text.
_NAMES: Final = frozenset(
    {
        "action",
        "context",
        "evaluations",
        "evaluations_semantic",
        "id",
        "limit",
        "name",
        "options",
        "page",
        "properties",
        "resource",
        "subject",
        "token",
        "type",
    }
)


class UnreadableAccessRequest(InvalidFields):
    """The AuthZEN request lacks something that it must have, or something in it has the wrong form."""

    status = 400
    slug = "unreadable-access-request"
    title = Text(sv="Frågan går inte att läsa", en="The request cannot be read")


def lacking(pointer: str) -> UnreadableAccessRequest:
    """The error for a request that lacks what it must have at `pointer`."""
    missing = Text(sv="Uppgiften saknas.", en="The field is missing.")
    return UnreadableAccessRequest([FieldError("body", pointer, "missing", missing)])


class AuthzenRoute(APIRoute):
    """A route whose bad requests are told with 400 (Authorization API 1.0, error responses)."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, with the framework's own error replaced."""
        return _reading_strictly(super().get_route_handler())


def _reading_strictly(
    handle: Callable[[Request], Awaitable[Response]],
) -> Callable[[Request], Coroutine[Any, Any, Response]]:
    async def handled(request: Request) -> Response:
        try:
            return await handle(request)
        except RequestValidationError as error:
            # A body that is no JSON is noticed before anybody has asked who is calling: strangers learn only that.
            await RequireScope(ASKING)(request)
            raise UnreadableAccessRequest(field_errors(error.errors(), _NAMES)) from None

    return handled


def without_nulls(content: BaseModel, language: Language) -> Response:
    """`content` as JSON in which what is not known is left out."""
    body = content.model_dump_json(exclude_none=True)
    return Response(body, media_type="application/json", headers=language_headers(language))
