"""What of a request reaches the service, and what of its answer reaches the caller."""

import re
from typing import Any

import httpx
import pytest

from boardkit.auth.keys import Issuer, TrustedIssuers
from boardkit.auth.tokens import TokenVerifier
from gateway.testing import RunningGateway

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def told(gateway: RunningGateway, path: str = "/case-registry/v1/cases", **headers: str) -> dict[str, Any]:
    async with gateway.client("cases:read", **headers) as client:
        answer = await client.get(path)
    assert answer.status_code == 200
    content: dict[str, Any] = answer.json()
    return content | {"headers": dict(content["headers"])}


async def test_the_service_sees_the_address_exactly_as_it_came(gateway: RunningGateway) -> None:
    seen = await told(gateway, "/case-registry/v1/cases/%C3%A5r%20ett?diary_number=NORR%202019%2F304&q=a+b&q=%C3%B6")

    assert seen["raw_path"] == "/case-registry/v1/cases/%C3%A5r%20ett"
    assert seen["query"] == "diary_number=NORR%202019%2F304&q=a+b&q=%C3%B6"


async def test_the_service_gets_an_internal_token_for_itself_alone(gateway: RunningGateway) -> None:
    seen = await told(gateway)

    token = seen["headers"]["authorization"].removeprefix("Bearer ")
    trusted = TrustedIssuers({"gateway": Issuer.of(gateway.key.verification_key())})
    caller = TokenVerifier("case-registry", trusted).verify(token)
    assert (caller.subject, caller.kind, caller.via) == ("portal", "client", None)
    assert caller.scopes == {"cases:read"}
    assert caller.boards == {"norrmalm"}


async def test_one_internal_token_serves_many_requests(gateway: RunningGateway) -> None:
    async with gateway.client("cases:read") as client:
        tokens = {
            dict((await client.get("/case-registry/v1/cases")).json()["headers"])["authorization"] for _ in range(3)
        }
        elsewhere = dict((await client.get("/referral-tracking/v1/deadlines")).json()["headers"])["authorization"]

    assert len(tokens) == 1
    assert elsewhere not in tokens


async def test_a_caller_cannot_claim_to_be_somebody_or_to_come_from_somewhere(gateway: RunningGateway) -> None:
    claims = {
        "forwarded": "for=10.0.0.1;host=evil.example;proto=https",
        "x_forwarded_for": "10.0.0.1",
        "x_forwarded_host": "evil.example",
        "x_forwarded_proto": "https",
        "x_real_ip": "10.0.0.1",
        "x_original_url": "/case-registry/v1/audit",
        "x_http_method_override": "DELETE",
        "x_user": "chair",
        "remote_user": "chair",
        "cookie": "session=chair",
        "proxy_authorization": "Basic Y2hhaXI6",
        "via": "1.1 elsewhere",
        "kansli_caller": "chair",
    }

    seen = await told(gateway, host="evil.example", **claims)

    own = gateway.url.removeprefix("http://")
    assert seen["headers"]["forwarded"] == f'for=127.0.0.1;host="{own}";proto=http'
    assert not {name.replace("_", "-") for name in claims} - {"forwarded"} & set(seen["headers"])
    assert "evil.example" not in str(seen["headers"])


async def test_headers_that_the_services_use_are_passed_on(gateway: RunningGateway) -> None:
    sent = {
        "accept": "application/json",
        "accept_language": "sv, en;q=0.5",
        "if_match": '"v1"',
        "if_none_match": '"v1", "v2"',
        "idempotency_key": "0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c3d",
        "kansli_business_date": "2019-06-13",
        "range": "bytes=0-9",
        "content_digest": "sha-256=:AAAA:",
        "tracestate": "vendor=1",
    }

    seen = await told(gateway, **sent)

    assert {name: seen["headers"][name.replace("_", "-")] for name in sent} == sent


async def test_headers_named_by_connection_stay_here(gateway: RunningGateway) -> None:
    seen = await told(gateway, connection="keep-alive, If-Match, TE", if_match='"v1"', te="trailers", if_range='"x"')

    assert "if-match" not in seen["headers"]
    assert "te" not in seen["headers"]
    assert seen["headers"]["if-range"] == '"x"'


async def test_what_a_caller_did_not_send_is_not_made_up(gateway: RunningGateway) -> None:
    async with gateway.anonymous(authorization=f"Bearer {gateway.token('cases:read')}") as client:
        for name in ("accept", "accept-encoding", "user-agent"):
            del client.headers[name]
        answer = await client.post("/case-registry/v1/cases", content=b"{}")

    headers = dict(answer.json()["headers"])
    assert "content-type" not in headers
    assert headers["accept-encoding"] == "identity"
    assert headers["accept"] == "*/*"


async def test_a_callers_trace_goes_on_and_comes_back(gateway: RunningGateway) -> None:
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"

    async with gateway.client("cases:read", traceparent=f"00-{trace}-00f067aa0ba902b7-01") as client:
        answer = await client.get("/case-registry/v1/cases")

    passed_on = dict(answer.json()["headers"])["traceparent"]
    assert passed_on.startswith(f"00-{trace}-")
    assert "00f067aa0ba902b7" not in passed_on
    assert answer.headers["traceparent"] == passed_on


