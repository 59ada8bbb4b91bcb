"""Which addresses are passed on, byte for byte, to a service.

The gateway and the service must read an address the same way, or a rule that holds here is walked around
there. So an address with a second reading is refused rather than repaired: dot segments, empty segments,
backslashes, and escapes of the characters that separate or end something.
"""

import re
from functools import lru_cache
from typing import Final

MAX_ADDRESS_OCTETS: Final = 2048
"""Longest address, query included (national REST profile, UFN.B05)."""

_REMEMBERED: Final = 4096

# RFC 3986 pchar except ";", whose parameters some servers cut off. Of the escapes, not those for
# "." "/" "\" "%", not control characters, and not C0 and C1, which no UTF-8 text contains.
_CHARACTER: Final = rb"(?:[A-Za-z0-9._~!$&'()*+,=:@-]|%(?!2[EeFf5]|5[Cc]|7[Ff]|[01]|[Cc][01])[0-9A-Fa-f]{2})"
_SAFE_PATH: Final = re.compile(rb"(?:/(?!\.{1,2}(?:/|\Z))" + _CHARACTER + rb"+)+/?|/")
_SAFE_QUERY: Final = re.compile(rb"[\x21\x22\x24-\x7e]*")


@lru_cache(maxsize=_REMEMBERED)
def has_one_reading(path: bytes) -> bool:
    """Whether `path`, as it came over the wire, means the same to everyone who reads it."""
    return _SAFE_PATH.fullmatch(path) is not None


def is_plain_query(query: bytes) -> bool:
    """Whether `query` is printable ASCII without a fragment, so that it can be passed on as it is."""
    return _SAFE_QUERY.fullmatch(query) is not None
