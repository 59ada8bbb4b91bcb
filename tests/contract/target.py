"""A running API as the probes call it."""

import re
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

from boardkit.auth.caller import Caller
from boardkit.testing.service import RunningService
from tests.contract.document import Document, Operation

ORIGIN = "http://service.test"

#: Scopes that no route asks for, but that show more of what it answers.
SHOWING_MORE = {"documents:read-internal"}

#: The business date on which examples are sent: every day that they name has come.
AFTER_EVERY_EXAMPLE = "2019-06-20"

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

JSON = "application/json"
PROBLEM = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Target:
    """One running API.

    Attributes:
        document: what it publishes.
        open_client: makes a client with a token of these scopes on every board, or without one for None.
        believes_forwarded: whether it stands behind the gateway, whose Forwarded it follows; the gateway itself
            follows its own public address only.
        created: what `seed` made: the operation and its answer.
    """

    document: Document
    open_client: Callable[[frozenset[str] | None], httpx.AsyncClient]
    believes_forwarded: bool = True
    created: list[tuple[Operation, httpx.Response]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The API's name, the first part of its addresses."""
        return self.document.name

    @property
    def base(self) -> str:
        """Where its resources start."""
        return f"{ORIGIN}/{self.name}/v{self.document.raw['info']['version'].split('.')[0]}"

    @property
    def scopes(self) -> frozenset[str]:
        """Every scope that its document names, and those that only show more."""
        named = {operation.scope for operation in self.document.operations() if operation.scope}
        return frozenset(named | SHOWING_MORE)

    @asynccontextmanager
    async def everything_allowed(self) -> AsyncIterator[httpx.AsyncClient]:
        """A client with every scope."""
        async with self.open_client(self.scopes) as client:
            yield client

    @asynccontextmanager
    async def anonymous(self) -> AsyncIterator[httpx.AsyncClient]:
        """A client without a token."""
        async with self.open_client(None) as client:
            yield client

    def reads(self) -> Iterator[tuple[Operation, str]]:
        """GET operations that need nothing but examples, with their addresses."""
        for operation in self.document.operations():
            if operation.method == "get" and "{" not in operation.path and operation.scope:
                yield operation, ORIGIN + operation.address()


def target_of_running(document: Document, running: RunningService) -> Target:
    """The service or gateway that is `running`, as a target.

    A service is called with internal tokens, as the gateway calls it; the gateway with access tokens.
    """

    def open_client(scopes: frozenset[str] | None) -> httpx.AsyncClient:
        headers = {"accept-language": "en"}
        if scopes is not None:
            caller = Caller("staff", "client", scopes, frozenset({"*"}))
            headers["authorization"] = f"Bearer {token(running, caller)}"
        transport = httpx.ASGITransport(app=running.app.state.front, raise_app_exceptions=False)
        return httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers=headers)

    return Target(document, open_client, believes_forwarded=not hasattr(running.app.state, "parts"))


def token(running: RunningService, caller: Caller) -> str:
    """A token by which `running` knows `caller`."""
    parts = getattr(running.app.state, "parts", None)
    if parts is None:
        return running.token(caller)
    access_token: str = parts.access_minter.mint("kansli", caller, 300)
    return access_token


async def seed(target: Target) -> None:
    """Create one of everything that can be created from the document's own examples.

    Where an example names another object by id, the one that was created stands in for it; so what was refused
    is tried again as long as something new has come.
    """
    known: dict[str, str] = {}
    waiting = [o for o in target.document.operations() if o.method == "post" and "201" in o.responses]
    async with target.everything_allowed() as client:
        client.headers["kansli-business-date"] = AFTER_EVERY_EXAMPLE
        made = True
        while made:
            made = False
            for operation in list(waiting):
                answer = await _created(client, operation, known)
                if answer is not None:
                    made = True
                    waiting.remove(operation)
                    target.created.append((operation, answer))
                    known |= _ids_by_field(operation, answer)


def _ids_by_field(operation: Operation, answer: httpx.Response) -> dict[str, str]:
    """The created id by the names of the fields that would name it (`agenda_item_id`)."""
    collection = operation.path.rsplit("/", 1)[1].replace("-", "_")
    identity = str(answer.json().get("id", ""))
    return {f"{name}_id": identity for name in (collection, collection.removesuffix("s"))}


async def _created(client: httpx.AsyncClient, operation: Operation, known: Mapping[str, str]) -> httpx.Response | None:
    """The answer to a create: with the whole example, or else with no more than what is required."""
    above = {f"{name}Id": known.get(f"{name}_id") for name in re.findall(r"\{([^}]*)Id\}", operation.path)}
    if None in above.values():
        return None
    place = ORIGIN + operation.address(**{name: str(identity) for name, identity in above.items()})
    required = (operation.request_schema or {}).get("required", [])
    for fields in (None, required):
        body = {
            name: _standing_in(name, value, known)
            for name, value in operation.body().items()
            if fields is None or name in fields
        }
        answer = await client.post(place, json=body, headers={"idempotency-key": str(uuid4())})
        if answer.status_code == 201:
            return answer
    return None


def _standing_in(name: str, value: Any, known: Mapping[str, str]) -> Any:
    """The created object that the value stands for: the field is `person_id`, or `person` where the value is an id."""
    if name in known:
        return known[name]
    return known.get(f"{name}_id", value) if isinstance(value, str) and _ID.fullmatch(value) else value


def hrefs(content: Any) -> Iterator[str]:
    """Every `href` below any `_links` in `content`."""
    if isinstance(content, dict):
        for name, value in content.items():
            if name == "_links" and isinstance(value, dict):
                yield from (link["href"] for link in value.values())
            else:
                yield from hrefs(value)
    elif isinstance(content, list):
        for item in content:
            yield from hrefs(item)
