"""Parameters that several resources share."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query

CaseId = Annotated[UUID, Path(alias="caseId", description="Ärendets id. Id of the case.")]
MeetingId = Annotated[UUID, Path(alias="meetingId", description="Sammanträdets id. Id of the meeting.")]
OfMeeting = Annotated[
    UUID | None,
    Query(
        description="Bara det sammanträdet. Only this meeting.",
        json_schema_extra={"example": "0191d9a0-5c1e-7b1a-9d5e-3f0f6a1b2c3b"},
    ),
]
