"""The registry's routes, one file per resource."""

from fastapi import APIRouter

from case_registry.api import boards

router = APIRouter()
router.include_router(boards.router)
