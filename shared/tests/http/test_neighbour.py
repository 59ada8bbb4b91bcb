"""Calls to a neighbour: what counts as away, as refused and as an answer."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import httpx
import pytest

from boardkit.auth.caller import Caller
from boardkit.http.neighbour import Neighbour, NeighbourRefused, NeighbourUnavailable
from boardkit.telemetry import trace
from sample_house.other_house import OtherHouse, away, problem

STAFF = Caller("anna", "staff", frozenset({"things:read"}), frozenset({"norrmalm"}), roles=frozenset({"chair"}))


@pytest.fixture
def other() -> OtherHouse:
    return OtherHouse()


@pytest.fixture
def neighbour(other: OtherHouse) -> Neighbour:
    return other.neighbour()


async def tell(neighbour: Neighbour, key: str = "key-1", **body: Any) -> dict[str, Any]:
    return await neighbour.tell("POST", "/other-house/v1/copies", body, STAFF, {"idempotency-key": key})


async def test_a_call_carries_a_short_token_that_names_the_caller(other: OtherHouse, neighbour: Neighbour) -> None:
    await tell(neighbour, number=1)

    assert other.caller(other.requests[0]) == Caller(
        "anna", "staff", STAFF.scopes, STAFF.boards, roles=STAFF.roles, via="sample-house"
    )


async def test_a_call_continues_the_trace(other: OtherHouse, neighbour: Neighbour) -> None:
    trace.begin("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")

    await tell(neighbour)

    assert other.requests[0].headers["traceparent"] == trace.current_traceparent()
    assert other.requests[0].headers["traceparent"].startswith("00-4bf92f3577b34da6a3ce929d0e0e4736-")


@pytest.mark.parametrize(
    ("status", "slug"),
    [(400, "malformed-request"), (401, "unauthenticated"), (403, "forbidden"), (404, "not-found"),
     (409, "number-taken"), (412, "precondition-failed"), (422, "invalid-fields")],
)  # fmt: skip
async def test_a_refusal_says_why(other: OtherHouse, neighbour: Neighbour, status: int, slug: str) -> None:
    other.answer = lambda _: problem(status, slug)

    with pytest.raises(NeighbourRefused) as refused:
        await tell(neighbour)

    assert (refused.value.status, refused.value.problem) == (status, slug)


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(404),
        httpx.Response(404, text="<html>"),
        httpx.Response(404, json=["type"]),
        httpx.Response(404, json={"type": 17}),
        httpx.Response(404, json={"type": "https://x/" + "ÅÄÖ secret " * 50}),
        httpx.Response(302, headers={"location": "http://elsewhere.test/"}),
    ],
    ids=["empty", "html", "list", "number", "prose", "redirect"],
)
async def test_a_refusal_in_no_known_form_is_unknown(
    other: OtherHouse, neighbour: Neighbour, answer: httpx.Response
) -> None:
    other.answer = lambda _: answer

    with pytest.raises(NeighbourRefused) as refused:
        await tell(neighbour)

    assert refused.value.status == answer.status_code
    assert refused.value.problem in {"unknown", "17"}


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(500),
        httpx.Response(503, headers={"retry-after": "2"}),
        httpx.Response(429),
        httpx.Response(408),
        problem(409, "still-running"),
        httpx.Response(200, text="<html>"),
        httpx.Response(200, json=["no object"]),
        httpx.Response(200, content=b"\xff\xfe"),
        httpx.Response(502),
    ],
)
async def test_what_may_do_later_is_away(other: OtherHouse, neighbour: Neighbour, answer: httpx.Response) -> None:
    other.answer = lambda _: answer

    with pytest.raises(NeighbourUnavailable):
        await tell(neighbour)


@pytest.mark.parametrize(
    "error",
    [
        httpx.ConnectError("x"),
        httpx.ReadTimeout("x"),
        httpx.RemoteProtocolError("x"),
        httpx.DecodingError("x"),
        httpx.PoolTimeout("x"),
    ],
    ids=lambda error: type(error).__name__,
)
async def test_a_broken_connection_is_away(other: OtherHouse, neighbour: Neighbour, error: Exception) -> None:
    def fail(_: httpx.Request) -> httpx.Response:
        raise error

    other.answer = fail

    with pytest.raises(NeighbourUnavailable):
        await tell(neighbour)


async def test_an_empty_answer_is_an_empty_object(other: OtherHouse, neighbour: Neighbour) -> None:
    other.answer = lambda _: httpx.Response(204)

    assert await tell(neighbour) == {}


async def test_a_neighbour_that_keeps_failing_is_left_alone_for_a_while(
    other: OtherHouse, neighbour: Neighbour
) -> None:
    other.answer = away
    for _ in range(8):
        with pytest.raises(NeighbourUnavailable):
            await tell(neighbour)

    assert len(other.requests) == 5


async def test_a_neighbour_that_is_back_is_spoken_to_again(
    other: OtherHouse, neighbour: Neighbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    other.answer = away
    for _ in range(5):
        with pytest.raises(NeighbourUnavailable):
            await tell(neighbour)
    other.answer = other.accept
    with pytest.raises(NeighbourUnavailable):
        await tell(neighbour, number=1)

    later = time.time() + 6
    monkeypatch.setattr("purgatory.domain.model.time", SimpleNamespace(time=lambda: later))

    assert [await tell(neighbour, number=1) for _ in range(3)] == [{"copy_id": "copy-1"}] * 3


async def test_a_refusal_passes_through_a_context_unharmed(other: OtherHouse, neighbour: Neighbour) -> None:
    other.answer = lambda _: problem(403, "forbidden")

    @asynccontextmanager
    async def context() -> AsyncIterator[None]:
        yield

    with pytest.raises(NeighbourRefused):
        async with context():
            await tell(neighbour)


async def test_refusals_do_not_make_the_neighbour_be_left_alone(other: OtherHouse, neighbour: Neighbour) -> None:
    other.answer = lambda _: problem(409, "number-taken")
    for _ in range(8):
        with pytest.raises(NeighbourRefused):
            await tell(neighbour)

    other.answer = other.accept
    assert await tell(neighbour, number=1) == {"copy_id": "copy-1"}


async def test_reading_is_tried_three_times(other: OtherHouse, neighbour: Neighbour) -> None:
    answers = iter([httpx.Response(503), httpx.Response(500), httpx.Response(200, json={"items": []})])
    other.answer = lambda _: next(answers)

    assert await neighbour.read("/other-house/v1/things", {"limit": 3}, STAFF) == {"items": []}
    assert [str(request.url) for request in other.requests] == [
        "http://other-house.test/other-house/v1/things?limit=3"
    ] * 3


async def test_reading_gives_up_after_three(other: OtherHouse, neighbour: Neighbour) -> None:
    other.answer = away

    with pytest.raises(NeighbourUnavailable):
        await neighbour.read("/other-house/v1/things", {}, STAFF)

    assert len(other.requests) == 3


async def test_reading_does_not_try_a_refusal_again(other: OtherHouse, neighbour: Neighbour) -> None:
    other.answer = lambda _: problem(403, "forbidden")

    with pytest.raises(NeighbourRefused):
        await neighbour.read("/other-house/v1/things", {}, STAFF)

    assert len(other.requests) == 1


async def test_telling_is_tried_once(other: OtherHouse, neighbour: Neighbour) -> None:
    other.answer = lambda _: httpx.Response(503)

    with pytest.raises(NeighbourUnavailable):
        await tell(neighbour)

    assert len(other.requests) == 1


async def test_a_cancelled_call_is_cancelled(other: OtherHouse, neighbour: Neighbour) -> None:
    class Silent(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            await asyncio.Event().wait()
            raise AssertionError

    neighbour._client._transport = Silent()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await tell(neighbour)
