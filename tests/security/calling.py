"""Calls to the routes of the scope table, with made-up but well-formed parameters."""

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlencode
from uuid import uuid4

import httpx

from boardkit.auth.caller import Caller
from boardkit.testing.service import RunningService
from tests.contract.apis import service_document
from tests.contract.document import example_of
from tests.contract.target import ORIGIN, token
from tests.security.routes import OPEN, RouteRow, routes_of

PROBLEM: Final = "application/problem+json"

#: Path parameters that are not UUIDs, and a value that each takes.
_VALUES: Final = {
    "boardSlug": "finns-inte",
    "bodySlug": "finns-inte",
    "receipt": "2345-6789-ACEF-HJKM-NPRT",
    "year": "2100",
    "format": "csv",
    "lineNumber": "1",
    "ruleNumber": "99.99",
    "period": "2019-01",
    "asset": "finns-inte.js",
}


def client(running: RunningService, scopes: Iterable[str] | None, boards: Iterable[str] = ("*",)) -> httpx.AsyncClient:
    """A client with a token of `scopes` on `boards`, or without one."""
    headers = {"accept-language": "en"}
    if scopes is not None:
        caller = Caller("probe", "client", frozenset(scopes), frozenset(boards))
        headers["authorization"] = f"Bearer {token(running, caller)}"
    transport = httpx.ASGITransport(app=running.app.state.front, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers=headers)


def address(row: RouteRow) -> str:
    """The route's address with the query it requires, its path parameters naming nothing that exists."""
    path = re.sub(r"\{([^}:]*)[^}]*\}", lambda found: _VALUES.get(found.group(1), str(uuid4())), row.path)
    required = [
        (parameter["name"], str(example_of(parameter)))
        for operation in service_document(row.service).operations()
        if (operation.method.upper(), operation.path) == (row.method, row.path)
        for parameter in operation.parameters
        if parameter["in"] == "query" and parameter.get("required")
    ]
    return path + ("?" + urlencode(required) if required else "")


async def call(caller: httpx.AsyncClient, row: RouteRow) -> httpx.Response:
    """Call the route with an empty JSON object where a body belongs."""
    headers = {"idempotency-key": f"security-{uuid4()}", "if-match": '"v1"'}
    if row.method in ("GET", "HEAD"):
        return await caller.request(row.method, address(row))
    return await caller.request(row.method, address(row), json={}, headers=headers)


def guarded_routes(name: str) -> list[RouteRow]:
    """The routes of `name` that ask for a scope."""
    return [row for row in routes_of(name) if row.scope != OPEN]
