"""What the gateway has of its own beside tokens: a page, documentation, health, metrics and its logs."""

import asyncio
import json
from typing import Any

import pytest

from gateway.domain.clients import NewClient
from gateway.main import DemonstrationInProduction
from gateway.testing import RunningGateway

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_the_page_leads_to_every_service_and_tells_the_day(gateway: RunningGateway) -> None:
    async with gateway.anonymous() as client:
        answer = await client.get("/")

    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    for name in ("case-registry", "delegation-rules", "referral-tracking", "financial-follow-up", "gateway"):
        assert f'href="/{name}/v1/docs"' in answer.text
    assert '<time datetime="2019-06-03">' in answer.text


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("/api-info", "/gateway/v1/api-info"),
        ("/v1/openapi.json", "/gateway/v1/openapi.json"),
        ("/docs", "/gateway/v1/docs"),
    ],
)
async def test_its_documents_have_a_short_address_too(gateway: RunningGateway, short: str, full: str) -> None:
    async with gateway.anonymous() as client:
        answers = [await client.get(path) for path in (short, full)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content


async def test_its_document_describes_tokens_keys_and_clients(gateway: RunningGateway) -> None:
    async with gateway.anonymous() as client:
        paths = (await client.get("/gateway/v1/openapi.json")).json()["paths"]

    assert set(paths) == {
        "/oauth/token",
        "/.well-known/jwks.json",
        "/.well-known/authzen-configuration/delegation-rules/v1/authzen",
        "/gateway/v1/clients",
        "/gateway/v1/api-info",
    }
    assert "application/x-www-form-urlencoded" in paths["/oauth/token"]["post"]["requestBody"]["content"]


async def test_the_metadata_of_authzen_names_the_point_that_its_address_is_derived_from(
    gateway: RunningGateway,
) -> None:
    path = "/delegation-rules/v1/authzen"
    async with gateway.anonymous() as client:
        answer = await client.get(f"/.well-known/authzen-configuration{path}")

    metadata = answer.json()
    identifier = metadata["policy_decision_point"]
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert identifier.startswith("http")
    assert identifier.endswith(path)
    assert metadata == {
        "policy_decision_point": identifier,
        "access_evaluation_endpoint": f"{identifier}/access/v1/evaluation",
        "access_evaluations_endpoint": f"{identifier}/access/v1/evaluations",
        "search_subject_endpoint": f"{identifier}/access/v1/search/subject",
        "search_resource_endpoint": f"{identifier}/access/v1/search/resource",
        "search_action_endpoint": f"{identifier}/access/v1/search/action",
    }


async def test_it_is_ready_when_every_service_is(gateway: RunningGateway, service: Any) -> None:
    async with gateway.anonymous() as client:
        answer = await client.get("/readyz")

    assert answer.status_code == 200
    assert set(answer.json()["services"].values()) == {"ready"}
    assert {scope["path"] for scope in service.seen} == {"/readyz"}


async def test_it_names_the_service_that_is_not_ready_and_no_more(gateway_before: Any, service: Any) -> None:
    async with (
        gateway_before(service, upstream_referral_tracking="http://127.0.0.1:9") as running,
        running.anonymous() as client,
    ):
        answer = await client.get("/readyz")
        alive = await client.get("/livez")

    problem = answer.json()
    assert (answer.status_code, alive.status_code) == (503, 200)
    assert answer.headers["retry-after"] == "2"
    assert problem["services"] == {
        "gateway": "ready",
        "case-registry": "ready",
        "delegation-rules": "ready",
        "referral-tracking": "not-ready",
        "financial-follow-up": "ready",
    }
    assert "127.0.0.1" not in answer.text


async def test_requests_are_counted_by_service_and_never_by_address(gateway: RunningGateway) -> None:
    async with gateway.client("cases:read") as client:
        await client.get("/financial-follow-up/v1/reports/2019-05")
        gateway.parts.observations.write()
        exposition = (await client.get("/metrics")).text

    assert 'method="GET",route="/financial-follow-up",service="gateway",status="200"' in exposition
    assert "2019-05" not in exposition


async def test_denied_calls_are_remembered_without_what_was_asked(gateway: RunningGateway) -> None:
    await gateway.parts.denied_calls.write()
    await gateway.rows("DELETE FROM denied_calls RETURNING id")
    async with gateway.anonymous() as stranger, gateway.client("cases:read") as client:
        for _ in range(3):
            await stranger.get("/case-registry/v1/cases/K7QM?q=K7QM")
        await client.get("/gateway/v1/clients")
    await gateway.parts.denied_calls.write()

    # A second may have ended in between, which makes two rows of one.
    rows = await gateway.rows(
        "SELECT client, route, status, sum(calls)::int FROM denied_calls GROUP BY 1, 2, 3 ORDER BY status"
    )

    assert [tuple(row.values()) for row in rows] == [
        (None, "/case-registry", 401, 3),
        ("portal", "/gateway", 403, 1),
    ]


async def test_a_service_that_denies_is_remembered_too(gateway: RunningGateway, service: Any) -> None:
    async def deny(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 403, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})

    await gateway.parts.denied_calls.write()
    await gateway.rows("DELETE FROM denied_calls RETURNING id")
    service.answer = deny
    async with gateway.client("cases:read") as client:
        await client.get("/referral-tracking/v1/referrals")
    await gateway.parts.denied_calls.write()

    [row] = await gateway.rows("SELECT client, route, status FROM denied_calls")
    assert tuple(row.values()) == ("portal", "/referral-tracking", 403)


