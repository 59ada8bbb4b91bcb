"""The routes of the financial follow-up, one file per resource."""

from fastapi import APIRouter

from financial_follow_up.api import areas, follow_ups, reports

router = APIRouter()
for resource in (areas, follow_ups, reports):
    router.include_router(resource.router)
