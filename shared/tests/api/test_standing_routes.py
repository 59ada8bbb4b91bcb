"""What every service has: health, metrics, documentation and information about the API."""

import re
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from boardkit.testing.service import RunningService


def at_root(service: RunningService) -> httpx.AsyncClient:
    client = service.anonymous()
    client.base_url = httpx.URL("http://service.test")
    return client


async def as_owner(service: RunningService, statement: str) -> None:
    engine = create_async_engine(service.database.owner_url)
    async with engine.begin() as connection:
        await connection.execute(text(statement))
    await engine.dispose()


async def test_a_migrated_service_is_alive_and_ready(sample: RunningService) -> None:
    alive, ready = await at_root(sample).get("/livez"), await at_root(sample).get("/readyz")

    assert (alive.status_code, alive.json()) == (200, {"status": "alive"})
    assert (ready.status_code, ready.json()) == (200, {"status": "ready"})
    assert ready.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE alembic_version SET version_num = 'sample_house_0000'",
        "UPDATE boardkit_version SET version_num = 'boardkit_9999'",
        "DELETE FROM alembic_version",
        "INSERT INTO boardkit_version VALUES ('boardkit_9999')",
        "DROP TABLE alembic_version",
    ],
)
async def test_another_migration_head_is_not_ready(sample: RunningService, statement: str) -> None:
    await as_owner(sample, statement)

    answer = await at_root(sample).get("/readyz")

    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["retry-after"] == "2"
    assert (await at_root(sample).get("/livez")).status_code == 200


async def test_the_service_says_what_it_is(sample: RunningService) -> None:
    info = (await sample.anonymous().get("/api-info")).json()

    assert info.pop("_links")["self"]["href"] == "http://service.test/sample-house/v1/api-info"
    assert info == {
        "apiName": "sample-house",
        "apiVersion": "1.0.0",
        "apiReleased": "2026-11-21",
        "apiDocumentation": "/sample-house/v1/docs",
        "apiStatus": "active",
        "businessDate": "2019-06-03",
        "environment": "test",
    }


async def test_the_documentation_page_needs_no_other_host(sample: RunningService) -> None:
    page = await sample.anonymous().get("/docs")

    addresses = re.findall(r"""(?:src|href|url)\s*[=:]\s*["']([^"']+)["']""", page.text)
    assert {address for address in addresses if not address.startswith("/sample-house/v1/")} <= {"#swagger-ui"}
    assert "//" not in re.sub(r"<!--.*?-->", "", page.text).replace("://service.test", "")
    assert '"validatorUrl": null' in page.text
    assert "default-src 'self'" in page.headers["content-security-policy"]
    for address in addresses:
        if address.startswith("/"):
            found = await at_root(sample).get(address)
            assert found.status_code == 200, address


@pytest.mark.parametrize("asset", ["redoc.standalone.js", "..%2F..%2Fmain.py", "swagger-ui.css.map", "x"])
async def test_no_other_file_is_given_out(sample: RunningService, asset: str) -> None:
    assert (await sample.anonymous().get(f"/docs/{asset}")).status_code == 404


def references(part: Any) -> list[str]:
    if isinstance(part, dict):
        own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return own + [found for value in part.values() for found in references(value)]
    return [found for value in part for found in references(value)] if isinstance(part, list) else []


@pytest.fixture
async def document(sample: RunningService) -> Any:
    return (await sample.anonymous().get("/openapi.json")).json()


async def test_every_reference_in_the_document_leads_somewhere(document: Any) -> None:
    found = references(document)

    assert found
    for reference in found:
        target = document
        for name in reference.removeprefix("#/").split("/"):
            assert name in target, reference
            target = target[name]


async def test_the_document_knows_no_error_but_problems(document: Any) -> None:
    assert not {"HTTPValidationError", "ValidationError"} & document["components"]["schemas"].keys()
    for operations in document["paths"].values():
        for operation in operations.values():
            for status, response in operation["responses"].items():
                if int(status) >= 400:
                    assert response == {"$ref": f"#/components/responses/Problem{status}"}
    for response in document["components"]["responses"].values():
        assert list(response["content"]) == ["application/problem+json"]


@pytest.mark.parametrize(
    ("path", "method", "header", "statuses"),
    [
        ("/sample-house/v1/notes", "post", "Idempotency-Key", {"201", "400", "401", "403", "409", "413", "415", "422"}),
        ("/sample-house/v1/notes/{noteId}", "patch", "If-Match", {"200", "401", "404", "412", "413", "428"}),
        (
            "/sample-house/v1/notes/{noteId}",
            "get",
            None,
            {"200", "401", "403", "404", "405", "406", "422", "500", "503"},
        ),
        ("/sample-house/v1/mishaps", "post", None, {"200", "400", "401", "403", "413", "415", "422"}),
    ],
)
async def test_an_operation_tells_its_headers_scope_and_answers(
    document: Any, path: str, method: str, header: str | None, statuses: set[str]
) -> None:
    operation = document["paths"][path][method]

    required = [one["name"] for one in operation.get("parameters", []) if one["in"] == "header" and one["required"]]
    assert required == ([] if header is None else [header])
    assert statuses <= operation["responses"].keys()
    assert operation["security"] == [{"accessToken": []}]
    assert operation["x-required-scope"] in operation["description"]


async def test_every_answer_that_was_seen_is_in_the_document(sample: RunningService, document: Any) -> None:
    client = sample.client("notes:read", "notes:write")
    for method, path, template in (
        ("GET", "/notes?limit=0", "/notes"),
        ("GET", "/notes?title=%00", "/notes"),
        ("GET", "/notes/0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c3d", "/notes/{noteId}"),
        ("POST", "/notes", "/notes"),
        ("PATCH", "/notes/x", "/notes/{noteId}"),
    ):
        status = (await client.request(method, path)).status_code
        operation = document["paths"][f"/sample-house/v1{template}"][method.lower()]
        assert str(status) in operation["responses"], (method, path, status)
