"""`python -m gateway` serves; `migrate`, `add-client` and `revoke-client` do as they say."""

import sys

from boardkit.serve import main
from gateway.administration import COMMANDS, administer
from gateway.front import Front
from gateway.main import HOUSE, build
from gateway.server import GatewayProtocol, spare_the_collector
from gateway.settings import Settings


def build_to_last(settings: Settings) -> Front:
    """The gateway's app, in a process that does nothing else."""
    front = build(settings)
    spare_the_collector()
    return front


sys.exit(
    main(
        HOUSE.name,
        HOUSE.package,
        Settings,
        build_to_last,
        sys.argv[1:],
        http_protocol=GatewayProtocol,
        more_commands=dict.fromkeys(COMMANDS, administer),
    )
)
