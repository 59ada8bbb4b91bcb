"""Every route of every app, documented or not, as the scope table lists them."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts

from boardkit.auth.require import RequireScope
from tests.contract.apis import service

TABLE = Path(__file__).with_name("scope_table.csv")

#: In place of a scope: no token is asked for.
OPEN = "open"


class RouteRow(NamedTuple):
    """One route: who serves it, its method and path, and the scope it asks for (or `open`)."""

    service: str
    method: str
    path: str
    scope: str


def table() -> dict[RouteRow, str]:
    """The scope table: each route and its note."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {RouteRow(row["service"], row["method"], row["path"], row["scope"]): row["note"] for row in rows}


def routes_of(name: str) -> Iterator[RouteRow]:
    """The routes of the app called `name`, found by walking its tree of routers.

    HEAD is left out where GET is there: it is the same route.
    """
    for context in iter_route_contexts(service(name).unstarted().routes):
        methods = set(context.methods or {"ANY"})
        if "GET" in methods:
            methods.discard("HEAD")
        scopes = sorted(scopes_required(getattr(context, "dependant", None)))
        for method in sorted(methods):
            yield RouteRow(name, method, str(context.path), " ".join(scopes) or OPEN)


def scopes_required(dependant: Dependant | None) -> set[str]:
    """The scopes that a route's dependencies ask for, at any depth."""
    if dependant is None:
        return set()
    own = {dependant.call.scope} if isinstance(dependant.call, RequireScope) else set()
    return own.union(*(scopes_required(below) for below in dependant.dependencies))
