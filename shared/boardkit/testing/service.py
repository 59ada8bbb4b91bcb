"""Boots one service on a database of its own, for component tests through its front door."""

import json
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import httpx
from fastapi import FastAPI

from boardkit.api.house import House
from boardkit.auth.caller import Caller, CallerKind
from boardkit.auth.keys import SigningKey
from boardkit.auth.tokens import TokenMinter
from boardkit.db.migrate import migrate_async
from boardkit.settings import ProcessSettings
from boardkit.testing.postgres import (
    PostgresServer,
    ScratchDatabase,
    create_database_from_template,
    drop_database,
    template_database,
)

#: The demonstration's own day; tests stand on it unless they say otherwise.
BUSINESS_DATE = date(2019, 6, 3)


@dataclass(frozen=True, slots=True)
class RunningService:
    """A booted service and ways to call it.

    Attributes:
        app: the app, its lifespan entered: `app.state.courier` and `app.state.followers` can be stepped.
        database: its database, for looking at what was stored.
        settings: what it was booted with.
    """

    app: FastAPI
    house: House
    database: ScratchDatabase
    settings: ProcessSettings
    minter: TokenMinter

    def token(self, caller: Caller) -> str:
        """An internal token as the gateway would send it."""
        return self.minter.mint(self.house.name, caller, 60)

    def client(
        self,
        *scopes: str,
        boards: Iterable[str] = ("norrmalm",),
        subject: str = "staff",
        kind: CallerKind = "client",
        on: date | None = None,
        headers: dict[str, str] | None = None,
    ) -> httpx.AsyncClient:
        """A client that calls with a token of `scopes` on `boards`, as on the business date `on`.

        Paths are relative to the service's base path. Not closing it leaks nothing: there is no network.
        """
        caller = Caller(subject, kind, frozenset(scopes), frozenset(boards))
        own = {"authorization": f"Bearer {self.token(caller)}", "accept-language": "en"}
        if on is not None:
            own["kansli-business-date"] = on.isoformat()
        return self._open(own | (headers or {}))

    def anonymous(self) -> httpx.AsyncClient:
        """A client without a token."""
        return self._open({})

    def _open(self, headers: dict[str, str]) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
        return httpx.AsyncClient(
            transport=transport, base_url=f"http://service.test{self.house.base_path}", headers=headers
        )


def new_key() -> dict[str, str]:
    """A fresh Idempotency-Key header."""
    return {"idempotency-key": str(uuid4())}


def if_match(version: int) -> dict[str, str]:
    """The If-Match header that names `version`."""
    return {"if-match": f'"v{version}"'}


@asynccontextmanager
async def running_service(
    server: PostgresServer,
    house: House,
    settings_type: type[ProcessSettings],
    build: Callable[..., FastAPI],
    *,
    settings: dict[str, Any] | None = None,
    **build_options: Any,
) -> AsyncIterator[RunningService]:
    """Boot `house` on a fresh database until the block ends.

    `settings` overrides settings by name; `build_options` go to `build` beside the settings.
    """

    async def migrate(database: ScratchDatabase) -> None:
        await migrate_async(database.owner_url, house.package, runtime_role=database.runtime_role)

    template = await template_database(server, house.package, migrate)
    database = await create_database_from_template(server, house.package, template)
    try:
        with TemporaryDirectory() as folder:
            gateway_key = SigningKey.generate()
            chosen = _settings(settings_type, database, Path(folder), gateway_key, settings or {})
            app = build(chosen, **build_options)
            async with app.router.lifespan_context(app):
                yield RunningService(app, house, database, chosen, TokenMinter("gateway", gateway_key))
    finally:
        await drop_database(server, database)


def _settings(
    settings_type: type[ProcessSettings],
    database: ScratchDatabase,
    folder: Path,
    gateway_key: SigningKey,
    overrides: dict[str, Any],
) -> ProcessSettings:
    SigningKey.generate().save(folder / "key.json")
    issuers = {"gateway": {"keys": [gateway_key.public_jwk()], "scopes": ["*"]}}
    (folder / "trusted.json").write_text(json.dumps(issuers), encoding="utf-8")
    defaults = {
        "environment": "test",
        "database_url": database.runtime_url,
        "migration_database_url": database.owner_url,
        "trusted_issuers": folder / "trusted.json",
        "signing_key": folder / "key.json",
        "today": BUSINESS_DATE,
    }
    return settings_type.model_validate(defaults | overrides)
