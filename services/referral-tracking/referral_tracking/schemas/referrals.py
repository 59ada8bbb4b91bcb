"""`referrals`: what is registered and shown."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import CalendarDate, Id, Line, Representation, Schema, Slug, Timestamp
from referral_tracking.domain.case_opening import OpeningState, case_opening
from referral_tracking.domain.referrals import ReferralLetter, ReplyByException
from referral_tracking.schemas.fields import NUMBER_EXAMPLE, OwnDiaryNumber, Remittent, Title


class ReplyByExceptionSchema(Schema):
    """En egen svarsdag för en av mottagarna. A reply day of its own for one of the recipients."""

    recipient: Annotated[
        Line,
        Field(
            description="Mottagaren som i listan, eller ett annat namn. The recipient as listed, or another name.",
            json_schema_extra={"example": "Stadsledningskontoret"},
        ),
    ]
    reply_by: Annotated[CalendarDate, Field(json_schema_extra={"example": "2019-07-19"})]


class NewReferral(Schema):
    """En remiss som kommit in. A referral that has come in."""

    board: Annotated[Slug, Field(description="Nämnden som ska svara. The board that is to reply.")]
    title: Title
    remittent: Remittent
    remittent_diary_number: Annotated[
        Line | None,
        Field(description="Remittentens diarienummer, som det står. As written.", json_schema_extra=NUMBER_EXAMPLE),
    ] = None
    received_on: Annotated[
        CalendarDate | None,
        Field(
            description="Dagen då remissen kom in (FL 22 §); annars idag. Day of arrival; today if left out.",
            json_schema_extra={"example": "2019-04-29"},
        ),
    ] = None
    reply_by: Annotated[
        CalendarDate,
        Field(
            description="Sista svarsdag (FL 26 §); flyttas aldrig. Last day to reply; it never moves.",
            json_schema_extra={"example": "2019-06-28"},
        ),
    ]
    reply_by_exceptions: Annotated[
        list[ReplyByExceptionSchema],
        Field(max_length=200, description="Mottagare med egen svarsdag. Recipients with a day of their own."),
    ] = Field(default_factory=list)
    recipients: Annotated[
        list[Line],
        Field(
            min_length=1,
            max_length=200,
            description="Remissinstanserna, rad för rad som de är tryckta. The recipients, line by line as printed.",
            json_schema_extra={"example": ["Stadsledningskontoret", "Norrmalms stadsdelsnämnd", "fastighet"]},
        ),
    ]
    taken_over_number: OwnDiaryNumber | None = None

    def as_domain(self, today: date) -> ReferralLetter:
        """The letter as the domain knows it."""
        return ReferralLetter(
            board=self.board,
            title=self.title,
            remittent=self.remittent,
            remittent_diary_number=self.remittent_diary_number,
            reply_by=self.reply_by,
            reply_by_exceptions=tuple(ReplyByException(e.recipient, e.reply_by) for e in self.reply_by_exceptions),
            recipients=tuple(self.recipients),
            received_on=self.received_on or today,
        )


class CaseOpeningSchema(Schema):
    """Om ärendet är öppnat i ärenderegistret. Whether the case has been opened in the registry."""

    state: OpeningState = Field(
        description="refused: registret har sagt nej; begäran upprepas allt mer sällan tills orsaken är avhjälpt. "
        "refused: the registry said no; it is asked again, ever more seldom, until the cause is mended.",
        json_schema_extra={"example": "refused"},
    )
    reason: str | None = Field(
        description="Namnet på problemet som registret senast svarade med. "
        "Name of the problem that the registry last answered with.",
        json_schema_extra={"example": "diary-number-taken"},
    )


class ReferralView(Representation):
    """En remiss till en nämnd. A referral to a board."""

    id: Id
    board: str = Field(json_schema_extra={"example": "norrmalm"})
    title: Title
    remittent: Remittent
    remittent_diary_number: str | None = Field(json_schema_extra=NUMBER_EXAMPLE)
    received_on: CalendarDate
    reply_by: CalendarDate = Field(description="Brevets svarsdag. The letter's reply day.")
    reply_by_exceptions: list[ReplyByExceptionSchema]
    own_reply_by: CalendarDate = Field(description="Svarsdagen för den här nämnden. The reply day of this board.")
    recipients_to_settle: int = Field(
        description="Mottagare som en person behöver avgöra. Recipients left for a person.",
        json_schema_extra={"example": 0},
    )
    case_id: Id | None = Field(
        description="Ärendet, när registret har öppnat det. The case, once the registry has opened it.",
    )
    diary_number: str | None = Field(
        description="Ärendets diarienummer. The case's diary number.", json_schema_extra={"example": "2019/000225"}
    )
    case_opening: CaseOpeningSchema
    answered_on: CalendarDate | None = Field(json_schema_extra={"example": "2019-06-14"})
    registered_at: Timestamp

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `referrals_visible_to`."""
        own_links = links.self_link("referrals", row["id"]) | {
            "recipients": links.link("referrals", row["id"], "recipients", rel="recipients")
        }
        if row["answered_on"] is None:
            own_links["reply"] = links.link("replies", rel="reply", method="POST")
        opening = case_opening(is_open=row["case_id"] is not None, last_failure=row["opening_failure"])
        shown = {"state": opening.state, "reason": opening.reason}
        return cls.model_validate({**row, "case_opening": shown, "links": own_links})
