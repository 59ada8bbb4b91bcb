"""`authzen/…/search`: the searches of OpenID AuthZEN Authorization API 1.0.

What a search finds gets a yes when it is asked about with the same facts. A kind of subject or resource that is not
known here has nothing that could be found, which is no error.
"""

from collections.abc import Awaitable, Callable

from fastapi import APIRouter
from starlette.responses import Response

from boardkit.api.language import PreferredLanguage
from boardkit.api.operations import asks
from boardkit.api.reading import Read, Reading
from boardkit.domain.errors import KansliError, Language
from delegation_rules.api.authzen_route import ASKING, AuthzenRoute, without_nulls
from delegation_rules.api.compiled_orders import COMPILED_ORDERS
from delegation_rules.commands._access_records import AskedOfBoard, Decided
from delegation_rules.commands.decide_access import decide_access
from delegation_rules.commands.find_resources import find_resources
from delegation_rules.commands.find_subjects import find_subjects
from delegation_rules.domain.authzen import (
    DECIDE,
    AccessRequest,
    EvaluationsSemantic,
    PageOfResults,
    page_of,
    told_facts,
)
from delegation_rules.schemas.authzen import (
    ActionSearchRequest,
    AuthzenPageRequest,
    ResourceSearchRequest,
    SubjectSearchRequest,
)
from delegation_rules.schemas.authzen_answers import (
    AuthzenActionsFound,
    AuthzenEntitiesFound,
    AuthzenErrorView,
    AuthzenFoundAction,
    AuthzenFoundEntity,
    AuthzenPageView,
    AuthzenSearchContext,
)
from delegation_rules.schemas.authzen_questions import searched

router = APIRouter(prefix="/authzen/access/v1/search", tags=["authzen"], route_class=AuthzenRoute)

_Find = Callable[[AskedOfBoard], Awaitable[tuple[str, ...]]]


@router.post("/subject", **asks(AuthzenEntitiesFound, scope=ASKING))
async def search_subjects(body: SubjectSearchRequest, read: Read, language: PreferredLanguage) -> Response:
    """Vilka befattningar eller personer får besluta (AuthZEN 1.0, Subject Search)? Which subjects may decide?"""
    kind = body.subject.type

    async def find(asked: AskedOfBoard) -> tuple[str, ...]:
        return await find_subjects(read.rows, COMPILED_ORDERS, read.caller, asked, kind)

    page, context = await _searched(read, language, body.as_domain(), body.page, find)
    results = [AuthzenFoundEntity(type=kind, id=each) for each in page.results]
    found = AuthzenEntitiesFound(page=AuthzenPageView.of(page), context=context, results=results)
    return without_nulls(found, language)


@router.post("/resource", **asks(AuthzenEntitiesFound, scope=ASKING))
async def search_resources(body: ResourceSearchRequest, read: Read, language: PreferredLanguage) -> Response:
    """Enligt vilka regler får subjektet besluta (AuthZEN 1.0, Resource Search)? By which rules may it decide?"""
    kind = body.resource.type
    request = body.as_domain()

    async def find(asked: AskedOfBoard) -> tuple[str, ...]:
        return await find_resources(read.rows, COMPILED_ORDERS, read.caller, asked, kind)

    page, context = await _searched(read, language, request, body.page, find)
    told = told_facts(request)
    results = [AuthzenFoundEntity(type=kind, id=each, properties=told) for each in page.results]
    found = AuthzenEntitiesFound(page=AuthzenPageView.of(page), context=context, results=results)
    return without_nulls(found, language)


@router.post("/action", **asks(AuthzenActionsFound, scope=ASKING))
async def search_actions(body: ActionSearchRequest, read: Read, language: PreferredLanguage) -> Response:
    """Vilka handlingar får subjektet göra (AuthZEN 1.0, Action Search)? Which actions may the subject do?"""

    async def find(asked: AskedOfBoard) -> tuple[str, ...]:
        everything = EvaluationsSemantic.EXECUTE_ALL
        (outcome,) = await decide_access(read.rows, COMPILED_ORDERS, read.caller, [asked], everything)
        if isinstance(outcome, Decided):
            return (DECIDE,) if outcome.answer.allowed else ()
        raise outcome

    page, context = await _searched(read, language, body.as_domain(), body.page, find)
    results = [AuthzenFoundAction(name=each) for each in page.results]
    found = AuthzenActionsFound(page=AuthzenPageView.of(page), context=context, results=results)
    return without_nulls(found, language)


async def _searched(
    read: Reading, language: Language, request: AccessRequest, page: AuthzenPageRequest | None, find: _Find
) -> tuple[PageOfResults[str], AuthzenSearchContext | None]:
    """The part of what `find` finds that `page` asks for; why it found nothing, when something was wrong."""
    asked = searched(request, read.clock.today())
    results: tuple[str, ...] = ()
    error = asked if isinstance(asked, KansliError) else None
    if isinstance(asked, AskedOfBoard):
        try:
            results = await find(asked)
        except KansliError as found:
            error = found
    wanted = page or AuthzenPageRequest()
    part = page_of(results, repr((find.__qualname__, asked)), wanted.token, wanted.limit)
    context = None if error is None else AuthzenSearchContext(error=AuthzenErrorView.of(error, request, language))
    return part, context
