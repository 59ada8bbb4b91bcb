"""What referral tracking asks of the case registry: to open a case, and its boards and meetings as a copy."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from boardkit.db.unit_of_work import Message
from boardkit.http.follow import Feed
from referral_tracking.domain.body_register import STOCKHOLM_REGISTER, BoardNames, BodyRegister
from referral_tracking.domain.referrals import ReferralLetter, number_for_search
from referral_tracking.tables import known_boards, known_meetings

CASE_REGISTRY = "case-registry"

#: The outbox's event when the registry has been asked to open a referral's case.
CASE_OPENED = "case-opened"

#: What the outbox's key of a referral's messages starts with, before its id.
ABOUT_REFERRAL = "referrals/"


def open_case(letter: ReferralLetter, referral_id: UUID, taken_over_number: str | None) -> Message:
    """The request that the registry open the case of a referral."""
    body: dict[str, Any] = {"board": letter.board, "title": letter.title, "case_type": "referral"}
    if taken_over_number is not None:
        body["taken_over_number"] = taken_over_number
    remittents_number = number_for_search(letter.remittent_diary_number)
    if remittents_number is not None:
        body["also_known_as"] = [remittents_number]
    return Message(
        neighbour=CASE_REGISTRY,
        event=CASE_OPENED,
        ordering_key=f"{ABOUT_REFERRAL}{referral_id}",
        method="POST",
        path="/case-registry/v1/cases",
        body=body,
        scope="cases:write",
        board=letter.board,
        context={"referral_id": str(referral_id)},
    )


async def copy_change(connection: AsyncConnection, change: Mapping[str, Any]) -> None:
    """Apply one change of the registry's to the copies of its boards and meetings; other resources are ignored."""
    removed = change["event"] == "removed"
    match change["resource"]:
        case "boards" if removed:
            await connection.execute(delete(known_boards).where(known_boards.c.slug == change["resource_id"]))
        case "boards":
            await _copy_board(connection, change)
        case "meetings" if removed:
            await connection.execute(delete(known_meetings).where(known_meetings.c.id == change["resource_id"]))
        case "meetings":
            await _copy_meeting(connection, change)
        case _:
            pass


async def _copy_board(connection: AsyncConnection, change: Mapping[str, Any]) -> None:
    values = {"name": change["snapshot"]["name"], "aliases": change["snapshot"]["aliases"]}
    statement = insert(known_boards).values(slug=change["resource_id"], **values)
    await connection.execute(statement.on_conflict_do_update(index_elements=["slug"], set_=values))


async def _copy_meeting(connection: AsyncConnection, change: Mapping[str, Any]) -> None:
    values = {"board": change["board"], "held_on": date.fromisoformat(change["snapshot"]["held_on"])}
    statement = insert(known_meetings).values(id=change["resource_id"], **values)
    await connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))


REGISTRY_FEED = Feed(neighbour=CASE_REGISTRY, scopes=frozenset({"boards:read", "meetings:read"}), apply=copy_change)


async def body_register(connection: AsyncConnection) -> BodyRegister:
    """The register of consulted bodies, with the names that the registry knows its boards by."""
    rows = (await connection.execute(select(known_boards).order_by(known_boards.c.slug))).mappings().all()
    return STOCKHOLM_REGISTER.with_boards(BoardNames(r["slug"], r["name"], tuple(r["aliases"])) for r in rows)
