"""The outermost layer: trace, business date, one log line and one count for every request, whatever happens in it."""

import asyncio
import re
from collections.abc import MutableMapping
from typing import Any

import httpx
import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from boardkit.api.edge import Edge
from boardkit.settings import ProcessSettings
from boardkit.telemetry.metrics import Metrics
from boardkit.testing.postgres import PostgresServer
from boardkit.testing.service import RunningService, new_key, running_service
from sample_house.main import ALONE, build

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
TRACEPARENT = re.compile(r"00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]")

Messages = list[MutableMapping[str, Any]]


def at_root(service: RunningService) -> httpx.AsyncClient:
    client = service.anonymous()
    client.base_url = httpx.URL("http://service.test")
    return client


async def test_a_trace_is_continued_with_a_span_of_our_own(sample: RunningService) -> None:
    theirs = f"00-{TRACE}-00f067aa0ba902b7-01"

    ours = (await at_root(sample).get("/livez", headers={"traceparent": theirs})).headers["traceparent"]

    assert ours.startswith(f"00-{TRACE}-")
    assert ours.endswith("-01")
    assert ours != theirs


async def test_without_a_valid_trace_a_new_one_begins(sample: RunningService) -> None:
    invalid = [
        "",
        "nonsense",
        f"00-{TRACE}-00f067aa0ba902b7",
        f"ff-{TRACE}-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        f"00-{TRACE}-0000000000000000-01",
        f"00-{TRACE.upper()}-00F067AA0BA902B7-01",
        f"00-{TRACE}-00f067aa0ba902b7-01-extra",
        f"00-{TRACE}x-00f067aa0ba902b7-01",
    ]
    client = at_root(sample)

    begun = [(await client.get("/livez", headers={"traceparent": header})).headers["traceparent"] for header in invalid]
    begun.append((await client.get("/livez")).headers["traceparent"])

    assert all(TRACEPARENT.fullmatch(header) and TRACE not in header.lower() for header in begun)
    assert len({header.split("-")[1] for header in begun}) == len(begun)


async def test_the_callers_own_name_for_a_request_comes_back_with_every_answer(sample: RunningService) -> None:
    named = {"x-request-id": "7d1c"}

    found = await at_root(sample).get("/livez", headers=named)
    missing = await at_root(sample).get("/nowhere", headers=named)
    nameless = await at_root(sample).get("/livez")

    assert found.headers["x-request-id"] == missing.headers["x-request-id"] == "7d1c"
    assert "x-request-id" not in nameless.headers


async def test_parallel_requests_keep_their_traces_apart(sample: RunningService) -> None:
    traces = [f"{number:032x}" for number in range(1, 21)]
    client = sample.client("notes:read")

    answers = await asyncio.gather(
        *(client.get("/nowhere", headers={"traceparent": f"00-{one}-00f067aa0ba902b7-01"}) for one in traces)
    )

    assert [answer.json()["instance"] for answer in answers] == [f"urn:kansli:trace:{one}" for one in traces]


@pytest.mark.parametrize("address", ["/notes", "/openapi.json", "/docs", "/nowhere"])
async def test_head_is_as_get_without_the_body(sample: RunningService, address: str) -> None:
    client = sample.client("notes:read")

    got, head = await client.get(address), await client.head(address)

    assert (head.status_code, head.content) == (got.status_code, b"")
    for name in ("content-length", "content-type", "etag", "cache-control"):
        assert head.headers.get(name) == got.headers.get(name)


async def test_head_needs_what_get_needs(sample: RunningService) -> None:
    etag = (await sample.client("notes:read").get("/notes")).headers["etag"]

    unknown = await sample.anonymous().head("/notes")
    unchanged = await sample.client("notes:read").head("/notes", headers={"if-none-match": etag})

    assert (unknown.status_code, unchanged.status_code) == (401, 304)


async def test_every_answer_tells_the_business_date(sample: RunningService) -> None:
    told = {
        "2019-06-20": "2019-06-20",
        "2019-02-30": "2019-06-03",
        "tomorrow": "2019-06-03",
        "9999-99-99": "2019-06-03",
    }
    client = at_root(sample)

    assert (await client.get("/livez")).headers["kansli-business-date"] == "2019-06-03"
    for path in ("/livez", "/nowhere"):
        for asked, day in told.items():
            answer = await client.get(path, headers={"kansli-business-date": asked})
            assert answer.headers["kansli-business-date"] == day


async def test_a_business_date_that_is_none_is_malformed(sample: RunningService) -> None:
    client = sample.client("notes:read")
    for day in ("2019-02-30", "tomorrow", "1952-12-31", "2101-01-01", "20190603", "", "0000-00-00"):
        assert (await client.get("/notes", headers={"kansli-business-date": day})).status_code == 400, day


async def test_production_knows_no_other_day_than_today(postgres_server: PostgresServer) -> None:
    real = {"environment": "production", "today": None}
    async with running_service(postgres_server, ALONE, ProcessSettings, build, settings=real) as service:
        client = service.client("notes:write", headers={"kansli-business-date": "2001-01-01"})
        told = await client.post("/notes", json={"board": "norrmalm", "title": "Ett"}, headers=new_key())
        info = await client.get("/api-info")

    assert told.status_code == 201
    assert "kansli-business-date" not in told.headers
    assert info.json()["businessDate"] != "2001-01-01"


