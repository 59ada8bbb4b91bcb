"""Strong ETags: from a row's version for single objects, from the bytes for lists."""

import hashlib
import re

from boardkit.domain.errors import MalformedRequest, PreconditionRequired, Text, stale_version

_VERSION_TAG = re.compile(r'"v([1-9][0-9]{0,8})"')


def version_etag(version: int) -> str:
    """The ETag of version `version` of an object."""
    return f'"v{version}"'


def content_etag(content: bytes) -> str:
    """The ETag of exactly these bytes."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def is_unchanged(if_none_match: str | None, etag: str) -> bool:
    """Whether the caller's `If-None-Match` names `etag` (weak comparison, RFC 9110 13.1.2)."""
    if if_none_match is None:
        return False
    tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return etag.removeprefix("W/") in tags or "*" in tags


def version_named_by(if_match: str | None) -> int:
    """The version that an `If-Match` header names.

    Raises `PreconditionRequired` without the header, `PreconditionFailed` for a tag that no version of ours
    has, and `MalformedRequest` for `*` or several tags: a change must say exactly what it builds on.
    """
    if if_match is None or not if_match.strip():
        raise PreconditionRequired(
            Text(
                sv="Ange i If-Match vilken version som ändras: den ETag som objektet lämnades med.",
                en="Say in If-Match which version you change: the ETag that the object came with.",
            )
        )
    if if_match.strip() == "*" or "," in if_match:
        raise MalformedRequest(Text(sv="If-Match ska ange precis en ETag.", en="If-Match must name exactly one ETag."))
    found = _VERSION_TAG.fullmatch(if_match.strip())
    if found is None:
        raise stale_version()
    return int(found.group(1))
