"""The running APIs, each booted once for the tests of this folder, when the first test asks for it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest_asyncio

from boardkit.testing.postgres import PostgresServer
from boardkit.testing.service import RunningService
from tests.contract.apis import service

Booted = Callable[[str], Awaitable[RunningService]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def booted(postgres_server: PostgresServer) -> AsyncIterator[Booted]:
    """Boots the service, or the gateway, of a name."""
    running: dict[str, RunningService] = {}
    async with AsyncExitStack() as stack:

        async def boot(name: str) -> RunningService:
            if name not in running:
                running[name] = await stack.enter_async_context(service(name).running(postgres_server))
            return running[name]

        yield boot
