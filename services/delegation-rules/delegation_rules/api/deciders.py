"""`deciders`: who may decide this, and who in fact holds those positions?"""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from boardkit.api.language import PreferredLanguage, language_headers
from boardkit.api.operations import reads
from boardkit.api.parameters import OneBoard
from boardkit.api.reading import Read
from delegation_rules.api.compiled_orders import COMPILED_ORDERS
from delegation_rules.api.parameters import TheDay
from delegation_rules.commands.list_deciders import list_deciders
from delegation_rules.domain.answers import Question
from delegation_rules.schemas.deciders import DecidersView
from delegation_rules.schemas.facts import DecisionAmount, LengthInMonths, MonthlyRent, PurposeOfCase, SubjectOfCase
from delegation_rules.schemas.rules import RuleNumber

router = APIRouter(prefix="/deciders", tags=["deciders"])
OfRule = Annotated[RuleNumber, Query()]
OfAmount = Annotated[DecisionAmount, Query()]
OfMonths = Annotated[LengthInMonths, Query()]
OfPurpose = Annotated[PurposeOfCase, Query()]
OfMonthlyRent = Annotated[MonthlyRent, Query()]
OfSubject = Annotated[SubjectOfCase, Query()]


async def _asked(
    *,
    rule: OfRule,
    day: TheDay,
    amount: OfAmount = None,
    months: OfMonths = None,
    purpose: OfPurpose = None,
    monthly_rent: OfMonthlyRent = None,
    subject: OfSubject = None,
) -> Question:
    return Question(rule, None, day, amount, months, purpose, monthly_rent, subject=subject)


Asked = Annotated[Question, Depends(_asked)]


@router.get("", **reads(DecidersView, scope="evaluations:run"))
async def get_deciders(read: Read, language: PreferredLanguage, board: OneBoard, question: Asked) -> Response:
    """Vilka befattningar som får besluta, och vilka som innehar dem. Who may decide, and who holds those positions.

    Circumstances cannot be told here; a position that may decide only under some of them is told as not known.
    """
    told = await list_deciders(read.rows, COMPILED_ORDERS, read.caller, board, question)
    return read.answer(DecidersView.of(told, language, read.links), headers=language_headers(language))
