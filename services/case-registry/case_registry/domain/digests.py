"""Digests of contents as they stand in HTTP headers (RFC 9530)."""

import base64
import re
from typing import Final

from boardkit.domain.errors import Text
from case_registry.domain.errors import DigestNotUnderstood

#: The members of a Content-Digest header: a byte sequence (RFC 8941) under the name of its algorithm.
_MEMBER: Final = re.compile(r"\s*([a-z*][a-z0-9_.*-]*)\s*=\s*:([A-Za-z0-9+/]*={0,2}):\s*")
_SHA256_BYTES: Final = 32


def sha256_of(content_digest: str) -> bytes:
    """The SHA-256 that a Content-Digest header names; other algorithms beside it are left unread.

    Raises `DigestNotUnderstood` when the header is malformed or names no SHA-256: a digest that nobody checks
    would be worse than none.
    """
    members = [_MEMBER.fullmatch(member) for member in content_digest.split(",")]
    digests = {member[1]: member[2] for member in members if member is not None}
    if None in members or "sha-256" not in digests or len(digests["sha-256"]) % 4:
        raise _not_understood()
    digest = base64.b64decode(digests["sha-256"], validate=True)
    if len(digest) != _SHA256_BYTES:
        raise _not_understood()
    return digest


def content_digest(sha256: bytes) -> str:
    """The Content-Digest header for contents with this SHA-256."""
    return f"sha-256=:{base64.b64encode(sha256).decode('ascii')}:"


def _not_understood() -> DigestNotUnderstood:
    return DigestNotUnderstood(
        Text(
            sv="Ange kontrollsumman som Content-Digest: sha-256=:…: enligt RFC 9530.",
            en="Give the digest as Content-Digest: sha-256=:…: by RFC 9530.",
        )
    )
