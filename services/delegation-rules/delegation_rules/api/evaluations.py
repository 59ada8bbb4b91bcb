"""`evaluations`: may this position, or this person, decide this, and must it be reported?"""

from typing import Final

from fastapi import APIRouter
from starlette.responses import Response

from boardkit.api.language import PreferredLanguage, language_headers
from boardkit.api.operations import asks
from boardkit.api.reading import Read
from boardkit.domain.errors import KansliError
from delegation_rules.api.compiled_orders import COMPILED_ORDERS
from delegation_rules.commands.answer_questions import answer_questions
from delegation_rules.schemas.evaluation_writing import AnswerWriter, WrittenCells
from delegation_rules.schemas.evaluations import EvaluationsView, EvaluationView
from delegation_rules.schemas.question_reading import read_question
from delegation_rules.schemas.questions import EvaluationRequest, NewEvaluations

router = APIRouter(prefix="/evaluations", tags=["evaluations"])

#: Ample for the most questions that may be put at a time.
MAX_BODY_BYTES: Final = 8 * 1024 * 1024
_WRITTEN_CELLS: Final = WrittenCells()


@router.post("", max_body_size=MAX_BODY_BYTES, **asks(EvaluationView | EvaluationsView, scope="evaluations:run"))
async def evaluate_question(body: EvaluationRequest, read: Read, language: PreferredLanguage) -> Response:
    """Får befattningen eller personen fatta beslutet, och ska det anmälas? May the position or person decide?

    One question, or with `questions` up to 10 000 at a time, answered in the same sequence. A question that changes
    nothing (POST because it carries a body). What is not told is not known, and what is not known never gives a yes.
    """
    writer = AnswerWriter(_WRITTEN_CELLS, language, read.links)
    if isinstance(body, NewEvaluations):
        questions = [read_question(sent, place) for place, sent in enumerate(body.as_sent)]
        answers = answer_questions(read.rows, COMPILED_ORDERS, read.caller, body.board, questions)
        return Response(await writer.many(answers), media_type="application/json", headers=language_headers(language))
    answers = answer_questions(read.rows, COMPILED_ORDERS, read.caller, body.board, [body.as_domain()])
    (answer,) = [each async for each in answers]
    if isinstance(answer, KansliError):
        raise answer
    return read.written(writer.one(answer), headers=language_headers(language))
