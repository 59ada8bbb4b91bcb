"""Types of fields that several resources share."""

import re
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, WithJsonSchema

from boardkit.api.schemas import CalendarDate, Kronor, Line, Schema, Slug, rule
from boardkit.domain.errors import InvalidInput, Text
from delegation_rules.domain.limits import Limit, LimitUnit

_QUANTITY_PATTERN = r"[0-9]{1,12}(\.[0-9]{1,4})?"


def _quantity(value: Any) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str) or re.fullmatch(_QUANTITY_PATTERN, value) is None or Decimal(value) == 0:
        raise InvalidInput(
            Text(
                sv='Ett antal anges som text, större än noll och med högst fyra decimaler, till exempel "0.5".',
                en='A number is given as a string, above zero with at most four decimals, for example "0.5".',
            )
        )
    return Decimal(value)


def _not_negative(amount: Decimal) -> Decimal:
    if amount < 0:
        raise InvalidInput(Text(sv="Beloppet får inte vara negativt.", en="The amount must not be negative."))
    return amount


def _written(quantity: Decimal) -> str:
    return format(quantity.normalize(), "f")


Quantity = Annotated[
    Decimal,
    BeforeValidator(rule(_quantity)),
    PlainSerializer(_written, return_type=str),
    WithJsonSchema({"type": "string", "pattern": f"^{_QUANTITY_PATTERN}$", "example": "6"}),
]
"""How many units a limit has: a string with at most four decimals."""

NonNegativeKronor = Annotated[
    Kronor,
    AfterValidator(rule(_not_negative)),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{1,15}(\.[0-9]{1,2})?$", "example": "300000.00"}),
]
"""An amount in kronor that is not negative."""

BoardSlug = Annotated[
    Slug, Field(description="Nämndens kortnamn. The board's slug.", json_schema_extra={"example": "norrmalm"})
]

PositionSlug = Annotated[
    Slug,
    Field(
        description="Befattning: titeln med små ASCII-bokstäver och bindestreck. Position, by the slug of its title.",
        json_schema_extra={"example": "enhetschef"},
    ),
]

CircumstanceName = Annotated[
    Slug,
    Field(
        description="Omständighetens namn. Name of the circumstance.",
        json_schema_extra={"example": "collection-measures-taken"},
    ),
]


class LimitSchema(Schema):
    """En beloppsgräns: så många enheter. A limit of amount: so many units."""

    quantity: Quantity
    unit: Annotated[
        LimitUnit,
        Field(
            description="price-base-amounts (prisbasbelopp), kronor eller monthly-rents (månadshyror).",
            json_schema_extra={"example": "price-base-amounts"},
        ),
    ]

    def as_domain(self) -> Limit:
        """The limit as the domain knows it."""
        return Limit(self.quantity, self.unit)

    @classmethod
    def of(cls, limit: Limit) -> "LimitSchema":
        """The representation of `limit`."""
        return cls(quantity=limit.quantity, unit=limit.unit)


def limit_or_none(limit: Limit | None) -> LimitSchema | None:
    """The representation of a limit that may be absent."""
    return None if limit is None else LimitSchema.of(limit)


SwedishSentence = Annotated[
    Line,
    Field(description="Vad som ska gälla. What must hold.", json_schema_extra={"example": "Avtal finns inte."}),
]
EnglishSentence = Annotated[
    Line, Field(description="What must hold.", json_schema_extra={"example": "There is no agreement."})
]

FirstDay = Annotated[
    CalendarDate, Field(description="Första dagen. The first day.", json_schema_extra={"example": "2019-06-17"})
]
LastDay = Annotated[
    CalendarDate, Field(description="Sista dagen. The last day.", json_schema_extra={"example": "2027-12-31"})
]
PossibleLastDay = Annotated[
    CalendarDate | None,
    Field(
        description="Sista dagen; null tills vidare. The last day; null until further notice.",
        json_schema_extra={"example": "2027-12-31"},
    ),
]
