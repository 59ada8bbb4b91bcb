"""The app factory: one call makes a service of a house's routes."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import httpx
from fastapi import FastAPI
from sqlalchemy.engine import make_url
from starlette.middleware.body_limit import RequestBodyLimitMiddleware

from boardkit.api import record_routes
from boardkit.api.documentation import install_documentation
from boardkit.api.edge import Edge
from boardkit.api.house import House
from boardkit.api.problems import install_problem_handlers
from boardkit.api.runtime import Runtime
from boardkit.api.standing_routes import documentation_routes, health_routes, information_route
from boardkit.auth.keys import SigningKey, TrustedIssuers
from boardkit.auth.tokens import TokenMinter, TokenVerifier
from boardkit.db.engine import create_engine, reader_of
from boardkit.db.unit_of_work import Transactions
from boardkit.http.courier import Courier
from boardkit.http.follow import Follower
from boardkit.http.neighbour import Neighbour
from boardkit.settings import ProcessSettings
from boardkit.telemetry.metrics import Metrics

#: Largest JSON body; a route that takes more says so itself.
MAX_BODY_BYTES = 1024 * 1024

_SECONDS_TO_STOP = 10


def create_app(
    house: House,
    settings: ProcessSettings,
    neighbour_urls: Mapping[str, str] | None = None,
    neighbour_transport: httpx.AsyncBaseTransport | None = None,
) -> FastAPI:
    """The ASGI app of `house`: its routes, the standing ones, problems, docs, metrics, outbox and feeds.

    `neighbour_urls` says where each of `house.neighbours` is; `neighbour_transport` replaces the network in
    tests. Nothing is opened before the lifespan starts.
    """
    metrics = Metrics(house.name)
    app = FastAPI(
        title=house.title.en,
        version=house.version,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
        lifespan=_lifespan(
            house, settings, dict(neighbour_urls or {}), neighbour_transport, metrics.outbox_waiting.set
        ),
    )
    app.state.metrics = metrics
    app.include_router(house.router, prefix=house.base_path)
    if house.board_records:
        app.include_router(record_routes.router, prefix=house.base_path)
    app.include_router(information_route(house), prefix=house.base_path)
    app.include_router(documentation_routes(house, app), prefix=house.base_path)
    app.include_router(health_routes(house.package, metrics))
    install_problem_handlers(app)
    install_documentation(app, house)
    moved = settings.environment != "production" and settings.today is not None
    # Inside the edge, so that its plain answer becomes a problem; a route may allow more.
    app.add_middleware(RequestBodyLimitMiddleware, max_body_size=MAX_BODY_BYTES)
    app.add_middleware(
        Edge, metrics=metrics, business_date=settings.today.isoformat() if moved and settings.today else None
    )
    return app


def _lifespan(
    house: House,
    settings: ProcessSettings,
    neighbour_urls: Mapping[str, str],
    transport: httpx.AsyncBaseTransport | None,
    tell_waiting: Callable[[int], None],
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        engine = create_engine(
            settings.database_url, pool_size=settings.database_pool_size, application_name=house.name
        )
        minter = TokenMinter(house.name, SigningKey.load(settings.signing_key))
        neighbours = {name: Neighbour(name, neighbour_urls[name], minter, transport) for name in house.neighbours}
        moves_calendar = settings.environment != "production"
        courier = Courier(
            house.name,
            engine,
            neighbours,
            house.on_delivered,
            moves_calendar=moves_calendar,
            tell_waiting=tell_waiting,
        )
        app.state.courier = courier
        app.state.followers = [Follower(house.name, engine, neighbours[feed.neighbour], feed) for feed in house.feeds]
        app.state.runtime = Runtime(
            service=house.name,
            settings=settings,
            engine=engine,
            reader=reader_of(engine),
            transactions=Transactions(engine, courier.wake),
            verifier=TokenVerifier(house.name, TrustedIssuers.load(settings.trusted_issuers)),
        )
        loops = [courier.run()] if neighbours else []
        tasks = [asyncio.create_task(loop) for loop in [*loops, *(f.run() for f in app.state.followers)]]
        try:
            yield
        finally:
            await _stop(tasks)
            for neighbour in neighbours.values():
                await neighbour.close()
            await engine.dispose()

    return lifespan


async def _stop(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks, timeout=_SECONDS_TO_STOP)


def runtime_role(settings: ProcessSettings) -> str:
    """The database role that the service runs as, for the grants after a migration."""
    role = make_url(settings.database_url.get_secret_value()).username
    if role is None:
        raise ValueError("KANSLI_DATABASE_URL names no role")
    return role