def written(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """The gateway's own log lines; what else runs in the process writes to the same place."""
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    return [line for line in lines if line.get("service") == "gateway"]


async def test_each_request_is_one_line_of_json_without_address_or_token(
    gateway: RunningGateway, capsys: pytest.CaptureFixture[str]
) -> None:
    gateway.parts.observations.write()
    capsys.readouterr()
    async with gateway.client("cases:read") as client, gateway.anonymous() as stranger:
        got = await client.get("/case-registry/v1/cases/K7QM?q=K7QM")
        await stranger.get("/case-registry/v1/cases/K7QM")
    gateway.parts.observations.write()

    lines = written(capsys)
    passed_on, refused = (line for line in lines if line["event"] == "request")
    assert passed_on.pop("duration_ms") > 0
    assert passed_on.pop("timestamp").endswith("+00:00")
    assert passed_on == {
        "event": "request",
        "level": "info",
        "service": "gateway",
        "method": "GET",
        "route": "/case-registry",
        "status": 200,
        "problem": None,
        "caller_kind": "client",
        "trace_id": got.headers["traceparent"][3:35],
    }
    assert (refused["status"], refused["problem"], refused["caller_kind"]) == (401, "unauthenticated", None)
    assert "K7QM" not in str(lines)


async def test_production_does_not_start_with_clients_of_the_demonstration(gateway_before: Any, service: Any) -> None:
    async with gateway_before(service) as running:
        await running.register(
            NewClient("portal", "client", frozenset({"cases:read"}), frozenset(), demonstration=True)
        )
        with pytest.raises(DemonstrationInProduction, match="portal"):
            await running.start_in_production()
        await running.revoke("portal")
        await running.start_in_production()


async def test_an_unforeseen_error_is_a_problem_that_tells_nothing(
    gateway: RunningGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: Any) -> None:
        raise RuntimeError("a secret")

    monkeypatch.setattr("gateway.front.pass_on", fail)
    async with gateway.client("cases:read") as client:
        answer = await client.get("/case-registry/v1/cases")

    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "secret" not in answer.text


async def test_requests_on_one_connection_are_kept_apart(gateway: RunningGateway) -> None:
    async with gateway.client("cases:read") as client:
        answers = await asyncio.gather(*(client.get(f"/case-registry/v1/cases/{n}") for n in range(50)))

    assert [answer.json()["raw_path"] for answer in answers] == [f"/case-registry/v1/cases/{n}" for n in range(50)]
