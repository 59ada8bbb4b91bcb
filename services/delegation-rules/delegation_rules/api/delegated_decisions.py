"""`delegated-decisions`: decisions taken under delegation (delegationsbeslut)."""

from dataclasses import replace
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import Response

from boardkit.api.operations import changes, creates, reads
from boardkit.api.paging import Page, Paging
from boardkit.api.parameters import FromDay, OfBoard, ToDay
from boardkit.api.reading import Read
from boardkit.api.writing import Change, Create
from delegation_rules import queries
from delegation_rules.api.compiled_orders import COMPILED_ORDERS
from delegation_rules.api.parameters import OfPerson, OfPosition
from delegation_rules.commands.register_delegated_decision import register_delegated_decision
from delegation_rules.commands.void_delegated_decision import void_delegated_decision
from delegation_rules.domain.delegated_decisions import DecisionStatus
from delegation_rules.queries import WantedDecisions
from delegation_rules.schemas.delegated_decisions import (
    DelegatedDecisionView,
    DiaryNumber,
    NewDelegatedDecision,
    VoidanceSchema,
)
from delegation_rules.schemas.rules import RuleNumber

router = APIRouter(prefix="/delegated-decisions", tags=["delegated-decisions"])
DecisionId = Annotated[UUID, Path(alias="decisionId", description="Beslutets id. Id of the decision.")]
OfRule = Annotated[RuleNumber | None, Query(description="Bara den regeln. Only this rule.")]
OfStatus = Annotated[DecisionStatus | None, Query(description="Gällande eller ogiltiga. Valid or void ones.")]
OfYear = Annotated[
    int | None,
    Query(ge=1800, le=2200, description="Registrerade det året. Of that year.", json_schema_extra={"example": 2019}),
]
OfNumber = Annotated[
    int | None,
    Query(ge=1, le=2**31 - 1, description="Bara det löpnumret. Only this number.", json_schema_extra={"example": 12}),
]
OfCase = Annotated[DiaryNumber | None, Query(description="Bara det diarienumret. Only this diary number.")]


async def _of_days(first_day: FromDay = None, last_day: ToDay = None) -> WantedDecisions:
    return WantedDecisions(first_day=first_day, last_day=last_day)


async def _of_designation(
    of_days: Annotated[WantedDecisions, Depends(_of_days)],
    year: OfYear = None,
    number: OfNumber = None,
    diary_number: OfCase = None,
) -> WantedDecisions:
    return replace(of_days, year=year, number=number, diary_number=diary_number)


async def _wanted(
    of_designation: Annotated[WantedDecisions, Depends(_of_designation)],
    *,
    board: OfBoard = None,
    rule: OfRule = None,
    position: OfPosition = None,
    person: OfPerson = None,
    status: OfStatus = None,
) -> WantedDecisions:
    return replace(of_designation, board=board, rule=rule, position=position, person=person, status=status)


Wanted = Annotated[WantedDecisions, Depends(_wanted)]


@router.post("", **creates(DelegatedDecisionView, scope="delegated-decisions:write"))
async def create_delegated_decision(body: NewDelegatedDecision, create: Create) -> Response:
    """Registrera ett delegationsbeslut. Register a decision taken under delegation.

    Beslutet prövas mot den delegationsordning som gällde beslutsdagen. Utan stöd vägras det, eller behålls som
    ogiltigt (as_void) av den som har behörigheten delegated-decisions:void. A decision without authority is refused,
    or kept as void by someone with that right. Hör det till ett ärende i diariet läggs det i ärendet.
    """
    command = partial(register_delegated_decision, decision=body.as_domain(), compiled_orders=COMPILED_ORDERS)
    return await create.once(command, DelegatedDecisionView)


@router.get("", **reads(Page[DelegatedDecisionView], scope="delegated-decisions:read"))
async def list_delegated_decisions(read: Read, paging: Paging, wanted: Wanted) -> Response:
    """Delegationsbeslut, det senast registrerade först. Delegated decisions, the latest registered first."""
    statement = queries.delegated_decisions_visible_to(read.caller, wanted)
    return await read.page(statement, DelegatedDecisionView, paging)


@router.get("/{decisionId}", **reads(DelegatedDecisionView, scope="delegated-decisions:read"))
async def get_delegated_decision(decision_id: DecisionId, read: Read) -> Response:
    """Ett delegationsbeslut. One delegated decision."""
    return await read.one(queries.delegated_decision_by_id(read.caller, decision_id), DelegatedDecisionView)


@router.put("/{decisionId}/voidance", **changes(DelegatedDecisionView, scope="delegated-decisions:void"))
async def put_voidance(decision_id: DecisionId, body: VoidanceSchema, change: Change) -> Response:
    """Förklara ett registrerat beslut ogiltigt, med skälet. Find a registered decision void, with the reason.

    Beslutet finns kvar i registret. It stays in the register, and its case is told.
    """
    command = partial(void_delegated_decision, decision_id=decision_id, reason=body.reason)
    return await change.apply(command, DelegatedDecisionView)
