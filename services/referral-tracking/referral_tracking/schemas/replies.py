"""`replies`: what has been answered."""

from typing import Annotated, Self

from pydantic import Field
from sqlalchemy import RowMapping

from boardkit.api.links import Links
from boardkit.api.schemas import CalendarDate, Id, Representation, Schema


class NewReply(Schema):
    """Nämndens svar på en remiss. The board's reply to a referral."""

    referral_id: Id
    sent_on: Annotated[
        CalendarDate,
        Field(description="Dagen då svaret skickades. Day it was sent.", json_schema_extra={"example": "2019-06-14"}),
    ]


class ReplyView(Representation):
    """Ett skickat svar. A reply that has been sent."""

    id: Id
    referral_id: Id
    board: str = Field(json_schema_extra={"example": "norrmalm"})
    sent_on: CalendarDate
    due_on: CalendarDate = Field(description="Svarsdagen som gällde. The reply day that applied.")
    days_late: int = Field(
        description="Dagar för sent, 0 i tid. Days late, 0 in time.", json_schema_extra={"example": 0}
    )

    @classmethod
    def of(cls, row: RowMapping, links: Links) -> Self:
        """The representation of a row of `replies`."""
        days_late = max(0, (row["sent_on"] - row["due_on"]).days)
        own_links = links.self_link("replies", row["id"]) | {
            "referral": links.link("referrals", row["referral_id"], rel="referral")
        }
        return cls.model_validate({**row, "days_late": days_late, "links": own_links})
