"""How many requests a caller may make, and how it is told."""

from typing import Any

import pytest

pytestmark = pytest.mark.asyncio(loop_scope="session")

CASES = "/case-registry/v1/cases"


async def test_every_answer_tells_what_is_left(gateway_before: Any, service: Any) -> None:
    async with gateway_before(service, client_rate="5/minute") as running, running.client("cases:read") as client:
        first, second = await client.get(CASES), await client.get(CASES)

    assert first.headers["ratelimit-policy"] == '"clients";q=5;w=60'
    assert first.headers["ratelimit"].startswith('"clients";r=4;t=')
    assert second.headers["ratelimit"].startswith('"clients";r=3;t=')


async def test_one_request_too_many(gateway_before: Any, service: Any) -> None:
    async with gateway_before(service, client_rate="2/minute") as running, running.client("cases:read") as client:
        answers = [await client.get(CASES) for _ in range(3)]
        async with running.anonymous(authorization=f"Bearer {running.token('cases:read', subject='other')}") as other:
            others = await other.get(CASES)

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    problem = answers[2].json()
    assert problem["type"].endswith("/too-many-requests")
    assert 1 <= int(answers[2].headers["retry-after"]) == problem["retry_after_seconds"] <= 60
    assert answers[2].headers["ratelimit"].startswith('"clients";r=0;t=')
    assert len(service.seen) == 3
    assert others.status_code == 200


async def test_callers_without_a_token_are_counted_by_their_address(gateway_before: Any, service: Any) -> None:
    async with gateway_before(service, anonymous_rate="3/minute") as running, running.anonymous() as client:
        answers = [
            await client.get("/case-registry/v1/api-info"),
            await client.get(CASES),
            await client.get(CASES, headers={"authorization": "Bearer x"}),
            await client.get("/"),
        ]
        watched = [await client.get(path) for path in ("/livez", "/metrics", "/readyz")]

    assert [answer.status_code for answer in answers] == [200, 401, 401, 429]
    assert 429 not in {answer.status_code for answer in watched}


async def test_the_token_endpoint_has_a_limit_of_its_own(gateway_before: Any, service: Any) -> None:
    form = {"grant_type": "client_credentials", "client_id": "nobody", "client_secret": "nothing"}
    async with gateway_before(service, token_rate="2/minute") as running, running.anonymous() as client:
        answers = [await client.post("/oauth/token", data=form) for _ in range(3)]
        elsewhere = await client.get("/")

    assert [answer.status_code for answer in answers] == [401, 401, 429]
    assert answers[0].headers["ratelimit-policy"] == '"tokens";q=2;w=60'
    assert elsewhere.status_code == 200
