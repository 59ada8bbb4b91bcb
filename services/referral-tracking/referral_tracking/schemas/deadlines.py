"""`deadlines`: by when, and at which meeting."""

from datetime import date

from pydantic import ConfigDict, Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.paging import Page, PageMeta
from boardkit.api.schemas import CalendarDate, Id, Representation, Timestamp
from boardkit.domain.errors import Language
from referral_tracking.domain.deadlines import RULES, DeadlineStatus, MeetingFinding, deadline_on
from referral_tracking.schemas.fields import NUMBER_EXAMPLE, Remittent, Title


class DeadlineView(Representation):
    """När en remiss ska vara besvarad, sett från idag. When a referral falls due, seen from today."""

    referral_id: Id
    board: str = Field(json_schema_extra={"example": "norrmalm"})
    title: Title
    remittent: Remittent
    remittent_diary_number: str | None = Field(json_schema_extra=NUMBER_EXAMPLE)
    case_id: Id | None
    diary_number: str | None = Field(json_schema_extra={"example": "2019/000225"})
    reply_by: CalendarDate = Field(description="Nämndens svarsdag. The board's reply day.")
    days_left: int | None = Field(
        description="Dagar kvar: 0 på svarsdagen, negativt därefter, null när svaret är skickat. "
        "Days left: 0 on the day, negative after it, null once answered.",
        json_schema_extra={"example": 25},
    )
    status: DeadlineStatus = Field(json_schema_extra={"example": "open"})
    last_usable_meeting: CalendarDate | None = Field(
        description="Sista sammanträdet från idag till svarsdagen. The last meeting from today to the reply day.",
        json_schema_extra={"example": "2019-06-13"},
    )
    meeting_finding: MeetingFinding = Field(
        description="Varför det finns eller saknas. Why there is one or none.", json_schema_extra={"example": "found"}
    )
    explanation: str = Field(
        description="meeting_finding i ord. In words.",
        json_schema_extra={"example": "Sista sammanträdet senast på svarsdagen, idag eller senare."},
    )
    rules: list[str] = Field(description="Lagrum. Provisions applied.", json_schema_extra={"example": ["FL 26 §"]})
    answered_on: CalendarDate | None = Field(json_schema_extra={"example": "2019-06-14"})


class DeadlinesSeenFrom:
    """Presents deadlines as they stand on one day, in one language."""

    def __init__(self, today: date, language: Language) -> None:
        self._today = today
        self._language = language

    def of(self, row: RowMapping, links: Links) -> DeadlineView:
        """The representation of a row of `deadlines_visible_to`."""
        deadline = deadline_on(
            self._today,
            reply_by=row["own_reply_by"],
            answered=row["answered_on"] is not None,
            meetings=(row["meetings"] or ()) if row["calendar_known"] else None,
        )
        return DeadlineView.model_validate(
            {
                **row,
                "referral_id": row["id"],
                "reply_by": deadline.reply_by,
                "days_left": deadline.days_left,
                "status": deadline.status,
                "last_usable_meeting": deadline.last_usable_meeting,
                "meeting_finding": deadline.meeting_finding,
                "explanation": deadline.explanation.in_language(self._language),
                "rules": RULES,
                "links": links.self_link("referrals", row["id"]),
            }
        )


class DeadlineMeta(PageMeta):
    """Where the page stands, and how old the copy of the meeting calendar is."""

    calendar_read_at: Timestamp | None = Field(
        description="När sammanträdena senast hämtades från ärenderegistret; null om aldrig. "
        "When the meetings were last fetched from the case registry; null if never.",
        json_schema_extra={"example": "2026-11-21T12:00:00Z"},
    )
    calendar_age_seconds: int | None = Field(
        description="Kopians ålder. Age of the copy.", json_schema_extra={"example": 1}
    )


class DeadlinePage(Page[DeadlineView]):
    """One page of deadlines."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    meta: DeadlineMeta = Field(alias="_meta")
