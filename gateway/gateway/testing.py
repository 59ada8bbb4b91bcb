"""Boots the gateway on real sockets before services that a test makes up, for component tests."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import uvicorn
from sqlalchemy import text
from starlette.types import ASGIApp

from boardkit.auth.caller import Caller, CallerKind
from boardkit.auth.keys import SigningKey
from boardkit.db.migrate import migrate_async
from boardkit.domain.clock import FixedDayClock
from boardkit.testing.postgres import (
    PostgresServer,
    ScratchDatabase,
    create_database_from_template,
    drop_database,
    template_database,
)
from boardkit.testing.service import BUSINESS_DATE
from gateway.authenticate import ACCESS_AUDIENCE
from gateway.commands.register_client import register_client
from gateway.commands.revoke_client import revoke_client
from gateway.domain.clients import NewClient
from gateway.front import Front
from gateway.main import build
from gateway.parts import Parts
from gateway.server import GatewayProtocol
from gateway.settings import Settings

_OPERATOR = Caller("operator", "staff", boards=frozenset({"*"}))


@dataclass(frozen=True, slots=True)
class RunningGateway:
    """A booted gateway and ways to call it.

    Attributes:
        url: where it listens; its public address, too.
        key: signs access tokens and internal tokens.
        database: its database, for looking at what was stored.
    """

    url: str
    front: Front
    settings: Settings
    database: ScratchDatabase
    key: SigningKey

    @property
    def parts(self) -> Parts:
        """What it works with."""
        assert self.front.parts is not None
        return self.front.parts

    async def register(self, client: NewClient) -> dict[str, str]:
        """Register a client and return the form by which it gets tokens."""
        runtime = self.front.own_app.state.runtime
        async with runtime.transactions.begin(_OPERATOR, FixedDayClock(BUSINESS_DATE)) as work:
            row, secret = await register_client(work, client)
        return {"grant_type": "client_credentials", "client_id": row["client_id"], "client_secret": secret}

    async def revoke(self, name: str) -> None:
        """Revoke a client."""
        runtime = self.front.own_app.state.runtime
        async with runtime.transactions.begin(_OPERATOR, FixedDayClock(BUSINESS_DATE)) as work:
            await revoke_client(work, name)

    async def rows(self, statement: str) -> list[dict[str, Any]]:
        """The rows that an SQL statement gives."""
        async with self.front.own_app.state.runtime.engine.begin() as connection:
            return [dict(row) for row in (await connection.execute(text(statement))).mappings()]

    async def start_in_production(self) -> None:
        """Start another gateway on the same database as in production, and stop it again."""
        chosen = self.settings.model_copy(update={"environment": "production", "today": None})
        own_app = build(chosen).own_app
        async with own_app.router.lifespan_context(own_app):
            pass

    def token(
        self, *scopes: str, boards: Iterable[str] = ("norrmalm",), subject: str = "portal", kind: CallerKind = "client"
    ) -> str:
        """An access token as the token endpoint gives it."""
        caller = Caller(subject, kind, frozenset(scopes), frozenset(boards))
        return self.parts.access_minter.mint(ACCESS_AUDIENCE, caller, 300)

    def client(self, *scopes: str, **headers: str) -> httpx.AsyncClient:
        """A client with an access token of `scopes`. To be closed by the test."""
        return self.anonymous(authorization=f"Bearer {self.token(*scopes)}", **headers)

    def anonymous(self, **headers: str) -> httpx.AsyncClient:
        """A client without a token. To be closed by the test."""
        spelt = {name.replace("_", "-"): value for name, value in headers.items()}
        return httpx.AsyncClient(base_url=self.url, headers={"accept-language": "en"} | spelt, timeout=20)


@asynccontextmanager
async def running_gateway(
    server: PostgresServer, services: Mapping[str, str], settings: Mapping[str, Any] | None = None
) -> AsyncIterator[RunningGateway]:
    """Boot the gateway on a fresh database, before `services` (name → address), until the block ends."""

    async def migrate(database: ScratchDatabase) -> None:
        await migrate_async(database.owner_url, "gateway", runtime_role=database.runtime_role)

    template = await template_database(server, "gateway", migrate)
    database = await create_database_from_template(server, "gateway", template)
    try:
        async with AsyncExitStack() as stack:
            folder = Path(stack.enter_context(TemporaryDirectory()))
            listener = stack.enter_context(listening_socket())
            url = _url(listener)
            key = SigningKey.generate("gateway-test")
            chosen = _settings(database, folder, key, {"public_url": url} | _upstreams(services) | dict(settings or {}))
            front = build(chosen)
            await stack.enter_async_context(serving(front, listener, http_protocol=GatewayProtocol))
            yield RunningGateway(url, front, chosen, database, key)
    finally:
        await drop_database(server, database)


def listening_socket() -> socket.socket:
    """A socket that listens on a free port of this machine."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", 0))
    listener.listen(128)
    return listener


@asynccontextmanager
async def serving(app: ASGIApp, listener: socket.socket, http_protocol: Any = "httptools") -> AsyncIterator[str]:
    """Serve `app` on `listener` by uvicorn, in this event loop, until the block ends; gives the address."""
    config = uvicorn.Config(
        app, http=http_protocol, ws="none", log_config=None, server_header=False, proxy_headers=False, lifespan="auto"
    )
    config.timeout_graceful_shutdown = 2
    config.timeout_keep_alive = 30
    running = uvicorn.Server(config)
    task = asyncio.create_task(running.serve(sockets=[listener]))
    try:
        while not running.started:
            if task.done():
                await task
                raise RuntimeError("the server did not start")
            await asyncio.sleep(0.005)
        yield _url(listener)
    finally:
        running.should_exit = True
        await task


def _url(listener: socket.socket) -> str:
    return f"http://127.0.0.1:{listener.getsockname()[1]}"


def _upstreams(services: Mapping[str, str]) -> dict[str, str]:
    return {f"upstream_{name.replace('-', '_')}": address for name, address in services.items()}


def _settings(database: ScratchDatabase, folder: Path, key: SigningKey, more: Mapping[str, Any]) -> Settings:
    key.save(folder / "key.json")
    issuers = {"gateway": {"keys": [key.public_jwk()], "scopes": ["*"]}}
    (folder / "trusted.json").write_text(json.dumps(issuers), encoding="utf-8")
    defaults = {
        "environment": "test",
        "database_url": database.runtime_url,
        "migration_database_url": database.owner_url,
        "trusted_issuers": folder / "trusted.json",
        "signing_key": folder / "key.json",
        "today": BUSINESS_DATE,
    }
    return Settings.model_validate(defaults | dict(more))
