"""The types that requests and responses are built of, and the two base classes.

Every type says its rule to the caller's documentation, refuses what PostgreSQL cannot store (NUL and other
control characters) and carries an example, as the national REST profile asks (DOK.S15).
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, TypeVar
from uuid import UUID

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)

from boardkit.api.input_errors import as_pydantic_error
from boardkit.domain.errors import InvalidInput, KansliError, Text
from boardkit.domain.money import format_kronor, parse_kronor

_Value = TypeVar("_Value")


def rule(check: Callable[[Any], _Value]) -> Callable[[Any], _Value]:
    """`check`, a domain function that raises `KansliError`, as a pydantic validator."""

    def validate(value: Any) -> _Value:
        try:
            return check(value)
        except KansliError as error:
            raise as_pydantic_error(error) from None

    return validate


# They turn the order of what follows around, so that a text reads as another one than it is.
_DIRECTION_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _without_control_characters(text: str) -> str:
    if not _DIRECTION_CONTROLS.isdisjoint(text) or any(
        unicodedata.category(character) == "Cc" and character not in "\n\t" for character in text
    ):
        raise InvalidInput(
            Text(sv="Texten innehåller otillåtna styrtecken.", en="The text contains control characters.")
        )
    if all(unicodedata.category(character)[0] in "CZ" for character in text):
        raise InvalidInput(Text(sv="Texten har inget synligt tecken.", en="The text has no visible character."))
    return unicodedata.normalize("NFC", text)


# Line feed and tabulator are control characters that prose may have; the two separators are Unicode's own.
_LINE_BREAKERS = frozenset("\n\t\u2028\u2029")


def _single_line(text: str) -> str:
    if not _LINE_BREAKERS.isdisjoint(text):
        raise InvalidInput(Text(sv="Texten ska rymmas på en rad.", en="The text must be a single line."))
    return text


def _line_breaks_as_newlines(value: Any) -> Any:
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RFC_3339 = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
# Old records may be filed; but the law must be able to count on from any day without leaving the calendar.
_YEARS = range(1800, 2200)
_BAD_DATE = InvalidInput(
    Text(
        sv="Ett datum anges som ÅÅÅÅ-MM-DD och ska finnas i kalendern, åren 1800–2199.",
        en="A date is given as YYYY-MM-DD and must exist in the calendar, years 1800–2199.",
    )
)
_BAD_TIME = InvalidInput(
    Text(
        sv="En tidpunkt anges enligt RFC 3339 med tidszon, åren 1800–2199, till exempel 2019-06-13T17:30:00+02:00.",
        en="A time is given by RFC 3339 with its zone, years 1800–2199, for example 2019-06-13T17:30:00+02:00.",
    )
)


def calendar_date(value: Any) -> date:
    """A Swedish calendar date from `YYYY-MM-DD`. Raises `InvalidInput`."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or _ISO_DATE.fullmatch(value) is None:
        raise _BAD_DATE
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise _BAD_DATE from None
    if day.year not in _YEARS:
        raise _BAD_DATE
    return day


def aware_time(value: Any) -> datetime:
    """An aware time in UTC from any RFC 3339 form. Raises `InvalidInput`."""
    if isinstance(value, datetime) and value.utcoffset() is not None:
        return value.astimezone(UTC)
    if not isinstance(value, str) or _RFC_3339.fullmatch(value) is None or int(value[:4]) not in _YEARS:
        raise _BAD_TIME
    try:
        return datetime.fromisoformat(value.upper()).astimezone(UTC)
    except ValueError:
        raise _BAD_TIME from None


Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=300),
    AfterValidator(rule(_without_control_characters)),
    AfterValidator(rule(_single_line)),
]
"""One line of text, 1–300 characters."""

Prose = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000),
    BeforeValidator(_line_breaks_as_newlines),
    AfterValidator(rule(_without_control_characters)),
]
"""Running text, 1–20 000 characters, line breaks allowed."""

SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Slug = Annotated[
    str,
    StringConstraints(pattern=SLUG_PATTERN, min_length=1, max_length=80),
    Field(json_schema_extra={"example": "norrmalm"}),
]
"""A name in lower-case ASCII with hyphens."""

Id = Annotated[UUID, Field(json_schema_extra={"example": "0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c3d"})]
"""The id of an object, a UUID."""

CalendarDate = Annotated[
    date,
    BeforeValidator(rule(calendar_date)),
    WithJsonSchema({"type": "string", "format": "date", "example": "2019-06-13"}),
]
"""A Swedish calendar date, `YYYY-MM-DD`."""

Timestamp = Annotated[
    datetime,
    BeforeValidator(rule(aware_time)),
    WithJsonSchema({"type": "string", "format": "date-time", "example": "2019-06-13T15:30:00Z"}),
]
"""A point in time; any zone is accepted, UTC is returned (RFC 3339)."""

Kronor = Annotated[
    Decimal,
    BeforeValidator(rule(lambda value: value if isinstance(value, Decimal) else parse_kronor(value))),
    PlainSerializer(format_kronor, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^-?[0-9]{1,15}(\.[0-9]{1,2})?$", "example": "300000.00"}),
]
"""An amount in kronor: a string with two decimals, never a JSON number."""


class Schema(BaseModel):
    """Base of every request body: unknown fields are refused, values never change afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Link(BaseModel):
    """A transition that the caller can make now (HYP.S11–S17)."""

    href: str = Field(json_schema_extra={"example": "https://kansli.example/case-registry/v1/boards/norrmalm"})
    rel: str = Field(json_schema_extra={"example": "self"})
    method: str = Field(default="GET", json_schema_extra={"example": "GET"})


class Representation(BaseModel):
    """Base of every single object in a response: its fields and its links."""

    model_config = ConfigDict(
        frozen=True, from_attributes=True, populate_by_name=True, serialize_by_alias=True, extra="ignore"
    )

    links: Mapping[str, Link] = Field(
        default_factory=dict,
        alias="_links",
        description="Länkar till objektet självt och det som går att göra nu. Links: itself and what can be done now.",
    )
