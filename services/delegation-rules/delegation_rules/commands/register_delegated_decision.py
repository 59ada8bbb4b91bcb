"""Register a decision taken under delegation (delegationsbeslut), tried on the spot by the order of its day."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import RowMapping, insert

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.domain.errors import Forbidden, Text
from boardkit.domain.ids import new_id
from delegation_rules import queries
from delegation_rules.commands._decision_authority import authority_for
from delegation_rules.commands._delegated_decision_records import VOIDING_SCOPE, delegated_decision_change
from delegation_rules.commands._evaluation_records import CompiledOrders
from delegation_rules.commands._filing_records import lock_case_numbers, send_to_case
from delegation_rules.commands._splitting_records import flags_around
from delegation_rules.domain.case_numbers import CaseNumber
from delegation_rules.domain.decision_errors import UnknownCase
from delegation_rules.domain.delegated_decisions import (
    Authority,
    DecisionStatus,
    DecisionTaken,
    Filing,
    check_taken,
    status_of,
)
from delegation_rules.domain.splitting import AMOUNT_DIVIDED, DIVIDED_AGAINST_THE_RULE, SplittingFlag, folded
from delegation_rules.tables import delegated_decisions


async def register_delegated_decision(
    work: UnitOfWork, *, decision: DecisionTaken, compiled_orders: CompiledOrders
) -> RowMapping:
    """Give `decision` its number, keep what the order says of it, and have it filed in its case.

    Raises `NotFound` for a board out of reach, `DecisionNotTakenYet`, `UnknownCase`, `NoAuthority` unless it is to be
    kept as void, `Forbidden` when the caller may not do that, `AuthorityNotLacking`, and what `authority_for` raises.
    """
    work.caller.must_reach(decision.board, pointer="/board")
    check_taken(decision.decided_on, work.today)
    _check_may_keep_void(work, decision)
    case = await _case_of(work, decision)
    found = await authority_for(work, compiled_orders, decision, None if case is None else case["case_type"])
    status = status_of(decision, found)
    # Taking the number locks the board's series: of two purchases at once, the later one sees the earlier.
    year = work.today.year
    number = await work.next_number(f"delegated-decisions/{decision.board}", year)
    values: dict[str, Any] = {"id": new_id(), "year": year, "number": number}
    values |= _what_was_decided(decision, found) | _what_the_order_said(found, status, decision.void_reason)
    values |= _how_it_is_kept(work, decision, case, status)
    flags = await _flags(work, values)
    values |= _what_was_seen_of_splitting(found, flags)
    row = await work.one(insert(delegated_decisions).values(values).returning(*delegated_decisions.c))
    work.record(delegated_decision_change("created", row, f"delegated decision registered as {status.value}"))
    if row["filing"] == Filing.WAITING:
        await send_to_case(work, row, row["decided_on"])
    return row


def _check_may_keep_void(work: UnitOfWork, decision: DecisionTaken) -> None:
    if decision.void_reason is not None and not work.caller.has(VOIDING_SCOPE):
        raise Forbidden(
            Text(
                sv="Att registrera ett beslut som ogiltigt kräver en egen behörighet.",
                en="Registering a decision as void requires a right of its own.",
            ),
            pointer="/as_void",
        )


async def _case_of(work: UnitOfWork, decision: DecisionTaken) -> RowMapping | None:
    """The decision's case in the registry's copy; None for a diary number that the copy does not have."""
    if decision.case_id is None:
        number = CaseNumber.of(decision.diary_number or "")
        await lock_case_numbers(work, decision.board)
        cases = await work.all(queries.known_cases_by_number(work.caller, decision.board, number))
        return next((case for case in cases if number.may_be(CaseNumber.of(case["diary_number"]))), None)
    case = await work.first(queries.known_case_by_id(work.caller, decision.case_id))
    if case is None or case["board"] != decision.board:
        raise UnknownCase(
            Text(
                sv="Nämnden har inget sådant ärende, eller har diariet inte hunnit tala om det.",
                en="The board has no such case, or the registry has not told of it yet.",
            ),
            pointer="/case_id",
        )
    return case


def _what_was_decided(decision: DecisionTaken, found: Authority) -> dict[str, Any]:
    question = found.answer.question
    return {
        "board": decision.board,
        "rule": question.rule,
        "mandate": found.answer.rule.mandate.value,
        "matter": found.answer.rule.matter,
        "person": decision.person,
        "position": question.position,
        "decided_on": decision.decided_on,
        "amount": decision.amount,
        "months": decision.months,
        "purpose": decision.purpose,
        "monthly_rent": decision.monthly_rent,
        "circumstances": dict(decision.circumstances),
        "subject": None if question.subject is None else question.subject.value,
        "supplier": decision.supplier,
        "supplier_key": None if decision.supplier is None else folded(decision.supplier),
        "unit": decision.unit,
        "outcome": decision.outcome,
        "attachments": [{"title": each.title, "document_id": str(each.document_id)} for each in decision.attachments],
    }


def _what_the_order_said(found: Authority, status: DecisionStatus, void_reason: str | None) -> dict[str, Any]:
    answer = found.answer
    return {
        "order_id": answer.order.id,
        "order_version": answer.order.version,
        "status": status.value,
        "void_reason": void_reason,
        "allowed": found.exists,
        "tier_number": answer.tier_number,
        "limit_kronor": answer.limit.kronor,
        "act": None if answer.act is None else answer.act.value,
        "report_to_board": answer.report_to_board,
        "announce": answer.announce,
        "report_to_head": answer.report_to_head,
        "sub_delegation": answer.grant,
    }


async def _flags(work: UnitOfWork, values: Mapping[str, Any]) -> tuple[SplittingFlag, ...]:
    """What is seen of splitting around a valid decision that names its supplier."""
    if values["supplier"] is None or values["status"] != DecisionStatus.VALID:
        return ()
    return await flags_around(work, values["board"], queries.purchase_from(values))


def _what_was_seen_of_splitting(found: Authority, flags: Sequence[SplittingFlag]) -> dict[str, Any]:
    reasons = [*found.reasons, *(flag.reason() for flag in flags)]
    if flags and any(each.name == AMOUNT_DIVIDED for each in found.answer.rule.circumstances()):
        reasons.append(DIVIDED_AGAINST_THE_RULE)
    return {
        "reasons": [{"sv": each.sv, "en": each.en} for each in reasons],
        "splitting_flags": [flag.document() for flag in flags],
    }


def _how_it_is_kept(
    work: UnitOfWork, decision: DecisionTaken, case: RowMapping | None, status: DecisionStatus
) -> dict[str, Any]:
    case_id, its_number = (None, None) if case is None else (case["id"], case["diary_number"])
    return {
        "case_id": case_id,
        "diary_number": decision.diary_number or its_number,
        "filing": _filing(status, is_case_known=case is not None).value,
        "registered_by": work.caller.subject,
        "registered_on": work.today,
    }


def _filing(status: DecisionStatus, *, is_case_known: bool) -> Filing:
    # What is void from the start is no decision to file; the register alone remembers it.
    if status is DecisionStatus.VOID:
        return Filing.NOT_TO_BE_FILED
    return Filing.WAITING if is_case_known else Filing.WAITING_FOR_CASE
