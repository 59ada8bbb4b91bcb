"""Checks of the mechanisms in boardkit that every API is built of, for rules that no document shows."""

from collections.abc import Iterator

from pydantic import TypeAdapter, ValidationError

from boardkit.api.schemas import Timestamp
from boardkit.auth.tokens import ACCESS_TOKEN
from tests.contract.document import Finding

_TIMESTAMP = TypeAdapter(Timestamp)


def every_zone_taken(*_: object) -> Iterator[Finding]:
    """A time in any zone is taken, and given back in UTC."""
    for written in ("2019-06-13T17:30:00+02:00", "2019-06-13T15:30:00Z", "2019-06-13T10:30:00-05:00"):
        given_back = _TIMESTAMP.dump_json(_TIMESTAMP.validate_python(written))
        if given_back != b'"2019-06-13T15:30:00Z"':
            yield Finding("Timestamp", f"{written} is given back as {given_back.decode()}")


def zone_required(*_: object) -> Iterator[Finding]:
    """A time without its offset is refused: which moment it means is not known."""
    try:
        _TIMESTAMP.validate_python("2019-06-13T17:30:00")
    except ValidationError:
        return
    yield Finding("Timestamp", "takes a time without a zone")


def short_lived_tokens(*_: object) -> Iterator[Finding]:
    """An access token lives for five minutes at most."""
    if ACCESS_TOKEN.max_lifetime > 300:
        yield Finding("ACCESS_TOKEN", f"may live {ACCESS_TOKEN.max_lifetime} s")
