"""The service booted on a database of its own, and the demonstration's order in it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from boardkit.testing.postgres import PostgresServer
from boardkit.testing.service import RunningService, new_key, running_service
from delegation_rules.main import HOUSE, build
from delegation_rules.settings import Settings


async def _load_positions(service: RunningService, documents: list[dict[str, Any]]) -> None:
    client = service.client("positions:write")
    for document in documents:
        answer = await client.post("/positions", json=document, headers=new_key())
        assert answer.status_code == 201, answer.text


async def _load_order(service: RunningService, document: dict[str, Any]) -> None:
    client = service.client("delegation-orders:write")
    answer = await client.post("/delegation-orders", json=document, headers=new_key())
    assert answer.status_code == 201, answer.text


@pytest.fixture
async def service(postgres_server: PostgresServer) -> AsyncIterator[RunningService]:
    """The running service, with nothing but the price base amounts in it."""
    async with running_service(postgres_server, HOUSE, Settings, build) as running:
        yield running


@pytest.fixture
async def with_positions(service: RunningService, position_documents: list[dict[str, Any]]) -> RunningService:
    """The running service with the positions of norrmalm."""
    await _load_positions(service, position_documents)
    return service


@pytest.fixture
async def with_order(with_positions: RunningService, order_document: dict[str, Any]) -> RunningService:
    """The running service with the positions and section 3, in force from 2019-06-15."""
    await _load_order(with_positions, order_document)
    return with_positions


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def read_only(
    postgres_server: PostgresServer, position_documents: list[dict[str, Any]], order_document: dict[str, Any]
) -> AsyncIterator[RunningService]:
    """Like `with_order`, but one for the whole module: for tests that change nothing."""
    async with running_service(postgres_server, HOUSE, Settings, build) as running:
        await _load_positions(running, position_documents)
        await _load_order(running, order_document)
        yield running
