"""The command line of every service: `python -m case_registry` serves, `python -m case_registry migrate` migrates."""

import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

import structlog
import uvicorn
from fastapi import FastAPI
from pydantic import ValidationError

from boardkit.api.app import runtime_role
from boardkit.db.migrate import migrate
from boardkit.settings import ProcessSettings
from boardkit.telemetry.logs import configure_logs

Settings = TypeVar("Settings", bound=ProcessSettings)


def main(
    service: str,
    package: str,
    settings_type: type[Settings],
    build: Callable[[Settings], FastAPI],
    arguments: Sequence[str],
) -> int:
    """Do what `arguments` says and return the exit status; 2 for a wrong command or wrong settings."""
    configure_logs(service)
    log = structlog.get_logger("serve")
    try:
        settings = settings_type()
    except ValidationError as error:
        for problem in error.errors(include_input=False, include_url=False, include_context=False):
            where = "KANSLI_" + "_".join(map(str, problem["loc"])).upper() if problem["loc"] else "settings"
            sys.stderr.write(f"{service}: {where}: {problem['msg']}\n")
        return 2
    match list(arguments):
        case []:
            log.info("starting", environment=settings.environment, address=f"{settings.host}:{settings.port}")
            serve(build(settings), settings)
        case ["migrate"]:
            if settings.migration_database_url is None:
                sys.stderr.write(f"{service}: migrate needs KANSLI_MIGRATION_DATABASE_URL\n")
                return 2
            migrate(
                settings.migration_database_url.get_secret_value(),
                package,
                runtime_role=runtime_role(settings),
            )
            log.info("migrated")
        case _:
            sys.stderr.write(f"usage: python -m {package} [migrate]\n")
            return 2
    return 0


def serve(app: FastAPI, settings: ProcessSettings) -> None:
    """Serve `app` until SIGTERM or SIGINT; requests under way get ten seconds to finish."""
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_config=None,
        server_header=False,
        date_header=True,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=10,
        lifespan="on",
        proxy_headers=False,
    )
