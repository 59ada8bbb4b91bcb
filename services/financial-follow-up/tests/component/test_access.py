"""Who gets in: every route needs a token and its own scope, and answers errors as problems."""

from typing import Any

import pytest

from boardkit.testing.service import RunningService, new_key

SOME_ID = "0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c3d"
ROUTES = [
    ("GET", "/areas", "areas:read"),
    ("POST", "/areas", "areas:write"),
    ("GET", f"/areas/{SOME_ID}", "areas:read"),
    ("GET", "/follow-ups", "follow-ups:read"),
    ("POST", "/follow-ups", "follow-ups:write"),
    ("GET", f"/follow-ups/{SOME_ID}", "follow-ups:read"),
    ("PUT", f"/follow-ups/{SOME_ID}", "follow-ups:write"),
    ("GET", f"/follow-ups/{SOME_ID}/cases", "follow-ups:read"),
    ("GET", "/reports/2019-05?board=norrmalm", "reports:read"),
]
EVERY_SCOPE = ["areas:read", "areas:write", "follow-ups:read", "follow-ups:write", "reports:read"]


async def test_no_token_and_too_little_of_one(service: RunningService) -> None:
    for method, path, scope in ROUTES:
        others = [each for each in EVERY_SCOPE if each != scope]

        unknown = await service.anonymous().request(method, path)
        limited = await service.client(*others).request(method, path, headers=new_key())

        assert unknown.status_code == 401, path
        assert unknown.headers["content-type"] == "application/problem+json"
        assert (limited.status_code, limited.json()["required_scope"]) == (403, scope), path


@pytest.mark.parametrize("path", ["/areas", "/follow-ups"])
async def test_create_needs_a_key_and_json(service: RunningService, path: str) -> None:
    client = service.client("areas:write", "follow-ups:write")

    keyless = await client.post(path, json={})
    not_json = await client.post(path, content=b"<xml/>", headers=new_key() | {"content-type": "text/xml"})
    broken = await client.post(path, content=b"{", headers=new_key() | {"content-type": "application/json"})

    assert [answer.status_code for answer in (keyless, not_json, broken)] == [400, 415, 422]


async def test_document_describes_every_operation(service: RunningService) -> None:
    document: dict[str, Any] = (await service.anonymous().get("/openapi.json")).json()

    described = {
        (method.upper(), path): operation["x-required-scope"]
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if "/areas" in path or "/follow-ups" in path or "/reports" in path
    }

    base = "/financial-follow-up/v1"
    assert described == {
        ("GET", f"{base}/areas"): "areas:read",
        ("POST", f"{base}/areas"): "areas:write",
        ("GET", f"{base}/areas/{{areaId}}"): "areas:read",
        ("GET", f"{base}/follow-ups"): "follow-ups:read",
        ("POST", f"{base}/follow-ups"): "follow-ups:write",
        ("GET", f"{base}/follow-ups/{{followUpId}}"): "follow-ups:read",
        ("PUT", f"{base}/follow-ups/{{followUpId}}"): "follow-ups:write",
        ("GET", f"{base}/follow-ups/{{followUpId}}/cases"): "follow-ups:read",
        ("GET", f"{base}/reports/{{period}}"): "reports:read",
    }
