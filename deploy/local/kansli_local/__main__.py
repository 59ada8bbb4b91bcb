"""`python -m kansli_local run|demo|reset`: the whole suite on one machine."""

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from boardkit.db.embedded.leftovers import stop_processes_on
from kansli_local import demonstration, journey
from kansli_local.clients import read_clients
from kansli_local.earlier_run import gateway_url_of, hold_folder, is_running, stop_leftovers
from kansli_local.errors import SuiteError
from kansli_local.folder import Folder
from kansli_local.interruption import StopAsked, stop_on_signals
from kansli_local.production_secrets import write_production_secrets
from kansli_local.screen import Screen
from kansli_local.suite import DEFAULT_PORT, Suite

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
FolderOption = Annotated[Path, typer.Option(help="Where everything is kept.", envvar="KANSLI_FOLDER")]
PortOption = Annotated[int, typer.Option(help="Where the gateway listens.", envvar="KANSLI_PORT", min=1, max=65535)]
DEFAULT_FOLDER = Path(".kansli")


@app.command()
def run(folder: FolderOption = DEFAULT_FOLDER, port: PortOption = DEFAULT_PORT) -> None:
    """Start the whole suite with the demonstration board, until Ctrl-C."""

    def until_stopped(suite: Suite, screen: Screen) -> None:
        screen.show_addresses(suite)
        threading.Event().wait()

    _with_suite(folder, port, until_stopped)


@app.command()
def demo(folder: FolderOption = DEFAULT_FOLDER, port: PortOption = DEFAULT_PORT) -> None:
    """Walk the journey of one board meeting through the gateway, of the running suite or of one for the walk."""
    screen = Screen(Console())
    place = Folder(folder)
    if is_running(place):
        with stop_on_signals(lambda: None):
            journey.walk(gateway_url_of(place), read_clients(place.clients), screen.console)
    else:
        screen.announce("Nothing runs yet: starting the suite for this walk")
        _with_suite(folder, port, lambda suite, screen: journey.walk(suite.gateway_url, suite.clients, screen.console))


@app.command()
def reset(folder: FolderOption = DEFAULT_FOLDER) -> None:
    """Throw everything away that the suite keeps; the next run starts over."""
    screen = Screen(Console())
    place = Folder(folder)
    if not place.path.exists():
        screen.announce(f"There is nothing in {place.path}")
        return
    try:
        with hold_folder(place):
            stop_leftovers(place, screen.announce)
            stop_processes_on(place.postgres / "data", screen.announce)
            place.remove()
    except SuiteError as error:
        screen.explain(error)
        raise typer.Exit(1) from None
    screen.announce(f"Removed {place.path}")


@app.command()
def secrets() -> None:
    """Write .env and deploy/secrets/ for docker-compose.yml; in the project's folder, once."""
    screen = Screen(Console())
    env_file, keys = Path(".env"), Path("deploy/secrets")
    try:
        write_production_secrets(Path("deploy/env.example"), env_file, keys)
    except SuiteError as error:
        screen.explain(error)
        raise typer.Exit(1) from None
    screen.announce(f"Wrote {env_file} (set PUBLIC_URL there) and {keys} (put tls.crt and tls.key there)")


def _with_suite(folder: Path, port: int, use: Callable[[Suite, Screen], None]) -> None:
    """Start the suite with its demonstration, use it, and stop it whatever happens."""
    screen = Screen(Console())
    suite = Suite(folder, gateway_port=port, announce=screen.announce)
    with stop_on_signals(force=suite.kill):
        try:
            suite.start()
            _load_demonstration_once(suite, screen)
            use(suite, screen)
        except StopAsked:
            screen.announce("Stopping everything (Ctrl-C again forces it)")
        except SuiteError as error:
            screen.explain(error)
            raise typer.Exit(1) from None
        finally:
            suite.stop()
    screen.announce("Stopped")


def _load_demonstration_once(suite: Suite, screen: Screen) -> None:
    """Load the demonstration board unless it is there; an interrupted load is taken up again."""
    if suite.folder.demonstration_loaded.exists():
        return
    screen.announce("Loading the demonstration board")
    demonstration.load(suite, screen.announce)
    suite.folder.demonstration_loaded.touch()


if __name__ == "__main__":
    sys.exit(app())
