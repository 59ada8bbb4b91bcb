"""The deviation of a year: plus is a surplus (överskott), minus a deficit (underskott)."""

from financial_follow_up.domain.figures import Figure, difference


def deviation(adjusted_budget: Figure, forecast: Figure) -> Figure:
    """Adjusted net budget minus forecast of the whole year.

    Reports head this column "Resultat per maj"; it is nevertheless the deviation of the full year, not the
    result to date.
    """
    return difference(adjusted_budget, forecast)
