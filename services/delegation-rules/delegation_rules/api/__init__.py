"""The routes of delegation rules, one file per resource."""

from fastapi import APIRouter

from delegation_rules.api import (
    absences,
    announcements,
    assignments,
    authzen,
    authzen_searches,
    board_reports,
    deciders,
    decision_statistics,
    delegated_decisions,
    delegation_orders,
    evaluations,
    order_comparisons,
    order_documents,
    order_findings,
    order_imports,
    persons,
    positions,
    price_base_amounts,
    replays,
    reporting_queues,
    rights,
    rules,
    splitting_flags,
    sub_delegations,
)

router = APIRouter()
# Routes are tried in this sequence: the question that is asked most comes first.
for resource in (
    evaluations,
    delegation_orders,
    order_documents,
    order_imports,
    order_findings,
    order_comparisons,
    replays,
    rules,
    positions,
    persons,
    assignments,
    absences,
    sub_delegations,
    price_base_amounts,
    delegated_decisions,
    splitting_flags,
    rights,
    deciders,
    authzen,
    authzen_searches,
    board_reports,
    reporting_queues,
    announcements,
    decision_statistics,
):
    router.include_router(resource.router)
