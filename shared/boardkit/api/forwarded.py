"""The address that the caller used, as the gateway tells it (RFC 7239)."""

import re

from starlette.requests import Request

_PAIR = re.compile(r"(host|proto)=(?:\"([^\"]*)\"|([^;,\s]*))", re.IGNORECASE)
_SAFE_HOST = re.compile(r"[A-Za-z0-9.\-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?")


def public_origin(request: Request) -> str:
    """`https://host` as the caller sees it; the request's own when no gateway stands before the service."""
    pairs = {
        name.lower(): quoted or plain for name, quoted, plain in _PAIR.findall(request.headers.get("forwarded", ""))
    }
    host = pairs.get("host") or request.headers.get("host", "")
    scheme = pairs.get("proto") or request.url.scheme
    if scheme not in ("http", "https") or _SAFE_HOST.fullmatch(host) is None:
        return "https://kansli.invalid"
    return f"{scheme}://{host}"
