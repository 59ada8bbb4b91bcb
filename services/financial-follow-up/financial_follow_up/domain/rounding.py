"""How far a printed sum may be from the sum of its printed rows.

Every printed cell is rounded by itself, half up, from an exact amount, so that a column of n rows may differ
from its printed sum by n times half the printed unit: n × 0,05 in a table of mnkr with one decimal. More than
that is an error in the report.
"""

from decimal import Decimal
from typing import Final

PRINTED_UNIT: Final = Decimal("100000.00")
"""Kronor per last printed digit of a table in mnkr with one decimal."""

EXACT_TOLERANCE: Final = Decimal("0.00")


def tolerance(terms: int, rounded_to: Decimal | None) -> Decimal:
    """The largest difference in kronor that rounding alone may explain.

    Args:
        terms: number of rounded figures that are added or subtracted.
        rounded_to: kronor per last digit of the given figures, or None when they are exact.
    """
    if rounded_to is None:
        return EXACT_TOLERANCE
    return terms * rounded_to / 2
