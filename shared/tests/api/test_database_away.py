"""Without its database a service lives, says so and recovers; no request is half done."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import structlog
from sqlalchemy import event, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from boardkit.settings import ProcessSettings
from boardkit.testing.postgres import PostgresServer
from boardkit.testing.service import RunningService, new_key, running_service
from sample_house.main import ALONE, build
from sample_house.problem_answers import assert_is_problem
from sample_house.waiting import until

GOOD = {"board": "norrmalm", "title": "Ett"}


def writer(service: RunningService) -> httpx.AsyncClient:
    return service.client("notes:write", "notes:read")


@pytest.fixture
async def orphan(postgres_server: PostgresServer) -> AsyncIterator[RunningService]:
    """The sample with nothing where its database should be."""
    nowhere = {"database_url": "postgresql+asyncpg://nobody:nothing@127.0.0.1:1/nowhere"}
    async with running_service(postgres_server, ALONE, ProcessSettings, build, settings=nowhere) as running:
        yield running


async def test_without_a_database_requests_are_503_and_the_operator_is_told(orphan: RunningService) -> None:
    with structlog.testing.capture_logs() as lines:
        read = await writer(orphan).get("/notes")
        written = await writer(orphan).post("/notes", json=GOOD, headers=new_key())

    for answer in (read, written):
        assert_is_problem(answer, 503, "unavailable")
        assert answer.headers["retry-after"] == "2"
    assert [line["event"] for line in lines if line["log_level"] == "warning"] == ["database not available"] * 2


async def test_without_a_database_the_process_is_alive_and_not_ready(orphan: RunningService) -> None:
    client = orphan.anonymous()
    client.base_url = httpx.URL("http://service.test")

    assert (await client.get("/livez")).json() == {"status": "alive"}
    assert_is_problem(await client.get("/readyz"), 503, "unavailable")
    assert (await client.get("/metrics")).status_code == 200
    assert (await client.get("/sample-house/v1/api-info")).status_code == 200
    assert (await client.get("/sample-house/v1/openapi.json")).status_code == 200


async def test_a_wrong_password_is_503(sample: RunningService, postgres_server: PostgresServer) -> None:
    url = make_url(sample.database.runtime_url).set(password="wrong")
    settings = {"database_url": url.render_as_string(hide_password=False)}
    async with running_service(postgres_server, ALONE, ProcessSettings, build, settings=settings) as locked_out:
        assert_is_problem(await writer(locked_out).get("/notes"), 503, "unavailable")


async def test_a_full_pool_is_503_and_recovers(postgres_server: PostgresServer) -> None:
    settings = {"database_pool_size": 1}
    async with running_service(postgres_server, ALONE, ProcessSettings, build, settings=settings) as cramped:
        engine = cramped.app.state.runtime.engine
        engine.sync_engine.pool._timeout = 0.01
        async with engine.connect():
            assert_is_problem(await writer(cramped).get("/notes"), 503, "unavailable")

        assert (await writer(cramped).get("/notes")).status_code == 200


TERMINATE_OTHERS = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


async def terminate_connections(service: RunningService) -> None:
    """As a restart of the database does."""
    owner = create_async_engine(service.database.runtime_url)
    async with owner.connect() as connection:
        await connection.execute(TERMINATE_OTHERS)
    await owner.dispose()


async def test_connections_that_the_database_closed_are_replaced_unseen(sample: RunningService) -> None:
    used: list[Any] = []
    pool = sample.app.state.runtime.engine.sync_engine.pool
    event.listen(pool, "checkin", lambda connection, _: used.append(connection.driver_connection))
    await asyncio.gather(*(writer(sample).get("/notes") for _ in range(5)))
    await terminate_connections(sample)

    async def all_closed() -> bool:
        return all(connection.is_closed() for connection in used)

    await until(all_closed)

    answers = await asyncio.gather(*(writer(sample).get("/notes") for _ in range(5)))

    assert [answer.status_code for answer in answers] == [200] * 5


async def test_a_request_that_loses_its_connection_is_503_and_leaves_nothing(sample: RunningService) -> None:
    blocker = create_async_engine(sample.database.runtime_url)
    async with blocker.connect() as connection:
        await connection.execute(text("LOCK TABLE notes IN ACCESS EXCLUSIVE MODE"))
        pending = asyncio.create_task(writer(sample).post("/notes", json=GOOD, headers=new_key()))

        async def is_waiting() -> bool:
            return bool(await connection.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")))

        await until(is_waiting)
        await connection.execute(TERMINATE_OTHERS)
        answer = await pending
    await blocker.dispose()

    assert_is_problem(answer, 503, "unavailable")
    assert (await writer(sample).get("/notes")).json()["_meta"]["total_records"] == 0
