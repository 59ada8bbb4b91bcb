"""Parameters that several resources share."""

from typing import Annotated
from uuid import UUID

from fastapi import Path

ReferralId = Annotated[UUID, Path(alias="referralId", description="Remissens id. Id of the referral.")]
