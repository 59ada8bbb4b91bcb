"""Minutes (protokoll), their adjustment (justering) and their announcement (anslag)."""

from typing import Annotated, Self

from pydantic import Field
from pydantic.config import JsonDict
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import CalendarDate, Id, Line, Link, Representation, Schema
from case_registry.domain.minutes import MinutesRecord
from case_registry.domain.notices import Announcement
from case_registry.schemas.reasons import ReasonView

_Name = Annotated[Line, Field(json_schema_extra={"example": "Alva Testberg"})]
_ADJUSTERS_EXAMPLE: JsonDict = {"example": ["Alva Testberg", "Bo Provström"]}


class NewMinutes(Schema):
    """Minutes to draw up: who led the meeting, kept its minutes, is to adjust them, and was present."""

    meeting_id: Id
    chair: Annotated[_Name, Field(description="Ordförande. Chair.")]
    secretary: Annotated[_Name, Field(description="Sekreterare. Secretary.")]
    adjusters: Annotated[
        list[_Name],
        Field(
            min_length=1,
            max_length=10,
            description="Valda justerare. Those chosen to adjust.",
            json_schema_extra=_ADJUSTERS_EXAMPLE,
        ),
    ]
    present: list[_Name] = Field(
        default_factory=list,
        max_length=300,
        description="Närvarande (KL 5:66). Those present.",
        json_schema_extra={"example": ["Alva Testberg", "Bo Provström", "Cleo Mallqvist"]},
    )

    def as_domain(self) -> MinutesRecord:
        """The minutes as the domain knows them."""
        return MinutesRecord(
            meeting_id=self.meeting_id,
            chair=self.chair,
            secretary=self.secretary,
            adjusters=tuple(self.adjusters),
            present=tuple(self.present),
        )


class MinutesAdjustment(Schema):
    """That the minutes have been adjusted (justerade)."""

    adjusted_on: Annotated[
        CalendarDate,
        Field(description="Dagen protokollet justerades; för sent är efter fjorton dagar (KL 5:69). The day."),
    ]
    adjusters: Annotated[
        list[_Name] | None,
        Field(
            min_length=1,
            max_length=10,
            description="De som justerade, om andra än de valda. Those who did, if others than those chosen.",
            json_schema_extra=_ADJUSTERS_EXAMPLE,
        ),
    ] = None


class MinutesView(Representation):
    """Ett protokoll. The minutes of a meeting; what concerns the adjustment is null until it is done."""

    id: Id
    board: str = Field(json_schema_extra={"example": "norrmalm"})
    meeting_id: Id
    chair: str = Field(json_schema_extra={"example": "Alva Testberg"})
    secretary: str = Field(json_schema_extra={"example": "Cleo Mallqvist"})
    adjusters: list[str] = Field(json_schema_extra=_ADJUSTERS_EXAMPLE)
    present: list[str] = Field(json_schema_extra={"example": ["Alva Testberg", "Bo Provström"]})
    adjust_by: CalendarDate = Field(description="Sista dag för justering (KL 5:69). Last day to adjust.")
    adjusted_on: CalendarDate | None
    adjusted_late: bool | None = Field(
        description="Om justeringen skedde för sent. Whether it was late.", json_schema_extra={"example": False}
    )
    adjustment_reasons: list[ReasonView] | None

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `minutes`."""
        return cls(
            id=row["id"],
            board=row["board"],
            meeting_id=row["meeting_id"],
            chair=row["chair"],
            secretary=row["secretary"],
            adjusters=row["adjusters"],
            present=row["present"],
            adjust_by=row["adjust_by"],
            adjusted_on=row["adjusted_on"],
            adjusted_late=row["adjusted_late"],
            adjustment_reasons=ReasonView.stored(row["adjustment_reasons"]),
            links=links.self_link("minutes", row["id"])
            | {"meeting": links.link("meetings", row["meeting_id"])}
            | _next_step(row, links),
        )


def _next_step(row: RowMapping, links: Links) -> dict[str, Link]:
    if row["adjusted_on"] is None:
        return {"adjust": links.link("minutes", row["id"], "adjustment", rel="adjust", method="PUT")}
    return {"announce": links.link("notices", rel="announce", method="POST")}


class NewNotice(Schema):
    """The announcement on the notice board (anslagstavlan) that minutes are adjusted (KL 8:12)."""

    minutes_id: Id
    announced_on: Annotated[CalendarDate, Field(description="Dagen anslaget sattes upp. The day it was put up.")]
    minutes_kept_at: Annotated[
        Line,
        Field(
            description="Var protokollet finns. Where the minutes are.",
            json_schema_extra={"example": "Stadsdelsförvaltningen, Sankt Eriksgatan 117"},
        ),
    ]

    def as_domain(self) -> Announcement:
        """The announcement as the domain knows it."""
        return Announcement(
            minutes_id=self.minutes_id, announced_on=self.announced_on, minutes_kept_at=self.minutes_kept_at
        )


class NoticeView(Representation):
    """Ett anslag och tiden för överklagande. An announcement and the time for appeal that follows."""

    id: Id
    board: str = Field(json_schema_extra={"example": "norrmalm"})
    minutes_id: Id
    minutes_kept_at: str = Field(json_schema_extra={"example": "Sankt Eriksgatan 117"})
    announced_on: CalendarDate
    announce_by: CalendarDate = Field(description="Senast andra dagen efter justeringen (KL 8:12). Last day.")
    announced_late: bool = Field(json_schema_extra={"example": False})
    last_appeal_day: CalendarDate = Field(
        description="Sista dag för överklagande (KL 13:5, lag 1930:173 2 §). Last day to appeal."
    )
    legal_force_on: CalendarDate = Field(
        description="Laga kraft, om ingen har överklagat. Legal force, when nobody has appealed."
    )
    take_down_earliest: CalendarDate = Field(
        description="Första dag anslaget får tas ner (KL 8:12). First day it may be taken down."
    )
    reasons: list[ReasonView]

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `notices`."""
        return cls(
            id=row["id"],
            board=row["board"],
            minutes_id=row["minutes_id"],
            minutes_kept_at=row["minutes_kept_at"],
            announced_on=row["announced_on"],
            announce_by=row["announce_by"],
            announced_late=row["announced_late"],
            last_appeal_day=row["last_appeal_day"],
            legal_force_on=row["legal_force_on"],
            take_down_earliest=row["take_down_earliest"],
            reasons=ReasonView.stored(row["reasons"]) or [],
            links=links.self_link("notices", row["id"]) | {"minutes": links.link("minutes", row["minutes_id"])},
        )
