"""`authzen`: OpenID AuthZEN Authorization API 1.0 over the same orders, so that others can ask in a standard way.

The identifier of the policy decision point is `…/delegation-rules/v1/authzen`; below it lie the specification's own
paths. A subject is a `position` or a `person`, the action is `decide`, and the resource is a `delegation-rule` or a
`matter` whose properties tell of the case.
"""

from collections.abc import Sequence

from fastapi import APIRouter
from starlette.responses import Response

from boardkit.api.language import PreferredLanguage
from boardkit.api.operations import asks
from boardkit.api.reading import Read, Reading
from boardkit.domain.errors import Language
from delegation_rules.api.authzen_route import ASKING, AuthzenRoute, lacking, without_nulls
from delegation_rules.api.compiled_orders import COMPILED_ORDERS
from delegation_rules.commands.decide_access import decide_access
from delegation_rules.domain.authzen import AccessRequest, EvaluationsSemantic
from delegation_rules.schemas.authzen import (
    AccessEvaluationRequest,
    AccessEvaluationsRequest,
    EvaluationsOptions,
)
from delegation_rules.schemas.authzen_answers import AuthzenDecision, AuthzenDecisions
from delegation_rules.schemas.authzen_questions import asked_of_board

router = APIRouter(prefix="/authzen/access/v1", tags=["authzen"], route_class=AuthzenRoute)


@router.post("/evaluation", **asks(AuthzenDecision, scope=ASKING))
async def post_access_evaluation(body: AccessEvaluationRequest, read: Read, language: PreferredLanguage) -> Response:
    """Får subjektet besluta (AuthZEN 1.0, Access Evaluation)? May the subject decide?

    The same engine and the same answer as `evaluations`. `X-Request-ID` comes back as it was sent.
    """
    (decision,) = await _decisions(read, language, [body.as_domain()])
    return without_nulls(decision, language)


@router.post("/evaluations", **asks(AuthzenDecisions, scope=ASKING))
async def post_access_evaluations(body: AccessEvaluationsRequest, read: Read, language: PreferredLanguage) -> Response:
    """Flera frågor på en gång (AuthZEN 1.0, Access Evaluations). Several evaluations at once.

    What an evaluation does not tell is as the top level says. Without `evaluations` it is a single one.
    """
    defaults = body.as_domain()
    if not body.evaluations:
        missing = defaults.missing()
        if missing is not None:
            raise lacking(missing)
        (decision,) = await _decisions(read, language, [defaults])
        return without_nulls(decision, language)
    options = body.options or EvaluationsOptions()
    requests = [each.as_domain().with_defaults(defaults) for each in body.evaluations]
    decisions = await _decisions(read, language, requests, options.evaluations_semantic)
    return without_nulls(AuthzenDecisions(evaluations=decisions), language)


async def _decisions(
    read: Reading,
    language: Language,
    requests: Sequence[AccessRequest],
    semantic: EvaluationsSemantic = EvaluationsSemantic.EXECUTE_ALL,
) -> list[AuthzenDecision]:
    asked = [asked_of_board(request, read.clock.today()) for request in requests]
    outcomes = await decide_access(read.rows, COMPILED_ORDERS, read.caller, asked, semantic)
    told = zip(outcomes, requests, strict=False)  # a semantic may have ended it early
    return [AuthzenDecision.of(outcome, request, language, read.links) for outcome, request in told]
