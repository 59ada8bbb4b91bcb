"""`referrals`: what boards have been asked to comment on (remisser)."""

from functools import partial

from fastapi import APIRouter
from starlette.responses import Response

from boardkit.api.etags import version_etag
from boardkit.api.operations import creates, reads
from boardkit.api.paging import Page, Paging
from boardkit.api.parameters import OfBoard
from boardkit.api.reading import Read
from boardkit.api.writing import Create
from referral_tracking import queries
from referral_tracking.api.parameters import ReferralId
from referral_tracking.commands.register_referral import register_referral
from referral_tracking.domain.case_opening import OpeningState
from referral_tracking.schemas.referrals import NewReferral, ReferralView

router = APIRouter(prefix="/referrals", tags=["referrals"])


@router.post("", **creates(ReferralView, scope="referrals:write"))
async def create_referral(body: NewReferral, create: Create) -> Response:
    """Registrera en inkommen remiss. Register a referral that has come in.

    Mottagarna känns igen, och ärendet öppnas i ärenderegistret så snart det kan nås. The recipients are
    recognised, and the case is opened in the case registry as soon as it can be reached.
    """
    letter = body.as_domain(create.clock.today())
    command = partial(register_referral, letter=letter, taken_over_number=body.taken_over_number)
    return await create.once(command, ReferralView)


@router.get("", **reads(Page[ReferralView], scope="referrals:read"))
async def list_referrals(read: Read, paging: Paging, board: OfBoard = None) -> Response:
    """Remisser, de senast registrerade först. Referrals, the latest registered first."""
    return await read.page(queries.referrals_visible_to(read.caller, board), ReferralView, paging)


@router.get("/{referralId}", **reads(ReferralView, scope="referrals:read"))
async def get_referral(referral_id: ReferralId, read: Read) -> Response:
    """En remiss. One referral.

    ETag följer versionen, men innehållet medan registret vägrar öppna ärendet. The ETag follows the version, but the
    contents while the registry refuses to open the case: a refusal comes and goes without a new version.
    """
    row = await read.first(queries.referral_by_id(read.caller, referral_id))
    referral = ReferralView.of(row, read.links)
    is_refused = referral.case_opening.state is OpeningState.REFUSED
    return read.answer(referral, etag=None if is_refused else version_etag(row["version"]))
