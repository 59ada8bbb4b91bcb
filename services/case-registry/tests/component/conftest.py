"""The registry booted on a database of its own."""

from collections.abc import AsyncIterator

import pytest

from boardkit.testing.postgres import PostgresServer
from boardkit.testing.service import RunningService, running_service
from case_registry.main import HOUSE, build
from case_registry.settings import Settings


@pytest.fixture
async def service(postgres_server: PostgresServer) -> AsyncIterator[RunningService]:
    """The running registry."""
    async with running_service(postgres_server, HOUSE, Settings, build) as running:
        yield running
