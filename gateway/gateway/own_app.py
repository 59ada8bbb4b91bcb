"""Which of the gateway's own addresses is meant, and the request as its own app sees it."""

from collections.abc import Mapping
from typing import Any, Final

from starlette.types import Scope

from boardkit.auth.tokens import GATEWAY
from gateway.exchange import Exchange

WHERE_TOKENS_ARE_GIVEN: Final = "/oauth/token"

_BASE: Final = f"/{GATEWAY}/v1"
_OPEN: Final = ("/docs", "/openapi.json", "/api-info")
_WATCHED_BY_MACHINES: Final = frozenset({"/livez", "/readyz", "/metrics"})

# The gateway's resources without its name, as they are written in the list of addresses.
_SHORT: Final[Mapping[str, str]] = {
    short: f"{_BASE}{resource}"
    for resource in ("/clients", "/api-info", "/openapi.json", "/docs")
    for short in (resource, f"/v1{resource}")
}


def own_path(path: str) -> str:
    """The path that the gateway's own app knows the resource at `path` by."""
    return _SHORT.get(path, path)


def is_watched_by_machines(path: str) -> bool:
    """Whether `path` is asked so often by those who watch over the gateway that it is not counted."""
    return path in _WATCHED_BY_MACHINES


def needs_passport(path: str) -> bool:
    """Whether `path` is for those with a token only."""
    below = path.removeprefix(_BASE)
    return below != path and not below.startswith(_OPEN)


def own_scope(exchange: Exchange, path: str) -> Scope:
    """The request as the gateway's own app sees it: the same headers as a service would get."""
    inbound = exchange.inbound
    headers = [(name.lower().encode(), value.encode()) for name, value in inbound.headers.items()]
    headers.extend(
        (name, value)
        for name, value in exchange.scope["headers"]
        if name in (b"host", b"content-length", b"transfer-encoding")
    )
    changed: dict[str, Any] = {"path": path, "raw_path": path.encode(), "headers": headers, "state": {}}
    return {**exchange.scope, **changed}
