"""Announcements of decisions that are not reported, as requests send them and responses show them."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import CalendarDate, Id, Line, Representation, Schema
from delegation_rules.domain.separate_announcements import Announcement
from delegation_rules.schemas import board_report_examples as examples
from delegation_rules.schemas.board_reports import DecisionIds, ReportedDecisionView
from delegation_rules.schemas.fields import BoardSlug

MinutedOn = Annotated[
    CalendarDate,
    Field(
        description="Dagen då det särskilda protokollet justerades. The day the separate minutes were adjusted.",
        json_schema_extra={"example": "2019-06-17"},
    ),
]
AnnouncedOn = Annotated[
    CalendarDate,
    Field(description="Dagen anslaget sattes upp. The day it was put up.", json_schema_extra={"example": "2019-06-18"}),
]
MinutesKeptAt = Annotated[
    Line,
    Field(
        description="Var protokollet finns. Where the minutes are.",
        json_schema_extra={"example": "Stadsdelsförvaltningen, Sankt Eriksgatan 117"},
    ),
]


class NewAnnouncement(Schema):
    """Beslut som inte anmäls men kan överklagas. Decisions not reported that can be appealed (KL 6:40, 8:10)."""

    model_config = ConfigDict(json_schema_extra={"example": examples.NEW_ANNOUNCEMENT})

    board: BoardSlug
    decision_ids: DecisionIds
    minuted_on: MinutedOn
    announced_on: AnnouncedOn
    minutes_kept_at: MinutesKeptAt

    def as_domain(self) -> Announcement:
        """The announcement as the domain knows it."""
        return Announcement(self.minuted_on, self.announced_on, self.minutes_kept_at)


class AppealReasonView(BaseModel):
    """Ett led i beräkningen, med lagrum. One step of the computation, with its provisions."""

    model_config = ConfigDict(frozen=True, json_schema_extra={"example": examples.APPEAL_REASON})

    sv: str = Field(description="På svenska. In Swedish.", json_schema_extra={"example": examples.APPEAL_REASON["sv"]})
    en: str = Field(description="På engelska. In English.", json_schema_extra={"example": examples.APPEAL_REASON["en"]})
    rules: list[str] = Field(description="Lagrum. Provisions.", json_schema_extra={"example": ["KL 13:5"]})


class AnnouncementView(Representation):
    """Ett tillkännagivande och tiden för överklagande. An announcement and the time for appeal that follows."""

    model_config = ConfigDict(json_schema_extra={"example": examples.ANNOUNCEMENT})

    id: Id
    board: BoardSlug
    minuted_on: MinutedOn
    announced_on: AnnouncedOn
    minutes_kept_at: MinutesKeptAt
    announce_by: CalendarDate = Field(
        description="Senast andra dagen efter justeringen (KL 8:12). The last day to announce."
    )
    announced_late: bool = Field(
        description="Om det skedde för sent. Whether it was late.", json_schema_extra={"example": False}
    )
    last_appeal_day: CalendarDate = Field(description="Sista dag för överklagande (KL 13:5). Last day to appeal.")
    legal_force_on: CalendarDate = Field(description="Laga kraft, om ingen har överklagat. Legal force.")
    take_down_earliest: CalendarDate = Field(
        description="Första dag anslaget får tas ner (KL 8:12). First day to take it down."
    )
    reasons: list[AppealReasonView] = Field(
        description="Hur dagarna följer. How the days follow.", json_schema_extra={"example": [examples.APPEAL_REASON]}
    )
    decisions: list[ReportedDecisionView] = Field(
        description="Besluten, i den följd de nämndes. The decisions, in the sequence they were named.",
        json_schema_extra={"example": [examples.REPORT_LINE]},
    )

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `announcements_visible_to`."""
        plain = {name: row[name] for name in cls.model_fields if name not in ("links", "reasons", "decisions")}
        return cls(
            **plain,
            reasons=[AppealReasonView.model_validate(reason) for reason in row["reasons"]],
            decisions=[ReportedDecisionView.model_validate(decision) for decision in row["decisions"]],
            links=links.self_link("announcements", row["id"]),
        )
