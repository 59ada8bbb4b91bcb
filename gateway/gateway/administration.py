"""`python -m gateway add-client …` and `revoke-client …`: done by hand, by whoever runs the installation."""

import argparse
import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Final, TypeVar

from sqlalchemy import RowMapping

from boardkit.auth.caller import Caller
from boardkit.auth.tokens import GATEWAY
from boardkit.db.engine import create_engine
from boardkit.db.unit_of_work import Transactions, UnitOfWork
from boardkit.domain.clock import SystemClock
from boardkit.domain.errors import KansliError, NotFound
from gateway.commands.register_client import register_client
from gateway.commands.revoke_client import revoke_client
from gateway.domain.clients import CLIENT_KINDS, NewClient
from gateway.settings import Settings

COMMANDS: Final = frozenset({"add-client", "revoke-client"})

_OPERATOR: Final = Caller(subject="operator", kind="staff", boards=frozenset({"*"}))
_Result = TypeVar("_Result")


def administer(settings: Settings, arguments: Sequence[str]) -> int:
    """Do what `arguments` say and return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "add-client":
            _add(settings, options)
        else:
            row = asyncio.run(_in_transaction(settings, lambda work: revoke_client(work, options.name)))
            sys.stdout.write(f"revoked {row['client_id']}; tokens it already has expire within five minutes\n")
    except KansliError as error:
        sys.stderr.write(f"gateway: {error.detail.en}\n")
        return 1
    return 0


def _add(settings: Settings, options: argparse.Namespace) -> None:
    client = NewClient(
        name=options.name,
        kind=options.kind,
        scopes=frozenset(options.scopes),
        boards=frozenset(options.boards),
        demonstration=options.demonstration,
    )
    row, secret = asyncio.run(
        _in_transaction(settings, lambda work: _replace_or_register(work, client, replace=options.replace))
    )
    shown = {"client_id": row["client_id"], "client_secret": secret}
    if options.json:
        told = {"name": row["name"], **shown, "scopes": row["scopes"], "boards": row["boards"]}
        sys.stdout.write(json.dumps(told) + "\n")
    else:
        sys.stdout.write("".join(f"{name}: {value}\n" for name, value in shown.items()))
        sys.stderr.write("The secret is shown this once and cannot be read again.\n")


async def _replace_or_register(work: UnitOfWork, client: NewClient, *, replace: bool) -> tuple[RowMapping, str]:
    if replace:
        with suppress(NotFound):
            await revoke_client(work, client.name)
    return await register_client(work, client)


async def _in_transaction(settings: Settings, command: Callable[[UnitOfWork], Awaitable[_Result]]) -> _Result:
    engine = create_engine(settings.database_url, pool_size=1, application_name=GATEWAY)
    try:
        async with Transactions(engine).begin(_OPERATOR, SystemClock()) as work:
            return await command(work)
    finally:
        await engine.dispose()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m gateway")
    commands = parser.add_subparsers(dest="command", required=True)
    add = commands.add_parser("add-client", help="register a client and print its secret once")
    add.add_argument("--name", required=True)
    add.add_argument("--kind", choices=CLIENT_KINDS, default="client")
    add.add_argument("--scopes", required=True, nargs="+", metavar="SCOPE")
    add.add_argument("--boards", default=[], nargs="*", metavar="SLUG", help="'*' for every board")
    add.add_argument("--replace", action="store_true", help="revoke the active client by that name first")
    add.add_argument("--demonstration", action="store_true", help="production refuses to start with it")
    add.add_argument("--json", action="store_true", help="print one line of JSON")
    revoke = commands.add_parser("revoke-client", help="end a client's right to tokens")
    revoke.add_argument("--name", required=True)
    return parser
