"""Reading a request's head: what is passed on to a service, and what is refused before anything is done.

Only the headers on one list are passed on. Everything else stops here, and with it every header by which a
caller could claim to be somebody, to come from somewhere, or to mean another address or method than the one
the gateway saw: Authorization, Cookie, Forwarded, all X- headers, and the hop-by-hop headers of RFC 9110.
"""

from collections.abc import Mapping
from typing import Final

from multidict import CIMultiDict, istr
from starlette.types import Scope

from boardkit.domain.errors import ContentTooLarge, MalformedRequest, Text
from gateway.domain.addresses import MAX_ADDRESS_OCTETS, has_one_reading, is_plain_query
from gateway.domain.errors import AddressTooLong

MAX_HEADERS: Final = 100
MAX_HEADER_OCTETS: Final = 32 * 1024

_PASSED_ON: Final[Mapping[bytes, istr]] = {
    name.lower().encode(): istr(name)
    for name in (
        "Accept",
        "Accept-Encoding",
        "Accept-Language",
        "Cache-Control",
        "Content-Digest",
        "Content-Disposition",
        "Content-Encoding",
        "Content-Language",
        "Content-Range",
        "Content-Type",
        "Idempotency-Key",
        "If-Match",
        "If-Modified-Since",
        "If-None-Match",
        "If-Range",
        "If-Unmodified-Since",
        "Kansli-Business-Date",
        "Prefer",
        "Range",
        "Repr-Digest",
        "Tracestate",
        "Want-Content-Digest",
        "Want-Repr-Digest",
    )
}
# Headers that are a list by their definition may come several times (RFC 9110 section 5.3).
_LISTS: Final = frozenset(
    istr(name)
    for name in (
        "Accept",
        "Accept-Encoding",
        "Accept-Language",
        "Cache-Control",
        "Content-Digest",
        "If-Match",
        "If-None-Match",
        "Prefer",
        "Repr-Digest",
        "Tracestate",
        "Want-Content-Digest",
        "Want-Repr-Digest",
    )
)
_MAX_LENGTH_DIGITS: Final = 15
_READ_HERE: Final = frozenset(
    {
        b"authorization",
        b"connection",
        b"content-length",
        b"host",
        b"traceparent",
        b"transfer-encoding",
        b"x-request-id",
    }
)

_AMBIGUOUS_ADDRESS: Final = Text(
    sv="Adressen går inte att läsa på ett entydigt sätt.", en="The address cannot be read in one way only."
)
_LONG_ADDRESS: Final = Text(
    sv="Adressen är längre än vad som tas emot; se max_octets.",
    en="The address is longer than what is taken; see max_octets.",
)
_TOO_MANY_HEADERS: Final = Text(
    sv="Anropet har för många eller för långa huvuden.", en="The request has too many or too long headers."
)
_REPEATED_HEADER: Final = Text(
    sv="Ett huvud som bara får finnas en gång är upprepat.",
    en="A header that may be sent only once is repeated.",
)
_UNREADABLE_HEADER: Final = Text(
    sv="Ett huvud innehåller annat än UTF-8.", en="A header holds something else than UTF-8."
)
_UNCLEAR_LENGTH: Final = Text(sv="Innehållets längd är oklar.", en="The length of the body is unclear.")

# What the client library would otherwise fill in by itself, with another meaning than "not sent".
_ACCEPT: Final = istr("Accept")
_ACCEPT_ENCODING: Final = istr("Accept-Encoding")
_USER_AGENT: Final = istr("User-Agent")


