"""The address that the caller used, as the gateway tells it (RFC 7239)."""

import re

from starlette.requests import Request

# One pair of the header: what parts it from the one before, a name, and a token or a quoted string. Reading from
# left to right keeps what stands inside quotes from being taken for a pair of its own.
_PAIR = re.compile(r"(^|[;,])\s*([A-Za-z]+)=(?:\"((?:[^\"\\]|\\.)*)\"|([^;,\s\"]*))")
_SAFE_HOST = re.compile(r"[A-Za-z0-9.\-]{1,255}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?")

#: Stands in links when the caller's own address cannot be told; the top-level domain is reserved (RFC 2606).
UNKNOWN_ORIGIN = "https://kansli.invalid"


def public_origin(request: Request) -> str:
    """`https://host` as the caller sees it; the request's own when no gateway stands before the service.

    Of several proxies the last one is believed: it is the gateway, which alone reaches the services.
    """
    pairs = _last_element(request.headers.get("forwarded", ""))
    host = pairs.get("host") or request.headers.get("host", "")
    scheme = (pairs.get("proto") or str(request.scope["scheme"])).lower()
    if scheme not in ("http", "https") or _SAFE_HOST.fullmatch(host) is None:
        return UNKNOWN_ORIGIN
    return f"{scheme}://{host}"


def _last_element(forwarded: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for separator, name, quoted, plain in _PAIR.findall(forwarded):
        if separator == ",":
            pairs.clear()
        pairs[name.lower()] = quoted or plain
    return pairs
