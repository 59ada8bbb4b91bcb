"""A figure of a report: an amount, a blank or a dash; three different things that never become zero.

A blank (`None`) means that nobody has said what the figure is. A dash means that the figure does not exist:
an investment plan has no prior-year result. Zero is an amount.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from boardkit.domain.money import Dash, to_millions

Figure = Decimal | Dash | None
"""Kronor, `Dash.DASH` (does not apply) or `None` (not known)."""

NOT_APPLICABLE: Final = Dash.DASH
ZERO: Final = Decimal("0.00")


def total(figures: Iterable[Figure]) -> Figure:
    """The sum of a column.

    A figure that does not apply adds nothing; one that is not known makes the sum not known, and so does a column
    without rows: nobody has said anything. A column in which nothing applies has no sum either.
    """
    column = tuple(figures)
    if not column or any(figure is None for figure in column):
        return None
    amounts = [figure for figure in column if isinstance(figure, Decimal)]
    return sum(amounts, ZERO) if amounts else NOT_APPLICABLE


def difference(minuend: Figure, subtrahend: Figure) -> Figure:
    """`minuend - subtrahend`; not known when either is not known, otherwise no figure when either is none."""
    if minuend is None or subtrahend is None:
        return None
    if isinstance(minuend, Dash) or isinstance(subtrahend, Dash):
        return NOT_APPLICABLE
    return minuend - subtrahend


def opposite(figure: Figure) -> Figure:
    """The figure with the other sign; a blank and a dash have none. Zero stays unsigned."""
    if isinstance(figure, Decimal):
        return -figure if figure else figure
    return figure


def printed_in_millions(figure: Figure) -> str:
    """The cell in mnkr, one decimal after a point: `1145.3`, `-0.8`; `-` for a dash, empty for a blank."""
    if isinstance(figure, Decimal):
        return format(to_millions(figure), "f")
    return "" if figure is None else figure.value
