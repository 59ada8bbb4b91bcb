"""Components of a net cost, the two sign conventions, and what an empty cell is."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from boardkit.domain.money import Dash
from financial_follow_up.domain.amounts import (
    NOTHING,
    Columns,
    Components,
    as_net_cost,
    as_result,
    sum_of,
)
from financial_follow_up.domain.figures import ZERO, Figure, difference, opposite, printed_in_millions, total

KRONOR = st.decimals(min_value=Decimal(-10_000_000_000), max_value=Decimal(10_000_000_000), places=2, allow_nan=False)
CELLS = st.none() | KRONOR
ROWS = st.builds(Components, CELLS, CELLS, CELLS, CELLS)


def columns_of(row: Columns) -> list[Decimal | None]:
    return [row.costs, row.income, row.depreciation, row.internal_interest]


def test_net_of_the_published_budget_and_forecast() -> None:
    budget = Components(Decimal("1341.6"), Decimal("217.8"), Decimal("9.3"), Decimal("0.6"))
    forecast = Components(Decimal("1359.2"), Decimal("223.8"), Decimal("9.3"), Decimal("0.6"))
    assert budget.net == Decimal("1133.7")
    assert forecast.net == Decimal("1145.3")


def test_net_may_be_negative_and_an_empty_row_has_none() -> None:
    assert Components(income=Decimal(5)).net == Decimal(-5)
    assert Components().net is None


def test_empty_cell_is_kept_and_not_made_zero() -> None:
    assert as_net_cost(Components(costs=Decimal(3))) == Columns(Decimal(3), None, None, None, Decimal(3))
    assert Components(costs=Decimal(3)) + Components(income=Decimal(1)) == Components(
        costs=Decimal(3), income=Decimal(1)
    )


def test_zero_is_never_printed_with_a_minus() -> None:
    for row in (as_net_cost(NOTHING), as_result(NOTHING)):
        assert [str(cell) for cell in (*columns_of(row), row.net)] == ["0.00"] * 5
    assert str(opposite(ZERO)) == "0.00"


@given(ROWS)
def test_columns_of_both_conventions_add_up_to_their_net(row: Components) -> None:
    for printed in (as_net_cost(row), as_result(row)):
        cells = [cell for cell in columns_of(printed) if cell is not None]
        assert printed.net == (sum(cells) if cells else None)


@given(ROWS)
def test_the_conventions_are_each_others_opposite(row: Components) -> None:
    net_cost, result = as_net_cost(row), as_result(row)
    assert [opposite(cell) for cell in columns_of(net_cost)] == columns_of(result)
    assert opposite(net_cost.net) == result.net


@given(st.lists(ROWS), st.lists(ROWS))
def test_sum_does_not_depend_on_how_rows_are_grouped(some: list[Components], others: list[Components]) -> None:
    assert sum_of([*some, *others]) == sum_of(some) + sum_of(others)


@given(st.lists(ROWS))
def test_net_of_a_sum_is_the_sum_of_the_nets(rows: list[Components]) -> None:
    assert sum_of(rows).net == sum((row.net or ZERO for row in rows), ZERO)


@given(st.lists(KRONOR), st.integers(min_value=0, max_value=3))
def test_dashes_add_nothing_to_a_total(amounts: list[Decimal], dashes: int) -> None:
    column: list[Figure] = [*amounts, *([Dash.DASH] * dashes)]
    assert total(column) == (sum(amounts, ZERO) if amounts else Dash.DASH if dashes else None)


@given(st.lists(KRONOR))
def test_a_blank_makes_the_total_unknown(amounts: list[Decimal]) -> None:
    assert total([*amounts, None, Dash.DASH]) is None


def test_difference_of_figures_that_are_no_amounts() -> None:
    assert difference(Decimal("500.9"), Decimal("503.9")) == Decimal("-3.0")
    assert difference(None, Decimal(1)) is None
    assert difference(Dash.DASH, None) is None
    assert difference(Dash.DASH, Decimal(1)) is Dash.DASH
    assert opposite(Dash.DASH) is Dash.DASH
    assert opposite(None) is None


def test_printed_cell() -> None:
    assert printed_in_millions(Decimal("1145300000.00")) == "1145.3"
    assert printed_in_millions(Decimal("-800000.00")) == "-0.8"
    assert printed_in_millions(Decimal("-40000.00")) == "0.0"
    assert printed_in_millions(Dash.DASH) == "-"
    assert printed_in_millions(None) == ""
