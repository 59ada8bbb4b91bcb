"""Fields that several resources share."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, WithJsonSchema

from boardkit.api.schemas import rule
from boardkit.domain.errors import InvalidInput, Text
from financial_follow_up.domain.periods import Period

_PERCENT_PATTERN = r"^[0-9]{1,4}\.[0-9]$"


def _checked_period(text: str) -> str:
    return str(Period.parse(text))


PeriodText = Annotated[
    str,
    AfterValidator(rule(_checked_period)),
    Field(
        description="Januari till och med månaden, ÅÅÅÅ-MM. January up to the end of the month, YYYY-MM.",
        json_schema_extra={"example": "2019-05"},
    ),
]
"""A period, `2019-05`."""


def _parse_percent(value: Any) -> Decimal:
    if isinstance(value, Decimal):
        return value
    whole, _, decimals = value.partition(".") if isinstance(value, str) else ("", "", "")
    if not (whole.isascii() and whole.isdigit() and decimals.isascii() and decimals.isdigit()):
        raise _BAD_PERCENT
    if len(whole) > 4 or len(decimals) != 1:
        raise _BAD_PERCENT
    return Decimal(value)


_BAD_PERCENT = InvalidInput(
    Text(
        sv='En andel anges i procent som text med en decimal, till exempel "40.9".',
        en='A share is given in per cent as a string with one decimal, for example "40.9".',
    )
)

Percent = Annotated[
    Decimal,
    BeforeValidator(rule(_parse_percent)),
    PlainSerializer(lambda value: f"{value:.1f}", return_type=str),
    WithJsonSchema({"type": "string", "pattern": _PERCENT_PATTERN, "example": "40.9"}),
]
"""A share in per cent: a string with one decimal."""
