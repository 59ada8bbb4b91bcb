"""What a board decided on an item (beslut), and what that makes of the item's case."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from case_registry.domain.cases import CaseStatus, may_become


class Outcome(StrEnum):
    """The kind of decision, by what it does with the matter."""

    APPROVED = "approved"
    REJECTED = "rejected"
    ANSWERED = "answered"
    ELECTED = "elected"
    FILED = "filed"
    NOTED = "noted"
    HANDED_OVER = "handed-over"
    REFERRED_BACK = "referred-back"
    POSTPONED = "postponed"


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision to record: what kind it is and its wording as it is to stand in the minutes."""

    agenda_item_id: UUID
    outcome: Outcome
    text: str


#: The status that each outcome gives the case; the ones left out (noted, postponed) leave it as it is.
_STATUS_AFTER: Final[Mapping[Outcome, CaseStatus]] = MappingProxyType(
    {
        Outcome.APPROVED: CaseStatus.DECIDED,
        Outcome.REJECTED: CaseStatus.DECIDED,
        Outcome.ANSWERED: CaseStatus.DECIDED,
        Outcome.ELECTED: CaseStatus.DECIDED,
        Outcome.FILED: CaseStatus.DECIDED,
        Outcome.HANDED_OVER: CaseStatus.IN_PREPARATION,
        Outcome.REFERRED_BACK: CaseStatus.IN_PREPARATION,
    }
)


def status_after(current: CaseStatus, outcome: Outcome) -> CaseStatus:
    """The status of a case once the board has decided `outcome` on it.

    A decision never moves a case along a way that `NEXT_STATUSES` does not have: it then stays.
    """
    wanted = _STATUS_AFTER.get(outcome, current)
    return wanted if may_become(current, wanted) else current
