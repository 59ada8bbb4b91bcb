"""`make demo`: the walk that is shown to a newcomer works, and works again."""

import io
from pathlib import Path

from rich.console import Console

from kansli_local import demonstration, journey
from kansli_local.suite import Suite


def test_the_walk_can_be_walked_twice_and_shows_no_secret(tmp_path: Path) -> None:
    shown = io.StringIO()
    console = Console(file=shown, width=120)

    with Suite(tmp_path / "suite", gateway_port=0, durable=False) as suite:
        demonstration.load(suite, lambda _: None)
        journey.walk(suite.gateway_url, suite.clients, console)
        journey.walk(suite.gateway_url, suite.clients, console)

    assert shown.getvalue().count("That was one board meeting") == 2
    assert '"limit": "279000.00"' in shown.getvalue()
    assert shown.getvalue().count("problems/no-authority") == 2
    assert '"total": "330000.00"' in shown.getvalue()
    assert shown.getvalue().count("An earlier walk has told the board already.") == 1
    for client in suite.clients.values():
        assert client.client_secret not in shown.getvalue()
    assert "eyJ" not in shown.getvalue()
