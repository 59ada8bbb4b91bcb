"""The financial follow-up booted on a database of its own, beside a registry that can be taken away."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from boardkit.testing.postgres import PostgresServer
from boardkit.testing.service import RunningService, new_key, running_service
from financial_follow_up.main import HOUSE, build
from financial_follow_up.settings import Settings

_DEMONSTRATION = Path(__file__).parents[4] / "deploy" / "local" / "kansli_local" / "demonstration"
CASE_ID = "0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c3d"


@dataclass
class FakeRegistry:
    """Stands where case-registry is: remembers what it was asked, and is away when `down`."""

    down: bool = False
    requests: list[httpx.Request] = field(default_factory=list)

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Open a case with the number that was asked for, or the board's first own one."""
        if self.down:
            raise httpx.ConnectError("down")
        self.requests.append(request)
        asked = json.loads(request.content)
        number = asked.get("taken_over_number", "NORR 2019/304")
        return httpx.Response(201, json={"id": CASE_ID, "diary_number": number})


@pytest.fixture
def registry() -> FakeRegistry:
    """The registry that the service reaches."""
    return FakeRegistry()


@pytest.fixture
async def service(postgres_server: PostgresServer, registry: FakeRegistry) -> AsyncIterator[RunningService]:
    """The running service."""
    async with running_service(
        postgres_server,
        HOUSE,
        Settings,
        build,
        settings={"case_registry_url": "http://registry.test"},
        neighbour_transport=httpx.MockTransport(registry.answer),
    ) as running:
        yield running


@pytest.fixture(scope="session")
def areas_of_2019() -> list[dict[str, Any]]:
    """The requests that register the areas of 2019."""
    areas: list[dict[str, Any]] = json.loads((_DEMONSTRATION / "areas-2019.json").read_text(encoding="utf-8"))
    return areas


@pytest.fixture
def may_2019() -> dict[str, Any]:
    """The request that hands in the follow-up per May 2019; a fresh copy for each test."""
    text = (_DEMONSTRATION / "follow-up-2019-05.json").read_text(encoding="utf-8")
    request: dict[str, Any] = json.loads(text)
    return request


@pytest.fixture
async def with_areas(service: RunningService, areas_of_2019: list[dict[str, Any]]) -> RunningService:
    """The service with the areas of 2019 registered."""
    client = service.client("areas:write")
    for area in areas_of_2019:
        answer = await client.post("/areas", json=area, headers=new_key())
        assert answer.status_code == 201, answer.text
    return service
