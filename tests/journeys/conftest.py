"""The whole suite with the demonstration board, as `make run` starts it, once for all journeys."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kansli_local import demonstration
from kansli_local.office import Office
from kansli_local.suite import Suite


@pytest.fixture(scope="session")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Suite]:
    """The running suite; it is started once, because a file's tests run on one worker (`--dist=loadfile`)."""
    folder: Path = tmp_path_factory.mktemp("suite")
    with Suite(folder, gateway_port=0, durable=False) as running:
        demonstration.load(running, lambda _: None)
        yield running


@pytest.fixture
def office(suite: Suite) -> Iterator[Office]:
    """The demonstration's clients at the suite's gateway."""
    with Office(suite.gateway_url, suite.clients) as clients:
        yield clients
