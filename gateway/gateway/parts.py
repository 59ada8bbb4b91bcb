"""What the gateway works with while it runs; made when it starts and closed when it stops."""

from dataclasses import dataclass

from starlette.requests import Request

from boardkit.auth.tokens import TokenMinter
from gateway.authenticate import Authenticator
from gateway.callers import CallerAddresses
from gateway.denied_calls import DeniedCalls
from gateway.limits import RateLimits
from gateway.observations import Observations
from gateway.refusals import Refusals
from gateway.upstream import Upstreams


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a running gateway.

    Attributes:
        forwarded_suffix: host and proto of the Forwarded header: the public address, whatever Host a caller
            sends, so that no caller can plant an address in a link.
        access_minter: signs access tokens; `access_token_seconds` is how long they live.
    """

    authenticator: Authenticator
    limits: RateLimits
    upstreams: Upstreams
    denied_calls: DeniedCalls
    addresses: CallerAddresses
    observations: Observations
    refusals: Refusals
    forwarded_suffix: str
    access_minter: TokenMinter
    access_token_seconds: int


def parts_of(request: Request) -> Parts:
    """The parts of the gateway that serves `request`."""
    parts = request.app.state.parts
    assert isinstance(parts, Parts)
    return parts
