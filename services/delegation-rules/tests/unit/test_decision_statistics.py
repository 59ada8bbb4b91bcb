"""What delegation is used for: every breakdown adds up, and what is not known is never zero."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardkit.domain.errors import InvalidInput
from delegation_rules.domain.decision_statistics import (
    NOTHING,
    RuleInForce,
    Use,
    UseInMonth,
    check_period,
    statistics_of,
)

ORDER = UUID(int=1)
FORMER = UUID(int=2)


def _cell(rule: str, matter: str, position: str, month: int, use: Use, *, order: UUID = ORDER) -> UseInMonth:
    return UseInMonth(order, rule, matter, position, date(2019, month, 1), use)


def _use(count: int, total: str | None, without: int = 0) -> Use:
    return Use(count, without, None if total is None else Decimal(total), with_limit=0, near_limit=0)


def test_use_is_summed_by_rule_position_and_month() -> None:
    found = statistics_of(
        [
            _cell("1.10", "Bidrag", "enhetschef", 5, _use(2, "300.50")),
            _cell("1.9", "Avsteg", "enhetschef", 4, _use(1, None, without=1)),
            _cell("1.10", "Bidrag", "avdelningschef", 4, _use(3, "100.25", without=2)),
        ],
        None,
    )

    assert found.everything == _use(6, "400.75", without=3)
    assert found.by_rule == (
        (("1.9", "Avsteg"), _use(1, None, without=1)),
        (("1.10", "Bidrag"), _use(5, "400.75", without=2)),
    )
    assert found.by_position == (
        ("avdelningschef", _use(3, "100.25", without=2)),
        ("enhetschef", _use(3, "300.50", without=1)),
    )
    assert [month for month, _ in found.by_month] == [date(2019, 4, 1), date(2019, 5, 1)]
    assert found.never_used is None


def test_amounts_that_were_not_told_make_no_sum() -> None:
    found = statistics_of([_cell("1.1", "Avsteg", "enhetschef", 4, _use(2, None, without=2))], [])

    assert found.everything.total is None
    assert statistics_of([], []).everything == NOTHING


def test_a_rule_is_used_under_its_number_or_as_the_same_matter_in_a_former_order() -> None:
    in_force = [
        RuleInForce(ORDER, "1.1", "Avsteg"),
        RuleInForce(ORDER, "1.2", "Bidrag"),
        RuleInForce(ORDER, "1.3", "Hyra"),
    ]
    cells = [
        _cell("1.1", "Avsteg", "enhetschef", 5, _use(1, None, without=1)),
        _cell("7.1", "Bidrag", "enhetschef", 1, _use(1, "10.00"), order=FORMER),
        _cell("1.3", "Något annat", "enhetschef", 1, _use(1, "10.00"), order=FORMER),
    ]

    found = statistics_of(cells, in_force)

    assert found.never_used == (RuleInForce(ORDER, "1.3", "Hyra"),)


def test_a_period_does_not_end_before_it_begins() -> None:
    check_period(date(2019, 1, 1), date(2019, 1, 1))
    with pytest.raises(InvalidInput) as refused:
        check_period(date(2019, 1, 2), date(2019, 1, 1))
    assert refused.value.pointer == "/to"


_uses = st.builds(
    Use,
    count=st.integers(1, 1000),
    without_amount=st.integers(0, 1000),
    total=st.none() | st.decimals(0, 10**9, places=2),
    with_limit=st.integers(0, 1000),
    near_limit=st.integers(0, 1000),
)
_cells = st.builds(
    UseInMonth,
    order_id=st.sampled_from([ORDER, FORMER]),
    rule=st.sampled_from(["1.1", "1.2", "1.10"]),
    matter=st.sampled_from(["Avsteg", "Bidrag"]),
    position=st.sampled_from(["enhetschef", "avdelningschef"]),
    month=st.sampled_from([date(2019, month, 1) for month in (1, 4, 12)]),
    use=_uses,
)


@given(st.lists(_cells))
def test_every_breakdown_adds_up_to_everything(cells: list[UseInMonth]) -> None:
    found = statistics_of(cells, None)

    for breakdown in (found.by_rule, found.by_position, found.by_month):
        assert sum((use for _, use in breakdown), NOTHING) == found.everything
        assert len({key for key, _ in breakdown}) == len(breakdown)
    assert found.everything.count == sum(cell.use.count for cell in cells)
