"""What waits to be reported or announced, as responses show it."""

from datetime import date
from typing import Annotated

from pydantic import ConfigDict, Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import CalendarDate, Id, Representation
from delegation_rules.domain.board_reports import Task, days_left
from delegation_rules.domain.statute import Mandate
from delegation_rules.schemas import board_report_examples as examples
from delegation_rules.schemas.board_reports import DiaryNumber, Matter, Outcome
from delegation_rules.schemas.fields import PositionSlug
from delegation_rules.schemas.rules import RuleNumber


class QueueEntryView(Representation):
    """Ett beslut som väntar på att anmälas eller tillkännages. A decision that waits to be told or announced."""

    model_config = ConfigDict(json_schema_extra={"example": examples.QUEUE_ENTRY})

    decision_id: Id
    year: int = Field(json_schema_extra={"example": 2019})
    number: int = Field(json_schema_extra={"example": 11})
    diary_number: DiaryNumber
    rule: RuleNumber
    matter: Matter
    mandate: Annotated[Mandate, Field(json_schema_extra={"example": "delegation"})]
    outcome: Outcome
    decided_on: CalendarDate
    position: PositionSlug
    task: Annotated[
        Task,
        Field(
            description="report: anmäls; settle: ordningen säger inte om det anmäls; announce: protokollförs särskilt "
            "och tillkännages. What remains to be done.",
            json_schema_extra={"example": "report"},
        ),
    ]
    report_to_head: bool = Field(
        description="Anmäls även till förvaltningschefen (KL 7:6). Reported to the head of administration too.",
        json_schema_extra={"example": False},
    )
    meeting_id: Id | None
    due_on: CalendarDate | None = Field(
        description="Första sammanträdet som kan få anmälan; null när inget är känt. The first meeting that can be "
        "told; null when none is known.",
    )
    days_left: int | None = Field(
        description="Dagar kvar; negativt när sammanträdet har varit. Days left; negative once it has been held.",
        json_schema_extra={"example": 10},
    )
    overdue: bool | None = Field(
        description="Om sammanträdet har passerat; null när inget är känt. Whether that meeting has passed.",
        json_schema_extra={"example": False},
    )
    board_report_id: Id | None = Field(
        description="Anmälan som det står i men som inte är gjord. The report it stands on, not made yet.",
    )


class QueueEntryPresenter:
    """Makes entries as of a day: whether one is overdue depends on it."""

    def __init__(self, today: date) -> None:
        self._today = today

    def of(self, row: RowMapping, links: Links) -> QueueEntryView:
        """The representation of a row of `reporting_queue`."""
        left = days_left(row["due_on"], self._today)
        return QueueEntryView(
            **{name: row[name] for name in QueueEntryView.model_fields if name in row},
            decision_id=row["id"],
            meeting_id=row["due_meeting_id"],
            days_left=left,
            overdue=None if left is None else left < 0,
            links={"decision": links.link("delegated-decisions", row["id"])},
        )
