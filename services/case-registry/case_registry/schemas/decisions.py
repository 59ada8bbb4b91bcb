"""Decisions (beslut) in requests and responses."""

from typing import Annotated, Self

from pydantic import Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import CalendarDate, Id, Prose, Representation, Schema
from case_registry.domain.decisions import Decision, Outcome


class NewDecision(Schema):
    """A decision to record on an item of the agenda. It gets the next paragraph (§) of the board's year."""

    agenda_item_id: Id
    outcome: Annotated[
        Outcome,
        Field(
            description="Beslutets slag: bifall, avslag, besvarat, val, till handlingarna, antecknat, överlämnat för "
            "beredning, återremiss eller bordläggning. The kind of decision.",
            json_schema_extra={"example": "approved"},
        ),
    ]
    text: Annotated[
        Prose,
        Field(
            description="Beslutet som det ska stå i protokollet. Its wording in the minutes.",
            json_schema_extra={"example": "Ärendet läggs till handlingarna."},
        ),
    ]

    def as_domain(self) -> Decision:
        """The decision as the domain knows it."""
        return Decision(agenda_item_id=self.agenda_item_id, outcome=self.outcome, text=self.text)


class DecisionView(Representation):
    """Ett beslut. A decision."""

    id: Id
    board: str = Field(json_schema_extra={"example": "norrmalm"})
    meeting_id: Id
    agenda_item_id: Id
    item_number: int = Field(json_schema_extra={"example": 6})
    title: str = Field(json_schema_extra={"example": "Val av justerare"})
    case_id: Id | None
    paragraph: int = Field(
        description="Paragraf (§), löpande för nämnd och år. Paragraph, running by board and year.",
        json_schema_extra={"example": 27},
    )
    year: int = Field(json_schema_extra={"example": 2019})
    outcome: Outcome = Field(json_schema_extra={"example": "approved"})
    text: str = Field(json_schema_extra={"example": "Ärendet läggs till handlingarna."})
    decided_on: CalendarDate

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `decisions` with its agenda item's number, title and case."""
        meeting = ("meetings", row["meeting_id"])
        shown = links.self_link("decisions", row["id"]) | {
            "meeting": links.link(*meeting),
            "agenda-item": links.link(*meeting, "agenda-items", row["agenda_item_id"]),
        }
        if row["case_id"] is not None:
            shown["case"] = links.link("cases", row["case_id"])
        return cls(
            id=row["id"],
            board=row["board"],
            meeting_id=row["meeting_id"],
            agenda_item_id=row["agenda_item_id"],
            item_number=row["item_number"],
            title=row["title"],
            case_id=row["case_id"],
            paragraph=row["paragraph"],
            year=row["year"],
            outcome=Outcome(row["outcome"]),
            text=row["text"],
            decided_on=row["decided_on"],
            links=shown,
        )
