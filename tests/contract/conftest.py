"""The running APIs, each booted once for the tests of this folder, when the first test asks for it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest_asyncio

from boardkit.testing.postgres import PostgresServer
from tests.contract.apis import service, service_document
from tests.contract.target import Target, seed, target_of_running

Targets = Callable[[str], Awaitable[Target]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def target_of(postgres_server: PostgresServer) -> AsyncIterator[Targets]:
    """The running API of a name, holding what its own examples create."""
    booted: dict[str, Target] = {}
    async with AsyncExitStack() as stack:

        async def target_of(name: str) -> Target:
            if name not in booted:
                running = await stack.enter_async_context(service(name).running(postgres_server))
                booted[name] = target_of_running(service_document(name), running)
                await seed(booted[name])
            return booted[name]

        yield target_of
