"""The command line of every service: `python -m case_registry` serves, `python -m case_registry migrate` migrates."""

import asyncio
import gc
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, TypeVar

import structlog
import uvicorn
from pydantic import ValidationError
from starlette.types import ASGIApp

from boardkit.api.app import runtime_role
from boardkit.auth.keys import SigningKey, TrustedIssuers, UnusableKey
from boardkit.db.migrate import migrate
from boardkit.settings import ProcessSettings
from boardkit.telemetry.logs import configure_logs

Settings = TypeVar("Settings", bound=ProcessSettings)

#: The server's protocol: its own, or a class of the service's.
HttpProtocol = Literal["httptools"] | type[asyncio.Protocol]


def main(
    service: str,
    package: str,
    settings_type: type[Settings],
    build: Callable[[Settings], ASGIApp],
    arguments: Sequence[str],
    *,
    http_protocol: HttpProtocol = "httptools",
    more_commands: Mapping[str, Callable[[Settings, Sequence[str]], int]] | None = None,
) -> int:
    """Do what `arguments` says and return the exit status; 2 for a wrong command or wrong settings.

    `more_commands` are the service's own, by their first word; each gets all the arguments.
    """
    more_commands = more_commands or {}
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
            fault = _unusable_file(settings)
            if fault is not None:
                sys.stderr.write(f"{service}: {fault}\n")
                return 2
            log.info("starting", environment=settings.environment, address=f"{settings.host}:{settings.port}")
            serve(build(settings), settings, http_protocol)
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
        case [command, *_] if command in more_commands:
            return more_commands[command](settings, arguments)
        case _:
            sys.stderr.write(f"usage: python -m {package} [{' | '.join(['migrate', *sorted(more_commands)])}]\n")
            return 2
    return 0


def _unusable_file(settings: ProcessSettings) -> str | None:
    # Said before the server starts: what goes wrong inside its lifespan is logged by type and place only.
    for name, load, path in (
        ("SIGNING_KEY", SigningKey.load, settings.signing_key),
        ("TRUSTED_ISSUERS", TrustedIssuers.load, settings.trusted_issuers),
    ):
        try:
            load(path)
        except (OSError, UnusableKey) as error:
            return f"KANSLI_{name}: {error}"
    return None


def serve(app: ASGIApp, settings: ProcessSettings, http_protocol: HttpProtocol = "httptools") -> None:
    """Serve `app` until SIGTERM or SIGINT; requests under way get ten seconds to finish."""
    # What has been loaded by now lives as long as the process: the garbage collector need not walk it again and again.
    gc.collect()
    gc.freeze()
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        loop="uvloop",
        http=http_protocol,
        access_log=False,
        log_config=None,
        server_header=False,
        date_header=True,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=10,
        lifespan="on",
        proxy_headers=False,
    )