async def test_a_request_is_one_line_with_the_route_and_never_the_address(sample: RunningService) -> None:
    with structlog.testing.capture_logs() as lines:
        await sample.client("notes:read").get("/notes/0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c3d")
        await sample.client("notes:read").get("/notes?title=Hemlig")
        await at_root(sample).get("/Hemlig/adress?x=Hemlig")
        await at_root(sample).get("/livez")

    assert [(line["route"], line["status"], line["problem"], line["caller_kind"]) for line in lines] == [
        ("/notes/{noteId}", 404, "not-found", "client"),
        ("/notes", 200, None, "client"),
        ("unmatched", 404, "not-found", None),
    ]
    assert all(line["duration_ms"] > 0 for line in lines)
    assert "Hemlig" not in str(lines)
    assert "0191d9a0" not in str(lines)


async def test_requests_are_counted_by_route_method_and_status(sample: RunningService) -> None:
    client = sample.client("notes:read")
    for path in ("/notes", "/notes?page=2", "/notes/0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c3d", "/hemlig"):
        await client.get(path)
    await client.request("HEMLIG", "/notes")

    metrics = (await at_root(sample).get("/metrics")).text

    def count(method: str, route: str, status: int) -> str:
        labels = f'method="{method}",route="{route}",service="sample-house",status="{status}"'
        return f"kansli_requests_total{{{labels}}}"

    assert f"{count('GET', '/notes', 200)} 2.0" in metrics
    assert f"{count('GET', '/notes/{noteId}', 404)} 1.0" in metrics
    assert f"{count('GET', 'unmatched', 404)} 1.0" in metrics
    assert f"{count('other', '/notes', 405)} 1.0" in metrics
    assert "hemlig" not in metrics.lower()
    assert "0191d9a0" not in metrics
    assert 'kansli_request_seconds_count{method="GET",route="/notes",service="sample-house"} 2.0' in metrics


async def test_no_request_goes_through_a_thread(sample: RunningService, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a handler or dependency that is not async costs a third of the throughput")

    monkeypatch.setattr("anyio.to_thread.run_sync", refuse)
    client = sample.client("notes:write", "notes:read", "changes:read", "audit:read")
    created = await client.post("/notes", json={"board": "norrmalm", "title": "Ett"}, headers=new_key())
    where = created.headers["location"]
    answers = [
        created,
        await client.patch(where, json={"title": "Två"}, headers={"if-match": '"v1"'}),
        await client.get(where),
        *[await client.get(path) for path in ("/notes", "/changes", "/audit?board=norrmalm", "/api-info", "/nowhere")],
        await client.get("/notes?limit=0"),
        await client.delete("/notes"),
    ]

    assert [answer.status_code for answer in answers] == [201, 200, 200, 200, 200, 200, 200, 404, 422, 405]


def scope(
    path: str = "/somewhere", query: bytes = b"", headers: list[tuple[bytes, bytes]] | None = None
) -> dict[str, Any]:
    return {"type": "http", "method": "GET", "path": path, "query_string": query, "headers": headers or []}


async def run(app: Any, asked: dict[str, Any] | None = None) -> Messages:
    """What Edge around `app` sends."""
    sent: Messages = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    edge = Edge(app, Metrics("sample-house"), None)
    await edge(asked or scope(), receive, send)
    return sent


@given(
    st.text(max_size=30),
    st.binary(max_size=30),
    st.lists(
        st.tuples(
            st.sampled_from([b"traceparent", b"accept-language", b"kansli-business-date", b"content-type", b"x"]),
            st.binary(max_size=40),
        ),
        max_size=5,
    ),
)
def test_no_request_line_or_header_can_break_it(path: str, query: bytes, headers: list[tuple[bytes, bytes]]) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        raise LookupError(path)

    with structlog.testing.capture_logs():
        start, body = asyncio.run(run(app, scope(path, query, headers)))

    assert start["status"] in (400, 500)
    assert dict(start["headers"])[b"content-type"] == b"application/problem+json"
    assert len(body["body"]) > 50


async def start_answer(send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"half of it", "more_body": True})


async def test_an_answer_that_breaks_off_is_logged_and_broken_off(sample: RunningService) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await start_answer(send)
        raise ValueError("Hemlig")

    with structlog.testing.capture_logs() as lines, pytest.raises(ValueError, match="Hemlig"):
        await run(app)

    assert [(line["event"], line.get("error"), line.get("status")) for line in lines] == [
        ("unexpected", "ValueError", None),
        ("request", None, 200),
    ]
    assert "Hemlig" not in str(lines)


async def test_a_cancelled_request_is_cancelled_and_still_noted() -> None:
    begun = asyncio.Event()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        begun.set()
        await asyncio.Event().wait()

    with structlog.testing.capture_logs() as lines:
        task = asyncio.create_task(run(app))
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    assert [(line["event"], line["status"]) for line in lines] == [("request", 0)]
