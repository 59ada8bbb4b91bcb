"""Which formats a route takes and gives: 415 and 406 before anything is done."""

from starlette.requests import Request

from boardkit.api.problems import NotAcceptable, UnsupportedMediaType
from boardkit.domain.errors import Text


async def require_json_body(request: Request) -> None:
    """Dependency of routes that take JSON. Raises `UnsupportedMediaType` for a body of another kind."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    is_json = media_type == "application/json" or (
        media_type.startswith("application/") and media_type.endswith("+json")
    )
    has_body = request.headers.get("content-length", "0") != "0" or "transfer-encoding" in request.headers
    if has_body and not is_json:
        raise UnsupportedMediaType(
            Text(sv="Skicka innehållet som application/json.", en="Send the body as application/json.")
        )


async def require_json_accepted(request: Request) -> None:
    """Dependency of routes that answer in JSON. Raises `NotAcceptable` when the caller excludes it."""
    accept = request.headers.get("accept")
    if accept is None or not accept.strip():
        return
    for part in accept.lower().split(","):
        media_range, *parameters = (piece.strip() for piece in part.split(";"))
        refused = any(p.replace(" ", "") in ("q=0", "q=0.0", "q=0.00", "q=0.000") for p in parameters)
        if media_range in ("*/*", "application/*", "application/json") and not refused:
            return
    raise NotAcceptable(Text(sv="Adressen svarar i application/json.", en="This address answers in application/json."))
