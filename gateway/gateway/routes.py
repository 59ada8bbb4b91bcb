"""The routing table: which service an address belongs to, and what applies to it there.

An address is passed on when it stands under `/{service}/v1/`; the service sees it unchanged. What differs
from the ordinary (a larger body, more time, open to everyone) is written down here and nowhere else.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

MEBIBYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Route:
    """What applies to an address.

    Attributes:
        max_body: most octets of a request's body.
        patience: seconds without any progress, in either direction, after which the gateway gives up.
        public: whether a caller without a token is let through (GET and HEAD only).
    """

    max_body: int = MEBIBYTE
    patience: float = 30.0
    public: bool = False


@dataclass(frozen=True, slots=True)
class _Special:
    """Addresses below `/{service}` that are not ordinary, for these methods, and how they differ."""

    pattern: str
    methods: frozenset[str]
    max_body: int = MEBIBYTE
    patience: float = 30.0
    public: bool = False


_READING: Final = frozenset({"GET", "HEAD"})
_READING_OR_PUTTING: Final = frozenset({"GET", "HEAD", "PUT"})

_OF_EVERY_SERVICE: Final = (_Special(r"/v1/(?:openapi\.json|api-info|docs(?:/[^/]+)?)", _READING, public=True),)
_OF_SERVICE: Final[Mapping[str, tuple[_Special, ...]]] = {
    "case-registry": (
        _Special(r"/v1/citizen-proposals/status/[^/]+", _READING, public=True),
        _Special(r"/v1/documents/[^/]+/content", _READING_OR_PUTTING, max_body=256 * MEBIBYTE, patience=60.0),
    ),
    "delegation-rules": (
        _Special(r"/v1/(?:evaluations|order-imports)", frozenset({"POST"}), max_body=8 * MEBIBYTE, patience=60.0),
    ),
    "referral-tracking": (),
    "financial-follow-up": (),
}

SERVICES: Final = tuple(_OF_SERVICE)
"""The services behind the gateway, by name; the name is the first part of their addresses."""


class ServiceRoutes:
    """The part of the routing table that belongs to one service."""

    def __init__(self, service: str) -> None:
        specials = (*_OF_EVERY_SERVICE, *_OF_SERVICE[service])
        self.service = service
        self._ordinary = Route()
        # One regular expression for all, so that an ordinary address is looked at once.
        self._any_special = re.compile("|".join(f"({special.pattern})" for special in specials))
        self._specials = tuple(
            (special.methods, Route(special.max_body, special.patience, special.public)) for special in specials
        )

    def route(self, method: str, below_service: str) -> Route | None:
        """What applies to the address `/{service}{below_service}`, or None when it is not passed on."""
        found = self._any_special.fullmatch(below_service)
        if found is not None and found.lastindex is not None:
            methods, route = self._specials[found.lastindex - 1]
            if method in methods:
                return route
        return self._ordinary if below_service.startswith("/v1/") or below_service == "/v1" else None
