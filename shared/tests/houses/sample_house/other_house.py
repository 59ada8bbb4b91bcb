"""A neighbour made of Python: it remembers what it was asked and answers as it is told to."""

import json
from collections.abc import Callable
from typing import Any

import httpx

from boardkit.auth.caller import Caller
from boardkit.auth.keys import Issuer, SigningKey, TrustedIssuers
from boardkit.auth.tokens import TokenMinter, TokenVerifier
from boardkit.http.neighbour import Neighbour

Answer = Callable[[httpx.Request], httpx.Response]


def problem(status: int, slug: str) -> httpx.Response:
    """A problem as a neighbour gives it."""
    content = {"type": f"https://kansli.example/problems/{slug}", "status": status}
    return httpx.Response(status, json=content, headers={"content-type": "application/problem+json"})


class OtherHouse(httpx.AsyncBaseTransport):
    """The transport to a neighbour named `other-house`, with its Idempotency-Keys.

    `answers` is how it answers next; a request that is answered 2xx takes effect once per key.
    """

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.effects: list[Any] = []
        self.answer: Answer = self.accept
        self._by_key: dict[str, httpx.Response] = {}
        self._key = SigningKey.generate()
        self._trusted = TrustedIssuers({"sample-house": Issuer.of(self._key.verification_key())})

    def neighbour(self) -> Neighbour:
        """A client of this neighbour, breaker closed."""
        return Neighbour("other-house", "http://other-house.test", TokenMinter("sample-house", self._key), self)

    def caller(self, request: httpx.Request) -> Caller:
        """Who called, by the token that came with the request."""
        token = request.headers["authorization"].removeprefix("Bearer ")
        return TokenVerifier("other-house", self._trusted).verify(token)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Remember the request and answer it."""
        await request.aread()
        self.requests.append(request)
        return self.answer(request)

    def accept(self, request: httpx.Request) -> httpx.Response:
        """Do what is asked, once per key."""
        key = request.headers["idempotency-key"]
        if key not in self._by_key:
            self.effects.append(json.loads(request.content))
            self._by_key[key] = httpx.Response(201, json={"copy_id": f"copy-{len(self.effects)}"})
        return self._by_key[key]


def away(request: httpx.Request) -> httpx.Response:
    """Nobody is there."""
    raise httpx.ConnectError("connection refused", request=request)
