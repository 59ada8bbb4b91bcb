"""Where a request comes from, as far as that can be known."""

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

from starlette.types import Scope

_UNKNOWN: Final = "unknown"


class CallerAddresses:
    """Tells the caller's network address, past the proxies that are believed."""

    def __init__(self, trusted_proxies: Sequence[IPv4Network | IPv6Network]) -> None:
        self._trusted_proxies = tuple(trusted_proxies)

    def address(self, scope: Scope) -> str:
        """The address of the caller: the peer's, or what a trusted proxy says in X-Forwarded-For."""
        client = scope["client"]
        peer: str = client[0] if client else _UNKNOWN
        if not self._trusted_proxies or not self._is_trusted(peer):
            return peer
        for hop in reversed(_forwarded_for(scope)):
            if not self._is_trusted(hop):
                return _normal(hop)
        return peer

    def _is_trusted(self, address: str) -> bool:
        try:
            parsed = ip_address(address)
        except ValueError:
            return False
        return any(parsed in network for network in self._trusted_proxies)


def limit_key(address: str) -> str:
    """What requests from `address` are counted under: an IPv6 caller has a whole /64 to choose from."""
    if ":" not in address:
        return address
    try:
        parsed = ip_address(address)
    except ValueError:
        return _UNKNOWN
    return str(IPv6Network((int(parsed) >> 64 << 64, 64))) if isinstance(parsed, IPv6Address) else address


def forwarded_element(address: str, suffix: str) -> str:
    """The Forwarded header (RFC 7239) for a caller at `address`; `suffix` holds host and proto."""
    node = f'"[{address}]"' if ":" in address else address
    return f"for={node};{suffix}"


def _forwarded_for(scope: Scope) -> list[str]:
    values = [value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"]
    return [hop.strip() for value in values for hop in value.split(",")]


def _normal(hop: str) -> str:
    # What is not an address (RFC 7239 allows "unknown" and made-up names) must not get into a header.
    try:
        return str(ip_address(hop))
    except ValueError:
        return _UNKNOWN
