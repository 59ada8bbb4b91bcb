"""Parameters that several resources share."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Path, Query
from pydantic import BeforeValidator, WithJsonSchema

from boardkit.api.schemas import CalendarDate, Slug, calendar_date, rule

OrderId = Annotated[UUID, Path(alias="orderId", description="Delegationsordningens id. Id of the order.")]
Day = Annotated[
    CalendarDate | None,
    Query(
        alias="date",
        description="Dag; utelämnad: dagens datum. Day; today when left out.",
        json_schema_extra={"example": "2019-06-20"},
    ),
]
TheDay = Annotated[
    date,
    BeforeValidator(rule(calendar_date)),
    WithJsonSchema({"type": "string", "format": "date", "example": "2019-06-20"}),
    Query(alias="date", description="Dagen som svaret gäller. The day that the answer is about."),
]
OnDay = Annotated[
    CalendarDate | None,
    Query(
        alias="date",
        description="Bara de som gäller den dagen. Only those that hold on that day.",
        json_schema_extra={"example": "2019-06-20"},
    ),
]
OfPosition = Annotated[
    Slug | None,
    Query(description="Bara den befattningen. Only this position.", json_schema_extra={"example": "stadsdelsdirektor"}),
]
OfReceiver = Annotated[
    Slug | None,
    Query(
        description="Bara den mottagande befattningen. Only this receiving position.",
        json_schema_extra={"example": "avdelningschef"},
    ),
]
OfPerson = Annotated[
    UUID | None,
    Query(
        description="Bara den personen. Only this person.",
        json_schema_extra={"example": "0191d9a0-6a10-7c55-8f3b-2d4e5f6a7b8c"},
    ),
]
