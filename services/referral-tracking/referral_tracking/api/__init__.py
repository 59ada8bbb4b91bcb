"""The routes of referral tracking, one file per resource."""

from fastapi import APIRouter

from referral_tracking.api import bodies, deadlines, recipients, referrals, replies

router = APIRouter()
for resource in (referrals, recipients, replies, deadlines, bodies):
    router.include_router(resource.router)
