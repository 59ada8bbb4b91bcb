"""The service booted on a database of its own, and the demonstration's order in it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
import pytest_asyncio

from boardkit.testing.postgres import PostgresServer
from boardkit.testing.service import RunningService, new_key, running_service
from delegation_rules.main import HOUSE, build
from delegation_rules.settings import Settings

Json = dict[str, Any]


@dataclass
class FakeRegistry:
    """Answers as the case registry does: tells of its changes, and takes each message once per Idempotency-Key.

    Attributes:
        up: whether anybody listens.
        loses_answers: how many of the next answers are lost on their way, after the message has been taken.
        feed: what it has told so far.
        requests: the messages that it was sent, every attempt.
        answers: what it answered, by Idempotency-Key.
    """

    up: bool = True
    loses_answers: int = 0
    feed: list[Json] = field(default_factory=list)
    requests: list[httpx.Request] = field(default_factory=list)
    answers: dict[str, Json] = field(default_factory=dict)

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        """The answer to one request."""
        if not self.up:
            raise httpx.ConnectError("nobody listens", request=request)
        if request.url.path.endswith("/changes"):
            return self._changes(int(request.url.params["after"]))
        self.requests.append(request)
        answer = self.answers.setdefault(request.headers["idempotency-key"], {"id": str(uuid4()), "number": 16})
        if self.loses_answers > 0:
            self.loses_answers -= 1
            raise httpx.ReadError("the connection was lost", request=request)
        return httpx.Response(201, json=answer)

    def bodies(self) -> list[Json]:
        """What each message said, the first time it came."""
        first = {request.headers["idempotency-key"]: request for request in reversed(self.requests)}
        return [json.loads(request.content) for request in reversed(first.values())]

    def open_case(self, board: str, diary_number: str, case_type: str = "other") -> UUID:
        """A case has been opened; returns its id."""
        case = uuid4()
        snapshot = {"board": board, "diary_number": diary_number, "title": "Ärende", "case_type": case_type}
        self.tell("created", "cases", case, board, snapshot | {"status": "open", "classification": None})
        return case

    def call_meeting(self, board: str, held_on: str, number: int = 1) -> UUID:
        """A meeting has been called; returns its id."""
        meeting = uuid4()
        self.tell("created", "meetings", meeting, board, self._meeting(held_on, number))
        return meeting

    def move_meeting(self, meeting: UUID, board: str, held_on: str, number: int = 1) -> None:
        """A meeting has been moved to another day."""
        self.tell("changed", "meetings", meeting, board, self._meeting(held_on, number))

    def tell(self, event: str, resource: str, resource_id: object, board: str, snapshot: Json | None) -> None:
        """Something has happened that the feed tells of."""
        self.feed.append(
            {
                "cursor": len(self.feed) + 1,
                "event": event,
                "resource": resource,
                "resource_id": str(resource_id),
                "board": board,
                "version": 1,
                "occurred_at": "2019-06-03T08:00:00Z",
                "snapshot": snapshot,
            }
        )

    def _meeting(self, held_on: str, number: int) -> Json:
        return {
            "number": number,
            "year": int(held_on[:4]),
            "starts_at": f"{held_on}T15:30:00+00:00",
            "held_on": held_on,
            "place": "Kungsträdgård",
            "title": None,
        }

    def _changes(self, after: int) -> httpx.Response:
        items = self.feed[after:]
        meta = {"next_cursor": after + len(items), "count": len(items)}
        return httpx.Response(200, json={"items": items, "_meta": meta})


def _booted(server: PostgresServer, registry: FakeRegistry) -> AbstractAsyncContextManager[RunningService]:
    return running_service(
        server,
        HOUSE,
        Settings,
        build,
        settings={"case_registry_url": "http://case-registry.test"},
        neighbour_transport=httpx.MockTransport(registry),
    )


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
def registry() -> FakeRegistry:
    """The case registry that the service reaches, with nothing in it."""
    return FakeRegistry()


@pytest.fixture
async def service(postgres_server: PostgresServer, registry: FakeRegistry) -> AsyncIterator[RunningService]:
    """The running service, with nothing but the price base amounts in it."""
    async with _booted(postgres_server, registry) as running:
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
    async with _booted(postgres_server, FakeRegistry()) as running:
        await _load_positions(running, position_documents)
        await _load_order(running, order_document)
        yield running


def _demonstration(name: str) -> Json:
    document: Json = json.loads((files("kansli_local") / "demonstration" / name).read_text(encoding="utf-8"))
    return document


@pytest.fixture(scope="session")
def spring_order() -> Json:
    """The made-up order that was in force before section 3, in the shape of POST delegation-orders."""
    return _demonstration("delegation-order-spring-2019.json")


@pytest.fixture(scope="session")
def spring_decisions() -> Json:
    """The thirteen decisions reported to the meeting of 2019-06-13, and who took them."""
    return _demonstration("delegated-decisions.json")


@dataclass(frozen=True)
class Spring:
    """Norrmalm in June 2019: the former order, the thirteen decisions under it, and the meeting that is told of them.

    Attributes:
        service: the running service; on 2019-06-03 unless a client says otherwise.
        registry: the case registry beside it.
        meeting: id of the meeting of 2019-06-13.
        decisions: the decisions as they were registered.
    """

    service: RunningService
    registry: FakeRegistry
    meeting: UUID
    decisions: list[Json]

    @property
    def decision_ids(self) -> list[str]:
        """The decisions' ids, as registered."""
        return [decision["id"] for decision in self.decisions]

    async def report(self, **changes: Any) -> httpx.Response:
        """Draw up a report for the meeting."""
        body = {"board": "norrmalm", "meeting_id": str(self.meeting)} | changes
        return await self.service.client("board-reports:write").post("/board-reports", json=body, headers=new_key())

    async def queue(self, **options: Any) -> list[Json]:
        """What remains to be done, on the day `on`."""
        client = self.service.client("board-reports:read", on=options.pop("on", None))
        query: dict[str, Any] = {"board": "norrmalm", "limit": 200} | options
        answer = await client.get("/reporting-queues", params=query)
        assert answer.status_code == 200, answer.text
        entries: list[Json] = answer.json()["items"]
        return entries

    async def decide(self, *, on: date | None = None, **decision: Any) -> Json:
        """Register a decision, on the business date `on`."""
        client = self.service.client("delegated-decisions:write", on=on)
        body = {"board": "norrmalm", "diary_number": "2019/1", "outcome": "Beslutat."} | decision
        return await _created(client, "/delegated-decisions", body)

    async def follow(self) -> None:
        """Read the registry's changes to the end."""
        follower = self.service.app.state.followers[0]
        async with asyncio.timeout(20):
            while not await follower.read_once():
                pass

    async def deliver(self) -> None:
        """Deliver until nothing waits for the registry."""
        courier = self.service.app.state.courier
        async with asyncio.timeout(20):
            while await courier.waiting():
                await courier.deliver_due()
                await asyncio.sleep(0.01)


