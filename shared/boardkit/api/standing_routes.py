"""The routes that every app has: health, metrics, documentation and information about the API."""

from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import structlog
from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.docs import get_swagger_ui_html
from pydantic import BaseModel, Field
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import FileResponse, HTMLResponse, Response

from boardkit.api.house import House
from boardkit.api.links import Links
from boardkit.api.problems import problem_response
from boardkit.api.runtime import runtime_of
from boardkit.api.schemas import CalendarDate, Link
from boardkit.db import faults
from boardkit.db.migrate import is_migrated
from boardkit.domain.errors import Text, Unavailable, nothing_here
from boardkit.telemetry.metrics import METRICS_MEDIA_TYPE, Metrics

log = structlog.get_logger("standing")

_SWAGGER_FILES = Path(str(files("fastapi_offline") / "static"))
_SWAGGER_ASSETS = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
    "favicon.png": "image/png",
}

#: The page may fetch from its own host only; its start script and its styles stand in the page itself.
_DOCS_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

_NOT_READY = Text(
    sv="Tjänsten är inte redo: databasen svarar inte eller har fel version.",
    en="The service is not ready: its database does not answer or has the wrong version.",
)


class ApiInfo(BaseModel):
    """Which API this is, by the national REST profile (VER.S07)."""

    api_name: str = Field(serialization_alias="apiName", json_schema_extra={"example": "case-registry"})
    api_version: str = Field(serialization_alias="apiVersion", json_schema_extra={"example": "1.0.0"})
    api_released: CalendarDate = Field(serialization_alias="apiReleased")
    api_documentation: str = Field(
        serialization_alias="apiDocumentation", json_schema_extra={"example": "/case-registry/v1/docs"}
    )
    api_status: str = Field(serialization_alias="apiStatus", json_schema_extra={"example": "active"})
    business_date: CalendarDate = Field(
        serialization_alias="businessDate",
        description="Dagen som frister räknas från. The day that deadlines are counted from.",
    )
    environment: str = Field(
        description="production, demonstration eller test.", json_schema_extra={"example": "production"}
    )
    links: dict[str, Link] = Field(serialization_alias="_links")


def health_routes(package: str, metrics: Metrics) -> APIRouter:
    """`/livez` touches nothing, `/readyz` the database and its version, `/metrics` counts."""
    router = APIRouter(include_in_schema=False)

    @router.get("/livez")
    async def livez() -> dict[str, str]:
        return {"status": "alive"}

    @router.get("/readyz")
    async def readyz(request: Request) -> Response:
        try:
            async with runtime_of(request).engine.connect() as connection:
                ready = await is_migrated(connection, package)
        except (SQLAlchemyError, OSError) as failure:
            log.warning("not ready", error=faults.name_of(failure))
            ready = False
        if ready:
            return Response('{"status":"ready"}', media_type="application/json")
        error = Unavailable(_NOT_READY, extra={"retry_after_seconds": 2})
        return problem_response(error, request.headers.get("accept-language"))

    @router.get("/metrics")
    async def exposition() -> Response:
        return Response(metrics.exposition(), media_type=METRICS_MEDIA_TYPE)

    return router


def information_route(house: House) -> APIRouter:
    """`/api-info`, open to everyone."""
    router = APIRouter(tags=["api-info"])

    @router.get("/api-info", response_model=ApiInfo)
    async def api_info(request: Request) -> ApiInfo:
        """Namn, version, status och dokumentation. Name, version, status and documentation."""
        runtime = runtime_of(request)
        return ApiInfo(
            api_name=house.name,
            api_version=house.version,
            api_released=house.released,
            api_documentation=f"{house.base_path}/docs",
            api_status="active",
            business_date=_business_date(request),
            environment=runtime.settings.environment,
            links=Links(request, runtime.service).self_link("api-info"),
        )

    return router


def documentation_routes(house: House, app: FastAPI) -> APIRouter:
    """The OpenAPI document and a page to read it on; every file comes from here, none from elsewhere."""
    router = APIRouter(include_in_schema=False)

    @router.get("/openapi.json")
    async def openapi() -> dict[str, Any]:
        return app.openapi()

    @router.get("/docs")
    async def docs() -> HTMLResponse:
        page = get_swagger_ui_html(
            openapi_url=f"{house.base_path}/openapi.json",
            title=f"{house.title.sv} – Kansli",
            swagger_js_url=f"{house.base_path}/docs/swagger-ui-bundle.js",
            swagger_css_url=f"{house.base_path}/docs/swagger-ui.css",
            swagger_favicon_url=f"{house.base_path}/docs/favicon.png",
            swagger_ui_parameters={"validatorUrl": None},
        )
        page.headers["content-security-policy"] = _DOCS_POLICY
        return page

    @router.get("/docs/{asset}")
    async def docs_asset(asset: str) -> Response:
        if asset not in _SWAGGER_ASSETS:
            raise nothing_here()
        return FileResponse(_SWAGGER_FILES / asset, media_type=_SWAGGER_ASSETS[asset])

    return router


def _business_date(request: Request) -> date:
    return runtime_of(request).clock_for(request).today()
