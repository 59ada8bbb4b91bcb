"""The five APIs: their documents, and running instances of them to probe.

A house that has no `main` yet is simply not among them; `test_every_house_has_an_app` says so.
"""

import inspect
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import httpx
from fastapi import FastAPI

from boardkit.api.house import House
from boardkit.auth.keys import SigningKey
from boardkit.auth.tokens import GATEWAY
from boardkit.settings import ProcessSettings
from boardkit.testing.postgres import PostgresServer
from boardkit.testing.service import RunningService, running_service
from tests.contract.document import Document

PACKAGES: Mapping[str, str] = {
    "case-registry": "case_registry",
    "delegation-rules": "delegation_rules",
    "referral-tracking": "referral_tracking",
    "financial-follow-up": "financial_follow_up",
    "gateway": "gateway",
}

#: What a service's settings need beyond those that every process has.
_NEIGHBOURS = {"case_registry_url": "http://case-registry.test"}


@dataclass(frozen=True, slots=True)
class ServiceApi:
    """A service as its package offers it."""

    name: str
    house: House
    settings_type: type[ProcessSettings]
    build: Callable[..., FastAPI]

    def unstarted(self) -> FastAPI:
        """Its app, not started: for what can be read from it; of the gateway, the app of its own addresses."""
        values: dict[str, Any] = {"environment": "test", "today": None, **_NEIGHBOURS}
        return self._opened(self.settings_type.model_construct(**values))

    @asynccontextmanager
    async def running(
        self, server: PostgresServer, settings: Mapping[str, Any] | None = None
    ) -> AsyncIterator[RunningService]:
        """Boot it on a database of its own, its neighbours out of reach."""
        options: dict[str, Any] = {}
        if "neighbour_transport" in inspect.signature(self.build).parameters:
            options["neighbour_transport"] = httpx.MockTransport(lambda request: httpx.Response(503))
        with TemporaryDirectory() as folder:
            own = _own_keys(Path(folder)) if self.name == GATEWAY else {}
            overrides = _NEIGHBOURS | own | dict(settings or {})
            async with running_service(
                server, self.house, self.settings_type, self._opened, settings=overrides, **options
            ) as running:
                yield running

    def _opened(self, settings: ProcessSettings, **options: Any) -> FastAPI:
        """The app whose lifespan is to be entered; what callers meet is at `app.state.front`."""
        front = self.build(settings, **options)
        own_app: FastAPI = getattr(front, "own_app", front)
        own_app.state.front = front
        return own_app


def _own_keys(folder: Path) -> dict[str, Any]:
    """Settings by which the gateway trusts the tokens that it signs itself."""
    key = SigningKey.generate()
    key.save(folder / "key.json")
    issuers = {GATEWAY: {"keys": [key.public_jwk()], "scopes": ["*"]}}
    (folder / "trusted.json").write_text(json.dumps(issuers), encoding="utf-8")
    return {"signing_key": folder / "key.json", "trusted_issuers": folder / "trusted.json"}


@cache
def service(name: str) -> ServiceApi:
    """The service called `name`."""
    package = PACKAGES[name]
    main = import_module(f"{package}.main")
    settings = import_module(f"{package}.settings").Settings
    return ServiceApi(name, main.HOUSE, settings, main.build)


def present_services() -> list[str]:
    """The services that have an app."""
    return [name for name, package in PACKAGES.items() if find_spec(f"{package}.main") is not None]


@cache
def service_document(name: str) -> Document:
    """The OpenAPI document of the service called `name`."""
    return Document(name, cast("Mapping[str, Any]", service(name).unstarted().openapi()))
