"""`classifications`: the boards' classification plans (klassificeringsplaner)."""

from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from boardkit.api.operations import creates, reads
from boardkit.api.paging import Page, Paging
from boardkit.api.parameters import OfBoard
from boardkit.api.reading import Read
from boardkit.api.writing import Create
from case_registry import queries
from case_registry.commands.add_classification import add_classification
from case_registry.schemas.classifications import ClassificationView, NewClassification

router = APIRouter(prefix="/classifications", tags=["classifications"])
ClassificationId = Annotated[UUID, Path(alias="classificationId", description="Kodens id. Id of the code.")]


@router.post("", **creates(ClassificationView, scope="classifications:write"))
async def create_classification(body: NewClassification, create: Create) -> Response:
    """Lägg till en kod i nämndens klassificeringsplan. Add a code to the board's classification plan."""
    command = partial(add_classification, board=body.board, code=body.code, title=body.title)
    return await create.once(command, ClassificationView)


@router.get("", **reads(Page[ClassificationView], scope="classifications:read"))
async def list_classifications(read: Read, paging: Paging, board: OfBoard = None) -> Response:
    """Klassificeringsplaner, i kodordning. Classification plans, in the order of their codes."""
    return await read.page(queries.classifications_visible_to(read.caller, board), ClassificationView, paging)


@router.get("/{classificationId}", **reads(ClassificationView, scope="classifications:read"))
async def get_classification(classification_id: ClassificationId, read: Read) -> Response:
    """En kod ur en klassificeringsplan. One code of a classification plan."""
    return await read.one(queries.classification_by_id(read.caller, classification_id), ClassificationView)