async def _created(client: httpx.AsyncClient, path: str, body: Json) -> Json:
    answer = await client.post(path, json=body, headers=new_key())
    assert answer.status_code == 201, answer.text
    made: Json = answer.json()
    return made


@pytest.fixture
async def spring(
    with_positions: RunningService, registry: FakeRegistry, spring_order: Json, spring_decisions: Json
) -> Spring:
    """The demonstration's spring of 2019, with the decisions registered as they were taken."""
    await _load_positions(with_positions, spring_decisions["positions"])
    await _load_order(with_positions, spring_order)
    client = with_positions.client(
        "persons:write", "assignments:write", "delegated-decisions:write", subject="registrator"
    )
    persons = {}
    for person in spring_decisions["persons"]:
        made = await _created(client, "/persons", {"board": "norrmalm", "name": person["name"]})
        persons[person["name"]] = made["id"]
        held = {"position": person["position"], "valid_from": person["valid_from"]}
        await _created(client, "/assignments", {"board": "norrmalm", "person": made["id"]} | held)
    decisions = [
        await _created(client, "/delegated-decisions", decision | {"person": persons[decision["person"]]})
        for decision in spring_decisions["decisions"]
    ]
    booted = Spring(with_positions, registry, registry.call_meeting("norrmalm", "2019-06-13"), decisions)
    await booted.follow()
    return booted
