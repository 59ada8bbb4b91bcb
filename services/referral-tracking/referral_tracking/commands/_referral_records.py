"""What the commands on referrals share: how a change is told."""

from typing import Literal

from sqlalchemy import RowMapping

from boardkit.db.unit_of_work import Change

_SHOWN = (
    "title",
    "remittent",
    "remittent_diary_number",
    "received_on",
    "reply_by",
    "own_reply_by",
    "case_id",
    "diary_number",
    "answered_on",
)


def referral_change(event: Literal["created", "changed"], row: RowMapping, reason: str) -> Change:
    """What the audit chain and the change feed tell of a referral."""
    return Change(
        event=event,
        resource="referrals",
        resource_id=str(row["id"]),
        board=row["board"],
        version=row["version"],
        reason=reason,
        snapshot={name: None if row[name] is None else str(row[name]) for name in _SHOWN},
    )
