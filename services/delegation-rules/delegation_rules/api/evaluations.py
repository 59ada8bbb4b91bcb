"""`evaluations`: may this position decide this, and must it be reported?"""

from fastapi import APIRouter
from starlette.responses import Response

from boardkit.api.language import PreferredLanguage, language_headers
from boardkit.api.operations import asks
from boardkit.api.reading import Read
from delegation_rules.commands.answer_question import CompiledOrders, answer_question
from delegation_rules.schemas.evaluations import EvaluationView, NewEvaluation

router = APIRouter(prefix="/evaluations", tags=["evaluations"])

_compiled_orders = CompiledOrders()


@router.post("", **asks(EvaluationView, scope="evaluations:run"))
async def evaluate_question(body: NewEvaluation, read: Read, language: PreferredLanguage) -> Response:
    """Får befattningen fatta beslutet, och ska det anmälas till nämnden? May the position make the decision?

    A question that changes nothing (POST because it carries a body). What is not told is not known, and what
    is not known never gives a yes.
    """
    answer, hierarchy = await answer_question(read.rows, _compiled_orders, read.caller, body.board, body.as_domain())
    view = EvaluationView.of(answer, hierarchy, language, read.links)
    return read.answer(view, headers=language_headers(language))
