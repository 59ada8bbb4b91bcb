"""The registry's routes, one file per resource."""

from fastapi import APIRouter

from case_registry.api import (
    boards,
    cases,
    classifications,
    decisions,
    documents,
    journal,
    meetings,
    minutes,
    notices,
    proposals,
)

router = APIRouter()
for resource in (
    boards,
    classifications,
    cases,
    documents,
    proposals,
    meetings,
    decisions,
    minutes,
    notices,
    journal,
):
    router.include_router(resource.router)
