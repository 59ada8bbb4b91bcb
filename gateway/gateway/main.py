"""The gateway put together."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from urllib.parse import urlsplit

from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.routing import Route

from boardkit.api.app import create_app
from boardkit.api.house import House
from boardkit.api.runtime import Runtime
from boardkit.auth.keys import SigningKey, TrustedIssuers
from boardkit.auth.tokens import ACCESS_TOKEN, GATEWAY, TokenMinter
from boardkit.domain.errors import Text
from gateway.api import router
from gateway.api.landing import router as landing
from gateway.api.policy_decision_point import router as policy_decision_point
from gateway.api.readiness import suite_readiness
from gateway.api.tokens import router as tokens
from gateway.authenticate import Authenticator
from gateway.callers import CallerAddresses
from gateway.denied_calls import DeniedCalls
from gateway.front import Front
from gateway.limits import RateLimits
from gateway.observations import Observations
from gateway.parts import Parts
from gateway.queries import demonstration_clients
from gateway.refusals import Refusals
from gateway.settings import Settings
from gateway.upstream import Upstreams

HOUSE = House(
    name=GATEWAY,
    package="gateway",
    title=Text(sv="Ingången", en="Gateway"),
    description=Text(
        sv="Kanslis enda publika adress: åtkomsttoken för klienter, nycklarna att kontrollera dem med, och "
        "vägen till de fyra tjänsterna.",
        en="Kansli's one public address: access tokens for clients, the keys to verify them with, and the way to "
        "the four services.",
    ),
    version="1.0.0",
    released=date(2026, 11, 21),
    router=router,
    board_records=False,
)


class DemonstrationInProduction(Exception):
    """Clients of the demonstration, whose secrets are no secrets, are in the database of a production."""


def build(settings: Settings) -> Front:
    """The gateway's app."""
    own_app = create_app(HOUSE, settings)
    # Before the one that speaks of this process alone.
    own_app.router.routes.insert(0, Route("/readyz", suite_readiness))
    own_app.include_router(tokens)
    own_app.include_router(policy_decision_point)
    own_app.include_router(landing)
    front = Front(own_app)
    _open_parts_with(own_app, front, settings)
    return front


def _open_parts_with(own_app: FastAPI, front: Front, settings: Settings) -> None:
    """Make the lifespan of `own_app` that of the whole gateway."""
    open_own_app = own_app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with open_own_app(app):
            runtime: Runtime = app.state.runtime
            await refuse_demonstration_clients(runtime.engine, settings)
            async with _parts(app, runtime, settings) as parts:
                front.parts = app.state.parts = parts
                yield
                front.parts = None

    own_app.router.lifespan_context = lifespan


@asynccontextmanager
async def _parts(app: FastAPI, runtime: Runtime, settings: Settings) -> AsyncIterator[Parts]:
    key = SigningKey.load(settings.signing_key)
    trusted = TrustedIssuers.load(settings.trusted_issuers)
    public = urlsplit(settings.public_url)
    moved = settings.environment != "production" and settings.today is not None
    denied_calls = DeniedCalls(runtime.engine)
    observations = Observations(app.state.metrics)
    async with Upstreams(settings.upstreams, settings.upstream_connections) as upstreams:
        writing = asyncio.create_task(denied_calls.run())
        try:
            yield Parts(
                authenticator=Authenticator(settings.public_url, key, trusted),
                limits=RateLimits(
                    settings.rate_storage, settings.client_rate, settings.anonymous_rate, settings.token_rate
                ),
                upstreams=upstreams,
                denied_calls=denied_calls,
                addresses=CallerAddresses(settings.trusted_proxies),
                observations=observations,
                refusals=Refusals(settings.today.isoformat() if moved and settings.today else None),
                forwarded_suffix=f'host="{public.netloc}";proto={public.scheme}',
                access_minter=TokenMinter(settings.public_url, key, kind=ACCESS_TOKEN),
                access_token_seconds=settings.access_token_seconds,
            )
        finally:
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)
            await denied_calls.write()
            observations.write()


async def refuse_demonstration_clients(engine: AsyncEngine, settings: Settings) -> None:
    """Raise `DemonstrationInProduction` when the demonstration's clients could call a production."""
    if settings.environment != "production":
        return
    async with engine.connect() as connection:
        names = sorted((await connection.execute(demonstration_clients())).scalars())
    if names:
        message = f"demonstration clients are registered ({', '.join(names)}); revoke them before production starts"
        sys.stderr.write(f"gateway: {message}\n")
        raise DemonstrationInProduction(message)
