"""The services' side of the gateway: one client session, on connections that are kept."""

from collections.abc import AsyncIterable, Mapping
from http import HTTPStatus
from typing import Final, Self

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    TCPConnector,
    hdrs,
)
from multidict import CIMultiDict
from yarl import URL

from boardkit.domain.errors import Text, Unavailable

# Shorter than the services keep an idle connection, so that they are never the first to close one.
_KEEP_IDLE_SECONDS: Final = 20.0
# Time itself is watched by `gateway.watch`, for less; these two only end the making of a connection.
_TIMEOUT: Final = ClientTimeout(total=None, connect=5.0, sock_connect=2.0)
_READINESS_TIMEOUT: Final = ClientTimeout(total=2.0)
_NO_CONTENT_TYPE: Final = (hdrs.CONTENT_TYPE,)

_UNREACHABLE: Final = Text(
    sv="Tjänsten går inte att nå just nu. De andra tjänsterna påverkas inte. Försök igen om en stund.",
    en="The service cannot be reached right now. The other services are not affected. Try again shortly.",
)
_BROKEN_OFF: Final = Text(
    sv="Tjänsten avbröt innan den hade svarat. Om anropet ändrar något kan ändringen vara gjord: upprepa det "
    "med samma Idempotency-Key eller If-Match.",
    en="The service broke off before it had answered. If the request changes something, the change may be made: "
    "repeat it with the same Idempotency-Key or If-Match.",
)


class Upstreams:
    """Sends requests to the services. Nothing is repeated unless the method allows it by its definition."""

    def __init__(self, addresses: Mapping[str, str], connections_each: int) -> None:
        self._addresses = dict(addresses)
        self._connections_each = connections_each
        self._session: ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Open the session."""
        self._session = ClientSession(
            connector=TCPConnector(
                limit=0, limit_per_host=self._connections_each, keepalive_timeout=_KEEP_IDLE_SECONDS
            ),
            auto_decompress=False,
            cookie_jar=DummyCookieJar(),
            timeout=_TIMEOUT,
            trust_env=False,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close every connection."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def send(
        self,
        service: str,
        method: str,
        target: str,
        headers: CIMultiDict[str],
        body: bytes | AsyncIterable[bytes] | None,
    ) -> ClientResponse:
        """Send a request to `service` and return its answer, headers read, body still to come.

        Args:
            service: one of `gateway.routes.SERVICES`.
            method: the request's method.
            target: path and query, passed on without any change.
            headers: all of them; the length of a body that is streamed among them when it is known.
            body: the body, whole or in parts.

        Raises:
            aiohttp.ClientError: the service could not be reached or broke off.
        """
        if self._session is None:
            raise RuntimeError("the session is not open")
        without_type = body is not None and hdrs.CONTENT_TYPE not in headers
        return await self._session.request(
            method,
            URL(self._addresses[service] + target, encoded=True),
            headers=headers,
            data=body,
            allow_redirects=False,
            skip_auto_headers=_NO_CONTENT_TYPE if without_type else None,
        )

    async def is_ready(self, service: str) -> bool:
        """Whether `service` says it is ready, within two seconds."""
        if self._session is None:
            return False
        url = URL(f"{self._addresses[service]}/readyz", encoded=True)
        try:
            async with self._session.get(url, timeout=_READINESS_TIMEOUT, allow_redirects=False) as answer:
                return answer.status == HTTPStatus.OK
        except (ClientError, TimeoutError):
            return False


def unavailable(error: ClientError) -> Unavailable:
    """`error` as the caller is told of it."""
    never_reached = isinstance(error, ClientConnectorError | ConnectionTimeoutError)
    return Unavailable(_UNREACHABLE if never_reached else _BROKEN_OFF, extra={"retry_after_seconds": 2})
