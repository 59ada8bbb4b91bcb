"""Every route is in the scope table, and the table is what the running services do."""

from collections.abc import Mapping
from typing import Final

import pytest

from gateway.routes import ServiceRoutes
from tests.contract.apis import present_services, service_document
from tests.contract.target import seed, target_of_running
from tests.security.calling import PROBLEM, address, call, client, guarded_routes
from tests.security.conftest import Booted
from tests.security.routes import OPEN, RouteRow, routes_of, table

APIS = present_services()

#: All that anyone on the internet can reach without a token, as patterns of the scope table's paths.
PUBLIC: Final[Mapping[str, frozenset[str]]] = {
    "every service": frozenset({"api-info", "openapi.json", "docs", "docs/{asset}"}),
    "case-registry": frozenset({"citizen-proposals/status/{receipt}"}),
    "gateway": frozenset(
        {
            "/",
            "/oauth/token",
            "/.well-known/jwks.json",
            "/.well-known/authzen-configuration/delegation-rules/v1/authzen",
            "/livez",
            "/readyz",
            "/metrics",
        }
    ),
}
#: Open in a service, but not passed on by the gateway: for those who watch over the process.
WATCHED: Final = frozenset({"/livez", "/readyz", "/metrics"})

#: Lists of what belongs to no board.
OF_THE_WHOLE_COUNTRY: Final = frozenset(
    {"/delegation-rules/v1/price-base-amounts", "/referral-tracking/v1/bodies", "/gateway/v1/clients"}
)


@pytest.mark.parametrize("api", APIS)
def test_the_table_lists_exactly_the_routes_that_there_are(api: str) -> None:
    listed = {row for row in table() if row.service == api}

    assert listed == set(routes_of(api))


@pytest.mark.parametrize("api", APIS)
def test_no_route_asks_for_two_scopes(api: str) -> None:
    assert [row for row in routes_of(api) if " " in row.scope] == []


@pytest.mark.parametrize("api", APIS)
def test_the_document_names_the_scope_that_the_route_asks_for(api: str) -> None:
    rows = {(row.method, row.path): row.scope for row in table() if row.service == api}

    documented = {
        (operation.method.upper(), operation.path): operation.scope or OPEN
        for operation in service_document(api).operations()
    }

    assert documented.items() <= rows.items()


@pytest.mark.parametrize("api", APIS)
def test_every_guarded_route_is_documented(api: str) -> None:
    documented = {(operation.method.upper(), operation.path) for operation in service_document(api).operations()}

    assert {(row.method, row.path) for row in guarded_routes(api)} <= documented


@pytest.mark.parametrize("api", APIS)
def test_what_is_open_is_on_the_short_list(api: str) -> None:
    base = f"/{api}/v1/"
    allowed = {base + path for path in PUBLIC["every service"]} | WATCHED
    if api == "gateway":
        allowed |= PUBLIC["gateway"]

    assert {row.path for row in routes_of(api) if row.scope == OPEN} <= allowed


@pytest.mark.parametrize("api", [api for api in APIS if api != "gateway"])
def test_the_gateway_lets_nobody_through_without_a_token_but_on_the_short_list(api: str) -> None:
    base = f"/{api}/v1/"
    public = {base + path for path in PUBLIC["every service"] | PUBLIC.get(api, frozenset())}
    routes = ServiceRoutes(api)

    let_through = {row.path for row in routes_of(api) if is_public(routes, row)}

    assert let_through == public


def is_public(routes: ServiceRoutes, row: RouteRow) -> bool:
    """Whether the gateway passes the route on for a caller without a token."""
    route = routes.route(row.method, address(row).partition("?")[0].removeprefix(f"/{row.service}"))
    return route is not None and route.public


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("api", APIS)
async def test_without_a_token_every_guarded_route_answers_401(api: str, booted: Booted) -> None:
    async with client(await booted(api), None) as caller:
        answers = [(row, await call(caller, row)) for row in guarded_routes(api)]

    assert [(row.method, row.path, answer.status_code) for row, answer in answers if answer.status_code != 401] == []
    assert {answer.headers["www-authenticate"].split()[0] for _, answer in answers} == {"Bearer"}
    assert {answer.headers["content-type"] for _, answer in answers} == {PROBLEM}


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("api", APIS)
async def test_with_every_scope_but_its_own_every_guarded_route_answers_403(api: str, booted: Booted) -> None:
    every = {row.scope for row in table()} - {OPEN}
    wrong = []
    for row in guarded_routes(api):
        async with client(await booted(api), every - {row.scope}) as caller:
            answer = await call(caller, row)
        if answer.status_code != 403 or answer.headers["content-type"] != PROBLEM:
            wrong.append((row.method, row.path, answer.status_code))

    assert wrong == []


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("api", APIS)
async def test_with_its_scope_what_is_not_there_answers_404(api: str, booted: Booted) -> None:
    wrong = []
    for row in guarded_routes(api):
        if row.method != "GET" or "{" not in row.path:
            continue
        async with client(await booted(api), {row.scope}) as caller:
            answer = await call(caller, row)
        # Below something that is not there, a list may as well be empty: it shows nothing either.
        empty = answer.status_code == 200 and answer.json().get("items") == []
        if answer.status_code != 404 and not empty:
            wrong.append((row.path, answer.status_code, answer.text[:200]))

    assert wrong == []


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("api", APIS)
async def test_what_another_board_has_is_neither_listed_nor_found(api: str, booted: Booted) -> None:
    running = await booted(api)
    target = target_of_running(service_document(api), running)
    await seed(target)
    shown = []
    async with client(running, target.scopes, boards=["annan-namnd"]) as stranger:
        for operation, place in target.reads():
            answer = await stranger.get(place)
            if operation.path not in OF_THE_WHOLE_COUNTRY and answer.status_code == 200 and answer.json().get("items"):
                shown.append(operation.path)
        for operation, created in target.created:
            if operation.path in OF_THE_WHOLE_COUNTRY or is_told_to_everyone(created.headers["location"]):
                continue
            answer = await stranger.get(created.headers["location"])
            if answer.status_code != 404:
                shown.append(f"{operation.path} -> {answer.status_code}")

    assert shown == []


def is_told_to_everyone(location: str) -> bool:
    """Whether it is the page of a proposal that everyone with the receipt may open."""
    return "/citizen-proposals/status/" in location


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("api", APIS)
async def test_a_token_in_the_address_is_not_taken(api: str, booted: Booted) -> None:
    running = await booted(api)
    row = guarded_routes(api)[0]
    async with client(running, {row.scope}) as allowed:
        secret = allowed.headers["authorization"].removeprefix("Bearer ")
    async with client(running, None) as caller:
        answer = await caller.request(row.method, address(row), params={"access_token": secret})

    assert answer.status_code == 401
    assert secret not in answer.text
