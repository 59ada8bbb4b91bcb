"""Calls to a neighbour: bounded in time and number, with a breaker, as oneself and for someone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import stamina
from purgatory import AsyncCircuitBreakerFactory
from purgatory.domain.model import OpenedState

from boardkit.auth.caller import Caller
from boardkit.auth.tokens import TokenMinter
from boardkit.telemetry.trace import current_traceparent

_TIMEOUT = httpx.Timeout(5.0, connect=1.0)
_LIMITS = httpx.Limits(max_connections=20, max_keepalive_connections=10, keepalive_expiry=15.0)
_TOKEN_SECONDS = 60


class NeighbourUnavailable(Exception):
    """The neighbour did not answer, answered with a fault of its own, or is left alone for a while."""


@dataclass(frozen=True, slots=True)
class NeighbourRefused(Exception):
    """The neighbour understood the call and said no; saying it again the same way will not help."""

    status: int
    problem: str


class Neighbour:
    """One neighbour service, spoken to with this service's own short tokens."""

    def __init__(
        self,
        name: str,
        base_url: str,
        minter: TokenMinter,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self.name = name
        self._minter = minter
        self._client = httpx.AsyncClient(
            base_url=base_url, timeout=_TIMEOUT, limits=_LIMITS, transport=transport, follow_redirects=False
        )
        self._breakers = AsyncCircuitBreakerFactory(default_threshold=5, default_ttl=5.0)

    async def close(self) -> None:
        """Give the connections back."""
        await self._client.aclose()

    async def read(self, path: str, parameters: Mapping[str, str | int], caller: Caller) -> dict[str, Any]:
        """GET `path`; tried up to three times within four seconds, since reading again does no harm.

        Raises `NeighbourUnavailable` or `NeighbourRefused`.
        """
        async for attempt in stamina.retry_context(
            on=NeighbourUnavailable, attempts=3, timeout=4.0, wait_initial=0.1, wait_max=1.0
        ):
            with attempt:
                return await self._call("GET", path, caller, parameters=parameters)
        raise AssertionError("unreachable: stamina raises when the attempts are used up")

    async def tell(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any],
        caller: Caller,
        headers: Mapping[str, str],
    ) -> dict[str, Any]:
        """Send `body` once; the outbox's courier does the repeating.

        Raises `NeighbourUnavailable` or `NeighbourRefused`.
        """
        return await self._call(method, path, caller, body=body, headers=headers)

    async def _call(
        self,
        method: str,
        path: str,
        caller: Caller,
        *,
        parameters: Mapping[str, str | int] | None = None,
        body: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        token = self._minter.mint(self.name, caller, _TOKEN_SECONDS)
        all_headers = {"authorization": f"Bearer {token}", "accept": "application/json"}
        traceparent = current_traceparent()
        if traceparent is not None:
            all_headers["traceparent"] = traceparent
        all_headers |= dict(headers or {})
        try:
            async with await self._breakers.get_breaker(self.name):
                response = await self._client.request(
                    method, path, params=dict(parameters or {}), json=body, headers=all_headers
                )
                if response.status_code >= 500 or response.status_code in (408, 409, 429):
                    raise NeighbourUnavailable(f"{self.name} answered {response.status_code}")
        except (httpx.TransportError, OpenedState) as error:
            raise NeighbourUnavailable(f"{self.name}: {type(error).__name__}") from None
        if response.status_code >= 400:
            raise NeighbourRefused(response.status_code, _problem_slug(response))
        answer = response.json()
        assert isinstance(answer, dict)
        return answer


def _problem_slug(response: httpx.Response) -> str:
    try:
        return str(response.json()["type"]).rsplit("/", 1)[-1]
    except (ValueError, KeyError, TypeError):
        return "unknown"