async def test_a_trace_is_started_when_the_caller_has_none(gateway: RunningGateway) -> None:
    seen = await told(gateway, traceparent="00-00000000000000000000000000000000-00f067aa0ba902b7-01")

    assert re.fullmatch(r"00-(?!0{32})[0-9a-f]{32}-[0-9a-f]{16}-01", seen["headers"]["traceparent"])


async def test_the_callers_own_name_for_a_request_comes_back_and_goes_no_further(gateway: RunningGateway) -> None:
    named = {"x-request-id": "7d1c"}
    async with gateway.client("cases:read", **named) as client:
        passed_on = await client.get("/case-registry/v1/cases")
        own = await client.get("/gateway/v1/api-info")
        refused = await client.get("/case-registry/v2/cases")

    assert [answer.headers.get_list("x-request-id") for answer in (passed_on, own, refused)] == [["7d1c"]] * 3
    assert "x-request-id" not in dict(passed_on.json()["headers"])


async def test_the_answer_comes_back_without_what_belongs_to_the_hop(gateway: RunningGateway, service: Any) -> None:
    async def answer(scope: Any, receive: Any, send: Any) -> None:
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", b"2"),
            (b"etag", b'"v1"'),
            (b"location", b"https://kansli.example/case-registry/v1/cases/1"),
            (b"link", b"<a>; rel=next"),
            (b"link", b"<b>; rel=prev"),
            (b"server", b"secret/1.0"),
            (b"keep-alive", b"timeout=5"),
            (b"traceparent", b"00-11111111111111111111111111111111-1111111111111111-01"),
        ]
        await send({"type": "http.response.start", "status": 201, "headers": headers})
        await send({"type": "http.response.body", "body": b"{}"})

    service.answer = answer
    async with gateway.client("cases:write") as client:
        got = await client.post("/case-registry/v1/cases", json={})

    assert got.status_code == 201
    assert got.content == b"{}"
    assert got.headers["etag"] == '"v1"'
    assert got.headers["location"] == "https://kansli.example/case-registry/v1/cases/1"
    assert got.headers.get_list("link") == ["<a>; rel=next", "<b>; rel=prev"]
    assert "server" not in got.headers
    assert "keep-alive" not in got.headers
    assert len(got.headers.get_list("date")) == 1
    assert "11111111" not in got.headers["traceparent"]


@pytest.mark.parametrize(("method", "status"), [("GET", 304), ("GET", 204), ("HEAD", 200), ("GET", 301)])
async def test_answers_without_a_body_come_back_as_they_are(
    gateway: RunningGateway, service: Any, method: str, status: int
) -> None:
    async def answer(scope: Any, receive: Any, send: Any) -> None:
        headers = [(b"etag", b'"v1"'), (b"location", b"/elsewhere")]
        if method == "HEAD":
            headers.append((b"content-length", b"200000"))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    service.answer = answer
    async with gateway.client("cases:read") as client:
        got = await client.request(method, "/case-registry/v1/cases")

    assert (got.status_code, got.content, got.headers["etag"]) == (status, b"", '"v1"')
    if method == "HEAD":
        assert got.headers["content-length"] == "200000"


async def test_each_service_is_reached_by_its_name(gateway: RunningGateway, service: Any) -> None:
    names = ["case-registry", "delegation-rules", "referral-tracking", "financial-follow-up"]

    async with gateway.client("cases:read") as client:
        answers = [await client.get(f"/{name}/v1/anything") for name in names]

    assert [answer.json()["raw_path"] for answer in answers] == [f"/{name}/v1/anything" for name in names]


@pytest.mark.parametrize(
    "path",
    [
        "/no-service/v1/cases",
        "/case-registry",
        "/case-registry/",
        "/case-registry/livez",
        "/case-registry/metrics",
        "/case-registry/v2/cases",
        "/case-registryx/v1/cases",
        "/case-registry/v1x/cases",
    ],
)
async def test_anything_else_is_not_found(gateway: RunningGateway, service: Any, path: str) -> None:
    async with gateway.client("cases:read") as client:
        answer = await client.get(path)

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert not service.seen


async def test_the_callers_address_is_believed_from_a_trusted_proxy_only(service: Any, gateway_before: Any) -> None:
    async with gateway_before(service, trusted_proxies=["127.0.0.0/8"]) as running:
        seen = await told(running, x_forwarded_for="198.51.100.7, 2001:db8::7, 127.0.0.9")

    assert seen["headers"]["forwarded"].startswith('for="[2001:db8::7]";host=')


async def test_compressed_answers_pass_through_untouched(gateway: RunningGateway, service: Any) -> None:
    async def answer(scope: Any, receive: Any, send: Any) -> None:
        headers = [(b"content-encoding", b"gzip"), (b"content-length", b"4")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"\x1f\x8bxx"})

    service.answer = answer
    async with gateway.client("cases:read") as client:
        request = client.build_request("GET", "/case-registry/v1/cases")
        got = await client.send(request, stream=True)
        raw = b"".join([part async for part in got.aiter_raw()])
        await got.aclose()

    assert raw == b"\x1f\x8bxx"
    assert isinstance(got, httpx.Response)
