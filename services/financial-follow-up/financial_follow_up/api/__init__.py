"""The routes of the financial follow-up, one file per resource."""

from fastapi import APIRouter

from financial_follow_up.api import areas, follow_ups, reports

router = APIRouter()
router.include_router(areas.router)
router.include_router(follow_ups.router)
router.include_router(reports.router)
