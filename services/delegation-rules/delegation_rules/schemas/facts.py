"""The facts of a case that a rule asks about, named alike in a question, in a decision and in an answer."""

from typing import Annotated, Final

from pydantic import Field

from boardkit.api.schemas import CalendarDate
from delegation_rules.domain.statute import Subject
from delegation_rules.schemas.conditions import Months, PurposeName
from delegation_rules.schemas.fields import CircumstanceName, NonNegativeKronor

MOST_CIRCUMSTANCES: Final = 50

DecisionDay = Annotated[
    CalendarDate, Field(description="Beslutets dag. Day of the decision.", json_schema_extra={"example": "2019-06-20"})
]
DecisionAmount = Annotated[
    NonNegativeKronor | None,
    Field(
        description="Hela beloppet i kronor; ett belopp får inte delas upp. Null när det inte är angivet. The whole, "
        "undivided amount.",
        json_schema_extra={"example": "180000.00"},
    ),
]
LengthInMonths = Annotated[
    Months | None, Field(description="Längd i månader. Length in months.", json_schema_extra={"example": 3})
]
PurposeOfCase = Annotated[
    PurposeName | None,
    Field(
        description="Ett av regelns delsyften. One of the rule's purposes.",
        json_schema_extra={"example": "instalment-plan"},
    ),
]
MonthlyRent = Annotated[
    NonNegativeKronor | None,
    Field(
        description="En månadshyra, när gränsen räknas i hyror. One month's rent.",
        json_schema_extra={"example": "9500.00"},
    ),
]
Circumstances = Annotated[
    dict[CircumstanceName, Annotated[bool, Field(strict=True)]],
    Field(
        max_length=MOST_CIRCUMSTANCES,
        description="Omständigheter som regeln frågar efter, ja eller nej. Circumstances told yes or no.",
        json_schema_extra={"example": {"consultation-held": True}},
    ),
]
SubjectOfCase = Annotated[
    Subject | None,
    Field(
        description="Vad ärendet rör, där KL 6:38 sätter gränser, till exempel citizen-proposal. What the case is "
        "about, where KL 6:38 sets limits.",
        json_schema_extra={"example": "procurement"},
    ),
]
