"""The gateway on real sockets, before a service whose answers each test writes itself."""

import hashlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
import pytest_asyncio
from starlette.types import Receive, Scope, Send

from boardkit.testing.postgres import PostgresServer
from gateway.testing import RunningGateway, listening_socket, running_gateway, serving

Answer = Callable[[Scope, Receive, Send], Awaitable[None]]


async def tell_what_came(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with everything that was received, the body by its SHA-256."""
    digest, octets, parts, more = hashlib.sha256(), 0, 0, True
    while more:
        message = await receive()
        digest.update(message["body"])
        octets += len(message["body"])
        parts += 1
        more = message["more_body"]
    told = {
        "method": scope["method"],
        "raw_path": scope["raw_path"].decode(),
        "query": scope["query_string"].decode(),
        "headers": [[name.decode(), value.decode()] for name, value in scope["headers"]],
        "sha256": digest.hexdigest(),
        "octets": octets,
        "parts": parts,
    }
    await answer_with(send, json.dumps(told).encode())


async def answer_with(send: Send, body: bytes, status: int = 200, **headers: str) -> None:
    """Send one whole answer."""
    spelt = {"content-type": "application/json", "content-length": str(len(body))}
    spelt |= {name.replace("_", "-"): value for name, value in headers.items()}
    pairs = [(name.encode(), value.encode()) for name, value in spelt.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": body})


@dataclass
class Service:
    """A service on a real socket. `answer` is what it does; `seen` the scopes of what came."""

    answer: Answer = tell_what_came
    seen: list[Scope] = field(default_factory=list)
    url: str = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            raise NotImplementedError
        self.seen.append(scope)
        await self.answer(scope, receive, send)

    def headers(self) -> Mapping[str, str]:
        """The headers of the last request, by name."""
        return {name.decode(): value.decode() for name, value in self.seen[-1]["headers"]}


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def only_service() -> AsyncIterator[Service]:
    """The one service of the session."""
    running = Service()
    with listening_socket() as listener:
        async with serving(running, listener) as running.url:
            yield running


@pytest.fixture
def service(only_service: Service) -> Service:
    """A service that tells what came, unless the test gives it another answer."""
    only_service.answer = tell_what_came
    only_service.seen.clear()
    return only_service


GatewayBefore = Callable[..., AbstractAsyncContextManager[RunningGateway]]


@pytest.fixture(scope="session")
def gateway_before(postgres_server: PostgresServer) -> GatewayBefore:
    """Boots a gateway before a service, with settings of the test's own."""

    @asynccontextmanager
    async def boot(service: Service, **settings: Any) -> AsyncIterator[RunningGateway]:
        names = ("case-registry", "delegation-rules", "referral-tracking", "financial-follow-up")
        async with running_gateway(postgres_server, dict.fromkeys(names, service.url), settings) as running:
            yield running

    return boot


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def only_gateway(only_service: Service, gateway_before: GatewayBefore) -> AsyncIterator[RunningGateway]:
    """The one gateway of the session, booted when the first test asks for it."""
    async with gateway_before(only_service) as running:
        yield running


@pytest.fixture
def gateway(only_gateway: RunningGateway, service: Service) -> RunningGateway:
    """The gateway, the service standing in for all four."""
    return only_gateway
