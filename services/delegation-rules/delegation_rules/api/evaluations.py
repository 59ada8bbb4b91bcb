"""`evaluations`: may this position decide this, and must it be reported?"""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from boardkit.api.language import preferred_language
from boardkit.api.operations import asks
from boardkit.api.reading import Read
from boardkit.domain.errors import Language
from delegation_rules.commands.answer_question import CompiledOrders, answer_question
from delegation_rules.schemas.evaluations import EvaluationView, NewEvaluation

router = APIRouter(prefix="/evaluations", tags=["evaluations"])

_compiled_orders = CompiledOrders()


def _language(request: Request) -> Language:
    return preferred_language(request.headers.get("accept-language"))


@router.post("", **asks(EvaluationView, scope="evaluations:run"))
async def evaluate_question(
    body: NewEvaluation, read: Read, language: Annotated[Language, Depends(_language)]
) -> Response:
    """Får befattningen fatta beslutet, och ska det anmälas till nämnden? May the position make the decision?

    A question that changes nothing (POST because it carries a body). What is not told is not known, and what
    is not known never gives a yes.
    """
    answer, hierarchy = await answer_question(read.rows, _compiled_orders, read.caller, body.board, body.as_domain())
    view = EvaluationView.of(answer, hierarchy, language, read.links)
    return read.answer(view, headers={"content-language": language, "vary": "accept-language"})
