"""Requests made up from each document: no 5xx, every answer as described, every error a problem.

The same requests are made every time; `KANSLI_FUZZ_EXAMPLES` asks for more of them.
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final
from uuid import uuid4

import httpx
import pytest
import schemathesis
from anyio.from_thread import BlockingPortal, start_blocking_portal
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft202012Validator
from schemathesis.core.result import Ok

from boardkit.testing.postgres import PostgresServer
from tests.contract.apis import present_services, service, service_document
from tests.contract.document import Document
from tests.contract.target import JSON, ORIGIN, PROBLEM, Target, seed, target_of_running

SERVICES: Final = [api for api in present_services() if api != "gateway"]
EXAMPLES: Final = int(os.environ.get("KANSLI_FUZZ_EXAMPLES", "6"))

Case = schemathesis.Case[Any]


# The service's retries draw their jitter from `random` in their own thread, which Hypothesis takes for a strategy's.
@pytest.mark.filterwarnings("ignore:Do not use the `random` module")
@pytest.mark.parametrize("api", SERVICES)
def test_made_up_requests(api: str, postgres_server: PostgresServer) -> None:
    document = service_document(api)
    faults: set[str] = set()
    with booted(api, postgres_server) as (portal, target):
        known = ids_of(target)

        def send(case: Case) -> httpx.Response:
            return portal.call(answer_to, target, case, known)

        schema = schemathesis.openapi.from_dict(json.loads(json.dumps(document.raw)))
        for found in schema.get_all_operations():
            assert isinstance(found, Ok)
            faults |= faults_met(document, found.ok(), send)

    assert sorted(faults) == []


def faults_met(document: Document, operation: Any, send: Callable[[Case], httpx.Response]) -> set[str]:
    """What goes wrong when made-up requests are sent to one operation."""
    described = answers_of(document, operation.path, operation.method)
    faults: set[str] = set()

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def send_one(case: Case) -> None:
        found = faults_of(document, described, send(case))
        faults.update(f"{operation.method.upper()} {operation.path}: {fault}" for fault in found)

    send_one()
    return faults


@contextmanager
def booted(api: str, server: PostgresServer) -> Iterator[tuple[BlockingPortal, Target]]:
    """The service, running on the event loop of a thread of its own, holding what its examples create."""
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(service(api).running(server)) as running,
    ):
        target = target_of_running(service_document(api), running)
        portal.call(seed, target)
        yield portal, target


def ids_of(target: Target) -> dict[str, str]:
    """By the last word of its collection, the id of something that is there."""
    return {
        created.path.rsplit("/", 1)[1].rstrip("s"): answer.headers["location"].rsplit("/", 1)[1]
        for created, answer in target.created
    }


async def answer_to(target: Target, case: Case, known: Mapping[str, str]) -> httpx.Response:
    """The service's answer to `case`, sent with every scope; ids that exist stand in for every other made-up one."""
    arguments = case.as_transport_kwargs(base_url=ORIGIN)
    made_up = {name.lower(): value for name, value in dict(arguments["headers"]).items() if is_sendable(value)}
    headers = {name: value for name, value in made_up.items() if name not in ("authorization", "user-agent")}
    if len(headers.get("idempotency-key", "")) >= 8:
        headers["idempotency-key"] = str(uuid4())
    url = httpx.URL(arguments["url"])
    async with target.everything_allowed() as caller:
        headers["authorization"] = caller.headers["authorization"]
        return await caller.request(
            arguments["method"],
            with_known_ids(url, case, known),
            params=arguments.get("params") or None,
            json=arguments.get("json"),
            content=arguments.get("data") if isinstance(arguments.get("data"), str | bytes) else None,
            headers=headers,
        )


def with_known_ids(url: httpx.URL, case: Case, known: Mapping[str, str]) -> httpx.URL:
    """`url` with its first made-up id replaced by one that exists, when the id's first letter says so."""
    text = str(url)
    for name, value in (case.path_parameters or {}).items():
        kind = name.removesuffix("Id").lower()
        match = next((identity for collection, identity in known.items() if collection.endswith(kind)), None)
        if match is not None and name.endswith("Id") and str(value)[-1] in "02468ace":
            text = text.replace(str(value), match)
    return httpx.URL(text)


def is_sendable(value: str) -> bool:
    """Whether a header's value can be sent at all."""
    return value.isascii() and value.isprintable()


def answers_of(document: Document, path: str, method: str) -> dict[str, Any]:
    """The responses that the document describes for an operation."""
    return next(
        operation.responses
        for operation in document.operations()
        if (operation.path, operation.method) == (path, method)
    )


def faults_of(document: Document, described: Mapping[str, Any], answer: httpx.Response) -> list[str]:
    """Where `answer` is not what the document says."""
    status = str(answer.status_code)
    if answer.status_code >= 500 or answer.status_code in (401, 403):
        return [f"{status}: {answer.text[:300]}"]
    if status not in described:
        return [f"{status} is not described: {answer.text[:300]}"]
    content = described[status].get("content", {})
    media_type = answer.headers.get("content-type", "").partition(";")[0]
    if answer.status_code >= 400 and media_type != PROBLEM:
        return [f"{status} as {media_type}"]
    if media_type in content and media_type not in (JSON, PROBLEM):
        return []  # a file of a described format; only JSON has a schema
    if media_type not in content:
        return [] if not answer.content or not content else [f"{status} as {media_type}"]
    whole = dict(content[media_type]["schema"]) | {"components": document.raw["components"]}
    return [
        f"{status} {'/'.join(map(str, error.path))}: {error.message[:300]}"
        for error in Draft202012Validator(whole).iter_errors(answer.json())
    ]
