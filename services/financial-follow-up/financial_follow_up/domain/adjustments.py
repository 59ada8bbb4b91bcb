"""Adjustments of a board's budget, and the adjusted net budget with and without what is only asked for.

A report's "justerad nettobudget" includes adjustments that the council has not yet decided on, so the same
table can show money that the board does not have. Both totals are therefore always given.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final


class AdjustmentStatus(StrEnum):
    """How far an adjustment has come."""

    REQUESTED = "requested"
    """Begärd: the board has asked for it."""
    EXPECTED = "expected"
    """Förväntad: calculated or announced, not yet decided."""
    GRANTED = "granted"
    """Beviljad."""
    REJECTED = "rejected"
    """Avslagen: never part of an adjusted budget."""


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A change of the net budget in kronor; plus is a larger budget."""

    net: Decimal
    status: AdjustmentStatus

    @property
    def counts(self) -> bool:
        """Whether a report's adjusted budget includes it."""
        return self.status is not AdjustmentStatus.REJECTED


@dataclass(frozen=True, slots=True)
class AdjustedBudget:
    """Net budget in kronor.

    Attributes:
        board_budget: what the council has given the board for the year.
        adjusted: with everything requested, expected and granted, as the report prints it.
        decided: with granted adjustments only.
        by_status: the sum of the adjustments of each status, the rejected ones included.
    """

    board_budget: Decimal
    adjusted: Decimal
    decided: Decimal
    by_status: tuple[tuple[AdjustmentStatus, Decimal], ...]


NO_ADJUSTMENT: Final = Decimal("0.00")


def adjusted_budget(board_budget: Decimal, adjustments: Iterable[Adjustment]) -> AdjustedBudget:
    """The board's budget with and without the adjustments that are not yet decided."""
    sums = dict.fromkeys(AdjustmentStatus, NO_ADJUSTMENT)
    for adjustment in adjustments:
        sums[adjustment.status] += adjustment.net
    granted = sums[AdjustmentStatus.GRANTED]
    pending = sums[AdjustmentStatus.REQUESTED] + sums[AdjustmentStatus.EXPECTED]
    return AdjustedBudget(
        board_budget=board_budget,
        adjusted=board_budget + granted + pending,
        decided=board_budget + granted,
        by_status=tuple(sums.items()),
    )
