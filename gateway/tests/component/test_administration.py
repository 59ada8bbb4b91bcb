"""`python -m gateway add-client` and `revoke-client`."""

import asyncio
import json
import re
from typing import Any

import httpx
import pytest

from gateway.administration import administer
from gateway.testing import RunningGateway

pytestmark = pytest.mark.asyncio(loop_scope="session")

LOG_LINE = re.compile(r'"event"|^[0-9-]{10} [0-9:]{8} \[')
ADD = ["add-client", "--scopes", "cases:read", "meetings:read", "--boards", "norrmalm", "--name"]


async def run(gateway: RunningGateway, *arguments: str) -> int:
    return await asyncio.to_thread(administer, gateway.settings, arguments)


def printed(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What the command printed; the logs of what runs beside it, as JSON or for people, go to the same place."""
    return [line for line in capsys.readouterr().out.splitlines() if not LOG_LINE.search(line)]


async def ask(gateway: RunningGateway, client: dict[str, Any]) -> httpx.Response:
    form = {"grant_type": "client_credentials"} | {name: client[name] for name in ("client_id", "client_secret")}
    async with gateway.anonymous() as caller:
        return await caller.post("/oauth/token", data=form)


async def test_an_added_client_gets_tokens_until_it_is_revoked(
    gateway: RunningGateway, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await run(gateway, *ADD, "Stadens webb", "--json") == 0
    [client] = map(json.loads, printed(capsys))
    assert client["client_id"].startswith("stadens-webb-")
    assert (client["name"], client["scopes"], client["boards"]) == (
        "Stadens webb",
        ["cases:read", "meetings:read"],
        ["norrmalm"],
    )
    assert (await ask(gateway, client)).status_code == 200

    assert await run(gateway, "revoke-client", "--name", "Stadens webb") == 0
    assert (await ask(gateway, client)).status_code == 401


async def test_two_clients_do_not_share_a_name_unless_one_replaces_the_other(
    gateway: RunningGateway, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await run(gateway, *ADD, "twice", "--json") == 0
    [first] = map(json.loads, printed(capsys))

    assert await run(gateway, *ADD, "twice") == 1
    assert "already a client by that name" in capsys.readouterr().err
    assert await run(gateway, *ADD, "twice", "--replace", "--json") == 0
    [second] = map(json.loads, printed(capsys))

    assert [(await ask(gateway, client)).status_code for client in (first, second)] == [401, 200]


async def test_the_secret_is_printed_once_for_people(
    gateway: RunningGateway, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await run(gateway, *ADD, "printed") == 0

    lines = dict(line.split(": ") for line in printed(capsys))
    assert set(lines) == {"client_id", "client_secret"}
    assert len(lines["client_secret"]) == 43


@pytest.mark.parametrize(
    "arguments",
    [
        ["revoke-client", "--name", "nobody"],
        ["add-client", "--name", "wrong", "--scopes", "everything"],
        ["add-client", "--name", "wrong", "--scopes", "cases:read", "--boards", "Norrmalms stadsdelsnämnd"],
        ["add-client", "--name", "?", "--scopes", "cases:read"],
    ],
    ids=repr,
)
async def test_what_cannot_be_done_is_said_and_changes_nothing(
    gateway: RunningGateway, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert await run(gateway, *arguments) == 1
    assert capsys.readouterr().err.startswith("gateway: ")


async def test_each_change_stands_in_the_audit_chain(gateway: RunningGateway) -> None:
    await run(gateway, *ADD, "audited")
    await run(gateway, "revoke-client", "--name", "audited")

    rows = await gateway.rows("SELECT entry FROM audit_entries WHERE board = '*' ORDER BY seq DESC LIMIT 2")

    entries = [json.loads(row["entry"]) for row in rows]
    assert [(entry["actor"], entry["event"], entry["resource"]) for entry in entries] == [
        ("operator", "removed", "clients"),
        ("operator", "created", "clients"),
    ]
    assert "secret" not in str(entries)
