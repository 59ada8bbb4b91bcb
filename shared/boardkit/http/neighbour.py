"""Calls to a neighbour: bounded in time and number, with a breaker, as oneself and for someone."""

import re
from collections.abc import Mapping
from typing import Any

import httpx
import stamina
from purgatory import AsyncCircuitBreakerFactory
from purgatory.domain.model import OpenedState

from boardkit.auth.caller import Caller
from boardkit.auth.tokens import TokenMinter
from boardkit.telemetry.trace import current_traceparent

# Each retry would be logged on its own, with the exception's text; who reads says what came of it instead.
stamina.instrumentation.set_on_retry_hooks(())

_TIMEOUT = httpx.Timeout(5.0, connect=1.0)
_LIMITS = httpx.Limits(max_connections=20, max_keepalive_connections=10, keepalive_expiry=15.0)
_TOKEN_SECONDS = 60

# Answers that say nothing about the call itself: the same call may do later.
_ASK_AGAIN = frozenset({408, 425, 429})
_STILL_RUNNING = "still-running"
_SLUG = re.compile(r"[a-z0-9-]{1,80}")


class NeighbourUnavailable(Exception):
    """The neighbour did not answer, answered with a fault of its own, or is left alone for a while."""


class NeighbourRefused(Exception):
    """The neighbour understood the call and said no; saying it again the same way will not help.

    Attributes:
        status: of its answer.
        problem: slug of the problem it answered with, or `unknown`.
    """

    def __init__(self, status: int, problem: str) -> None:
        super().__init__(f"{status} {problem}")
        self.status = status
        self.problem = problem


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
                if response.status_code >= 500:
                    raise NeighbourUnavailable(f"{self.name} answered {response.status_code}")
        except (httpx.RequestError, OpenedState) as error:
            raise NeighbourUnavailable(f"{self.name}: {type(error).__name__}") from None
        return self._answer(response)

    def _answer(self, response: httpx.Response) -> dict[str, Any]:
        content = _json_object(response)
        if response.status_code >= 300:
            problem = _problem_slug(content or {})
            if response.status_code in _ASK_AGAIN or problem == _STILL_RUNNING:
                raise NeighbourUnavailable(f"{self.name} answered {response.status_code}")
            raise NeighbourRefused(response.status_code, problem)
        if content is None:
            raise NeighbourUnavailable(f"{self.name}: unreadable answer")
        return content


def _json_object(response: httpx.Response) -> dict[str, Any] | None:
    try:
        content = response.json() if response.content else {}
    except ValueError:
        return None
    return content if isinstance(content, dict) else None


def _problem_slug(problem: Mapping[str, Any]) -> str:
    slug = str(problem.get("type")).rsplit("/", 1)[-1]
    return slug if _SLUG.fullmatch(slug) else "unknown"
