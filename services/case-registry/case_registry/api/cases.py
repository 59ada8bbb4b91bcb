"""`cases`: the diary of the boards (diariet)."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from boardkit.api.operations import changes, creates, reads
from boardkit.api.paging import Page, Paging
from boardkit.api.parameters import OfBoard
from boardkit.api.reading import Read
from boardkit.api.writing import Change, Create
from case_registry import queries
from case_registry.api.parameters import CaseId
from case_registry.commands.register_case import register_case
from case_registry.commands.update_case import update_case
from case_registry.domain.cases import CaseStatus, CaseType
from case_registry.schemas.cases import CasePatch, CaseView, NewCase
from case_registry.schemas.fields import WrittenDiaryNumber

router = APIRouter(prefix="/cases", tags=["cases"])


@router.post("", **creates(CaseView, scope="cases:write"))
async def create_case(body: NewCase, create: Create) -> Response:
    """Registrera ett ärende i nämndens diarium. Register a case in the board's diary.

    Ärendet får nästa lediga diarienummer, utan luckor. Med taken_over_number behåller det numret ur nämndens
    tidigare diarium. The case gets the next number of the diary, or keeps the one it is taken over with.
    """
    return await create.once(partial(register_case, registration=body.as_domain()), CaseView)


@router.get("", **reads(Page[CaseView], scope="cases:read"))
async def list_cases(
    read: Read,
    paging: Paging,
    *,
    board: OfBoard = None,
    diary_number: Annotated[
        WrittenDiaryNumber | None,
        Query(description="Diarienummer, hur det än skrivs. Diary number, in any written form."),
    ] = None,
    case_type: Annotated[CaseType | None, Query(description="Ärendetyp. Type of case.")] = None,
    status: Annotated[CaseStatus | None, Query(description="Status.")] = None,
) -> Response:
    """Ärenden, de nyaste först. Cases, the newest first.

    Ett diarienummer hittar ärendet hur det än är skrivet: 2019/276, NORR 2019/000276, 2019/276-1.2.4. eller
    031-276/2019. A diary number finds its case in any written form.
    """
    statement = queries.cases_visible_to(
        read.caller, board=board, diary_number=diary_number, case_type=case_type, status=status
    )
    return await read.page(statement, CaseView, paging)


@router.get("/{caseId}", **reads(CaseView, scope="cases:read"))
async def get_case(case_id: CaseId, read: Read) -> Response:
    """Ett ärende. One case."""
    return await read.one(queries.case_by_id(read.caller, case_id), CaseView)


@router.patch("/{caseId}", **changes(CaseView, scope="cases:write"))
async def patch_case(case_id: CaseId, body: CasePatch, change: Change) -> Response:
    """Ändra ett ärendes rubrik eller status. Change the title or the status of a case."""
    command = partial(update_case, case_id=case_id, revision=body.as_domain())
    return await change.apply(command, CaseView)
