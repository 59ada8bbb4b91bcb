"""Referral tracking booted on a database of its own, beside a case registry that the test plays."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from boardkit.testing.postgres import PostgresServer
from boardkit.testing.service import RunningService, new_key, running_service
from referral_tracking.main import HOUSE, build
from referral_tracking.settings import Settings

STAFF = ("referrals:read", "referrals:write", "replies:read", "replies:write", "deadlines:read")

Json = dict[str, Any]


@dataclass
class FakeRegistry:
    """Answers as the case registry does: opens a case once per Idempotency-Key and tells of its changes."""

    up: bool = True
    refuses_with: str | None = None
    loses_answers: int = 0
    feed: list[Json] = field(default_factory=list)
    requests: list[httpx.Request] = field(default_factory=list)
    answers: dict[str, Json] = field(default_factory=dict)

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        """The answer to one request."""
        if request.url.path.endswith("/changes"):
            return self._changes(int(request.url.params["after"]))
        self.requests.append(request)
        if not self.up:
            raise httpx.ConnectError("nobody listens", request=request)
        if self.refuses_with is not None:
            return httpx.Response(409, json={"type": f"https://kansli.example/problems/{self.refuses_with}"})
        answer = self.answers.setdefault(request.headers["idempotency-key"], self._new_case(request))
        if self.loses_answers > 0:
            self.loses_answers -= 1
            raise httpx.ReadError("the connection was lost", request=request)
        return httpx.Response(201, json=answer)

    def open_board(self, slug: str, name: str, *aliases: str) -> None:
        """A board has been opened in the registry."""
        self._tell("created", "boards", slug, slug, {"slug": slug, "name": name, "aliases": list(aliases)})

    def call_meeting(self, board: str, held_on: str) -> str:
        """A meeting has been called; returns its id."""
        meeting = str(uuid4())
        self._tell("created", "meetings", meeting, board, self._meeting(held_on))
        return meeting

    def move_meeting(self, meeting: str, board: str, held_on: str) -> None:
        """A meeting has been moved to another day."""
        self._tell("changed", "meetings", meeting, board, self._meeting(held_on))

    def remove_meeting(self, meeting: str, board: str) -> None:
        """A meeting has been struck."""
        self._tell("removed", "meetings", meeting, board, None)

    def _meeting(self, held_on: str) -> Json:
        return {
            "number": 1,
            "year": 2019,
            "starts_at": f"{held_on}T15:30:00+00:00",
            "held_on": held_on,
            "place": "Kungsträdgård",
            "title": None,
        }

    def _tell(self, event: str, resource: str, resource_id: str, board: str, snapshot: Json | None) -> None:
        self.feed.append(
            {
                "cursor": len(self.feed) + 1,
                "event": event,
                "resource": resource,
                "resource_id": resource_id,
                "board": board,
                "version": 1,
                "occurred_at": "2019-06-03T08:00:00Z",
                "snapshot": snapshot,
            }
        )

    def _changes(self, after: int) -> httpx.Response:
        items = self.feed[after:]
        return httpx.Response(
            200, json={"items": items, "_meta": {"next_cursor": after + len(items), "count": len(items)}}
        )

    def _new_case(self, request: httpx.Request) -> Json:
        body = json.loads(request.content)
        number = body.get("taken_over_number") or f"NORR 2019/{304 + len(self.answers)}"
        return {"id": str(uuid4()), "diary_number": number}


@dataclass(frozen=True)
class Booted:
    """The running service and the registry it asks."""

    service: RunningService
    registry: FakeRegistry

    def client(self, *scopes: str, on: date | None = None, **options: Any) -> httpx.AsyncClient:
        """A client; with every scope of the staff when none is named."""
        return self.service.client(*(scopes or STAFF), on=on, **options)

    async def deliver(self) -> None:
        """Deliver until nothing waits for the registry."""
        courier = self.service.app.state.courier
        async with asyncio.timeout(20):
            while await courier.waiting():
                await courier.deliver_due()
                await asyncio.sleep(0.01)

    async def follow(self) -> None:
        """Read the registry's changes to the end."""
        follower = self.service.app.state.followers[0]
        async with asyncio.timeout(20):
            while not await follower.read_once():
                pass

    async def register(self, letter: Json, **changes: Any) -> Json:
        """Register `letter` with `changes` and return the referral."""
        answer = await self.client().post("/referrals", json=letter | changes, headers=new_key())
        assert answer.status_code == 201, answer.text
        referral: Json = answer.json()
        return referral

    async def deadlines(self, *, on: date | None = None, **parameters: str) -> Json:
        """The deadlines as the answer's JSON."""
        answer = await self.client(on=on).get("/deadlines", params=parameters)
        assert answer.status_code == 200, answer.text
        listed: Json = answer.json()
        return listed


@pytest.fixture
def letter() -> Json:
    """The letter of the real referral KS 2016/000909, as it is registered."""
    content: Json = json.loads((Path(__file__).parent / "letter.json").read_text(encoding="utf-8"))
    return content


@pytest.fixture
async def booted(postgres_server: PostgresServer) -> AsyncIterator[Booted]:
    """The service, with a registry that knows the board norrmalm and its meeting of 2019-06-13."""
    registry = FakeRegistry()
    registry.open_board("norrmalm", "Norrmalms stadsdelsnämnd", "Norrmalm")
    registry.call_meeting("norrmalm", "2019-06-13")
    async with running_service(
        postgres_server,
        HOUSE,
        Settings,
        build,
        settings={"case_registry_url": "http://case-registry.test"},
        neighbour_transport=httpx.MockTransport(registry),
    ) as service:
        booted = Booted(service, registry)
        await booted.follow()
        yield booted


@pytest.fixture
def unknown_id() -> UUID:
    """An id that nothing has."""
    return uuid4()
