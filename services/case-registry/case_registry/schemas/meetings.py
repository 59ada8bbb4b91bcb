"""Meetings (sammanträden) and their agendas in requests and responses."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import CalendarDate, Id, Line, Representation, Schema, Slug, Timestamp, rule
from case_registry.domain.agenda import AgendaItem
from case_registry.domain.meetings import Meeting, time_of_meeting


class NewMeeting(Schema):
    """A meeting to announce. Its year is that of the Swedish day on which it starts."""

    board: Slug
    number: Annotated[
        int,
        Field(
            ge=1,
            le=999,
            description="Nummer inom året: 1 för sammanträde 1/2019. Number within the year.",
            json_schema_extra={"example": 1},
        ),
    ]
    starts_at: Annotated[
        Timestamp, AfterValidator(rule(time_of_meeting)), Field(description="När det börjar. When it starts.")
    ]
    place: Annotated[Line, Field(json_schema_extra={"example": "Sankt Eriksgatan 117"})]
    title: Annotated[
        Line | None,
        Field(description="Tema eller rubrik. Theme.", json_schema_extra={"example": "Tema: Sommar på Sergels torg"}),
    ] = None

    def as_domain(self) -> Meeting:
        """The meeting as the domain knows it."""
        return Meeting(
            board=self.board, number=self.number, starts_at=self.starts_at, place=self.place, title=self.title
        )


class MeetingView(Representation):
    """Ett sammanträde. A meeting."""

    id: Id
    board: str = Field(json_schema_extra={"example": "norrmalm"})
    number: int = Field(json_schema_extra={"example": 1})
    year: int = Field(json_schema_extra={"example": 2019})
    designation: str = Field(
        description="Som det står i kallelsen. As the notice calls it.", json_schema_extra={"example": "1/2019"}
    )
    starts_at: Timestamp
    held_on: CalendarDate = Field(description="Sammanträdesdagen. The day of the meeting.")
    place: str = Field(json_schema_extra={"example": "Sankt Eriksgatan 117"})
    title: str | None = Field(json_schema_extra={"example": "Tema: Sommar på Sergels torg"})

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `meetings`."""
        return cls(
            id=row["id"],
            board=row["board"],
            number=row["number"],
            year=row["year"],
            designation=f"{row['number']}/{row['year']}",
            starts_at=row["starts_at"],
            held_on=row["held_on"],
            place=row["place"],
            title=row["title"],
            links=links.self_link("meetings", row["id"])
            | {"agenda-items": links.link("meetings", row["id"], "agenda-items")},
        )


class NewAgendaItem(Schema):
    """An item to put on the agenda: last, or last in its group when the agenda has that group already."""

    group: Annotated[
        Line | None,
        Field(
            description="Rubriken som punkten står under i föredragningslistan. The heading it is printed under.",
            json_schema_extra={"example": "Svar på remisser"},
        ),
    ] = None
    title: Annotated[Line, Field(json_schema_extra={"example": "Val av justerare"})]
    case_id: Annotated[
        Id | None,
        Field(
            description="Ärendet som behandlas. The case that is dealt with.",
        ),
    ] = None
    closed: Annotated[
        bool,
        Field(description="Slutet sammanträde. Behind closed doors.", json_schema_extra={"example": False}),
    ] = False

    def as_domain(self, meeting_id: UUID) -> AgendaItem:
        """This item on the agenda of the meeting `meeting_id`."""
        return AgendaItem(
            meeting_id=meeting_id, title=self.title, group=self.group, case_id=self.case_id, closed=self.closed
        )


class AgendaItemView(Representation):
    """En punkt på föredragningslistan. An item of the agenda."""

    id: Id
    meeting_id: Id
    number: int = Field(description="Från 1, utan luckor. From 1, without gaps.", json_schema_extra={"example": 7})
    group: str | None = Field(json_schema_extra={"example": "Svar på remisser"})
    title: str = Field(json_schema_extra={"example": "Val av justerare"})
    case_id: Id | None
    diary_number: str | None = Field(json_schema_extra={"example": "2019/000213"})
    closed: bool = Field(json_schema_extra={"example": False})

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `agenda_items` with the diary number of its case."""
        meeting = ("meetings", row["meeting_id"])
        shown = links.self_link(*meeting, "agenda-items", row["id"]) | {"meeting": links.link(*meeting)}
        if row["case_id"] is not None:
            shown["case"] = links.link("cases", row["case_id"])
        return cls(
            id=row["id"],
            meeting_id=row["meeting_id"],
            number=row["number"],
            group=row["agenda_group"],
            title=row["title"],
            case_id=row["case_id"],
            diary_number=row["diary_number"],
            closed=row["closed"],
            links=shown,
        )
