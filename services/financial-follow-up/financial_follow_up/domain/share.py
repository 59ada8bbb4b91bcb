"""How much of the year's budget is used, against how much of the year has passed."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from financial_follow_up.domain.figures import Figure
from financial_follow_up.domain.periods import Period

PERCENT_STEP: Final = Decimal("0.1")
"""Percent per last printed digit."""


@dataclass(frozen=True, slots=True)
class ShareOfBudgetUsed:
    """The outcome so far as a share of the adjusted net budget.

    Attributes:
        outcome_to_date: kronor from January to the end of the period, None when not known.
        adjusted_net_budget: kronor of the whole year.
        percent: one decimal, half up; None when outcome or budget is not known or the budget is zero.
        guide_percent: riktvärde, the share of the year that has passed, one decimal, half up.
    """

    outcome_to_date: Decimal | None
    adjusted_net_budget: Figure
    percent: Decimal | None
    guide_percent: Decimal


def share_of_budget_used(
    outcome_to_date: Decimal | None, adjusted_net_budget: Figure, period: Period
) -> ShareOfBudgetUsed:
    """The share used at the end of `period`, and the guide value month / 12 to hold it against."""
    share = None
    if outcome_to_date is not None and isinstance(adjusted_net_budget, Decimal) and adjusted_net_budget:
        share = in_percent(outcome_to_date / adjusted_net_budget)
    return ShareOfBudgetUsed(
        outcome_to_date=outcome_to_date,
        adjusted_net_budget=adjusted_net_budget,
        percent=share,
        guide_percent=in_percent(period.share_of_year),
    )


def in_percent(share: Decimal) -> Decimal:
    """A share of one in percent with one decimal, half up: 0.40889 → 40.9."""
    rounded = (share * 100).quantize(PERCENT_STEP, rounding=ROUND_HALF_UP)
    return rounded or abs(rounded)