class Inbound:
    """The head of a request, read.

    Attributes:
        headers: what is passed on, by name.
        target: path and query exactly as they came.
        authorization: the Authorization header, or None.
        traceparent: the caller's trace, unchecked, or None.
        request_id: the caller's own name for the request (X-Request-ID), or None. It goes back, not on.
        content_length: announced length of the body in octets, or None when it is not announced.
        has_body: whether a body follows.
    """

    __slots__ = ("authorization", "content_length", "has_body", "headers", "request_id", "target", "traceparent")

    def __init__(self, scope: Scope) -> None:
        """Read the head in `scope`.

        Raises:
            KansliError: the address or the headers are not in order (400 or 414).
        """
        self.target = _target(scope["raw_path"], scope["query_string"])
        self.headers: CIMultiDict[str] = CIMultiDict()
        read_here = self._sort(scope["headers"])
        self.headers.setdefault(_ACCEPT, "*/*")
        self.headers.setdefault(_ACCEPT_ENCODING, "identity")
        self.headers[_USER_AGENT] = "kansli-gateway"
        self.authorization = read_here.get(b"authorization")
        self.traceparent = read_here.get(b"traceparent")
        self.request_id = read_here.get(b"x-request-id")
        self.content_length = _content_length(read_here)
        self.has_body = bool(self.content_length) or b"transfer-encoding" in read_here

    def _sort(self, headers: list[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
        """Put what is passed on into `self.headers` and return what is read here."""
        if len(headers) > MAX_HEADERS:
            raise MalformedRequest(_TOO_MANY_HEADERS)
        octets = 0
        read_here: dict[bytes, bytes] = {}
        for name, value in headers:
            octets += len(name) + len(value)
            passed_on = _PASSED_ON.get(name)
            if passed_on is not None:
                self._pass_on(passed_on, value)
            elif name in _READ_HERE:
                if name in read_here:
                    raise MalformedRequest(_REPEATED_HEADER)
                read_here[name] = value
        if octets > MAX_HEADER_OCTETS:
            raise MalformedRequest(_TOO_MANY_HEADERS)
        if b"connection" in read_here:
            self._drop_hop_by_hop(read_here[b"connection"])
        return read_here

    def _pass_on(self, name: istr, octets: bytes) -> None:
        try:
            value = octets.decode()
        except UnicodeDecodeError:
            raise MalformedRequest(_UNREADABLE_HEADER) from None
        if name in self.headers and name not in _LISTS:
            raise MalformedRequest(_REPEATED_HEADER)
        self.headers.add(name, value)

    def _drop_hop_by_hop(self, connection: bytes) -> None:
        for option in connection.lower().split(b","):
            named = _PASSED_ON.get(option.strip())
            if named is not None:
                self.headers.popall(named, None)

    def must_fit(self, max_body: int) -> None:
        """Raise `ContentTooLarge` when the announced body is longer than `max_body` octets."""
        if self.content_length is not None and self.content_length > max_body:
            raise too_large(max_body)


def too_large(max_body: int) -> ContentTooLarge:
    """The error for a body of more than `max_body` octets."""
    return ContentTooLarge(
        Text(
            sv="Innehållet är större än adressen tar emot; se max_octets.",
            en="The body is larger than this address takes; see max_octets.",
        ),
        extra={"max_octets": max_body},
    )


def _target(path: bytes, query: bytes) -> str:
    if len(path) + len(query) > MAX_ADDRESS_OCTETS:
        raise AddressTooLong(_LONG_ADDRESS, extra={"max_octets": MAX_ADDRESS_OCTETS})
    if not has_one_reading(path) or (query and not is_plain_query(query)):
        raise MalformedRequest(_AMBIGUOUS_ADDRESS)
    return f"{path.decode()}?{query.decode()}" if query else path.decode()


def _content_length(read_here: Mapping[bytes, bytes]) -> int | None:
    coding = read_here.get(b"transfer-encoding")
    length = read_here.get(b"content-length")
    if coding is not None and (length is not None or coding.lower() != b"chunked"):
        raise MalformedRequest(_UNCLEAR_LENGTH)
    if length is None:
        return None
    if not length.isdigit() or len(length) > _MAX_LENGTH_DIGITS:
        raise MalformedRequest(_UNCLEAR_LENGTH)
    return int(length)
