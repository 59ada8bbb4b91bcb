"""The routes of delegation rules, one file per resource."""

from fastapi import APIRouter

from delegation_rules.api import delegation_orders, evaluations, positions, price_base_amounts, rules

router = APIRouter()
for resource in (delegation_orders, rules, positions, price_base_amounts, evaluations):
    router.include_router(resource.router)
