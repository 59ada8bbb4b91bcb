"""The gateway's own resources."""

from fastapi import APIRouter

from gateway.api.clients import router as clients

router = APIRouter()
router.include_router(clients)
