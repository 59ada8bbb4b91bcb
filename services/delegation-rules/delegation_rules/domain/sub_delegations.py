"""Sub-delegation (vidaredelegering, KL 7:6): a head of administration passes a right on, in one step."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class SubDelegationGrant:
    """A recorded sub-delegation: the right under one rule, given by a head of administration to an employee.

    Attributes:
        id: of the record.
        rule: number of the rule.
        giver: position of the head of administration.
        receiver: position that gets the right.
        purposes: those of the rule's purposes that are given; empty when all that may be given are.
        valid_from: first day.
        valid_to: last day; None until further notice.
    """

    id: UUID
    rule: str
    giver: str
    receiver: str
    purposes: tuple[str, ...]
    valid_from: date
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it holds on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
