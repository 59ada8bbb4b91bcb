"""Purchases that together pass a limit which each of them stays below."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from delegation_rules.domain.splitting import Purchase, folded, splitting_flags

LIMIT = Decimal("279000.00")
FIRST = date(2019, 6, 17)


def purchase(number: int, amount: str | None, days_later: int = 0, **others: Any) -> Purchase:
    """A purchase by a head of unit, so many days after the first."""
    made = Purchase(
        decision=UUID(int=number),
        decided_on=FIRST + timedelta(days=days_later),
        rule="3.2.1",
        matter="Rutinmässiga inköp",
        position="enhetschef",
        supplier="Exempelmöbler AB",
        unit="Enhet Nord",
        amount=None if amount is None else Decimal(amount),
        limit=LIMIT,
    )
    return replace(made, **others)


def numbers(purchases: Sequence[Purchase]) -> list[int]:
    """The purchases by number."""
    return [each.decision.int for each in purchases]


def test_two_purchases_that_together_pass_the_limit_are_flagged() -> None:
    flags = splitting_flags([purchase(2, "140000.00", 3), purchase(1, "139000.01")], 365)

    assert [numbers(flag.purchases) for flag in flags] == [[1, 2]]
    assert (flags[0].total, flags[0].limit, flags[0].positions) == (Decimal("279000.01"), LIMIT, ("enhetschef",))
    assert (flags[0].first_day, flags[0].last_day) == (date(2019, 6, 17), date(2019, 6, 20))
    assert flags[0].concerns(UUID(int=2))
    assert not flags[0].concerns(UUID(int=3))


def test_the_limit_itself_is_not_passed() -> None:
    assert splitting_flags([purchase(1, "139000.00"), purchase(2, "140000.00")], 365) == ()


def test_one_purchase_is_no_splitting() -> None:
    assert splitting_flags([purchase(1, "279000.00")], 365) == ()


def test_spelling_does_not_hide_that_supplier_unit_and_matter_are_one() -> None:
    others: dict[str, Any] = {"supplier": "EXEMPELMÖBLER  ab", "unit": " enhet nord", "matter": "rutinmässiga  Inköp"}

    flags = splitting_flags([purchase(1, "200000.00"), purchase(2, "200000.00", **others)], 365)

    assert [numbers(flag.purchases) for flag in flags] == [[1, 2]]


def test_another_matter_supplier_or_unit_is_another_purchase() -> None:
    for other in (
        {"matter": "Möbler till möteslokaler"},
        {"supplier": "Stolar AB"},
        {"unit": "Enhet Syd"},
        {"unit": None},
    ):
        assert splitting_flags([purchase(1, "200000.00"), purchase(2, "200000.00", **other)], 365) == ()


def test_the_window_counts_its_first_day() -> None:
    pair = [purchase(1, "200000.00"), purchase(2, "200000.00", 30)]

    assert splitting_flags(pair, 30) == ()
    assert len(splitting_flags(pair, 31)) == 1


def test_only_the_widest_windows_are_told() -> None:
    series = [purchase(number, "150000.00", 10 * number) for number in range(1, 5)]

    flags = splitting_flags(series, 21)

    assert [numbers(flag.purchases) for flag in flags] == [[1, 2, 3], [2, 3, 4]]


def test_a_large_purchase_by_someone_with_a_higher_limit_is_no_part_of_a_small_one() -> None:
    by_the_director: dict[str, Any] = {"position": "stadsdelsdirektor", "limit": Decimal("1395000.00")}

    assert splitting_flags([purchase(1, "900000.00", **by_the_director), purchase(2, "1000.00")], 365) == ()


def test_a_purchase_by_a_superior_counts_where_it_fits_below_the_limit() -> None:
    by_the_director: dict[str, Any] = {"position": "stadsdelsdirektor", "limit": None}

    flags = splitting_flags([purchase(1, "200000.00", **by_the_director), purchase(2, "100000.00")], 365)

    assert [(numbers(flag.purchases), flag.positions) for flag in flags] == [([1, 2], ("enhetschef",))]


def test_without_a_known_limit_nothing_is_passed() -> None:
    assert splitting_flags([purchase(n, "900000.00", limit=None) for n in (1, 2)], 365) == ()


def test_an_amount_that_is_not_known_is_told_apart_and_is_not_zero() -> None:
    flags = splitting_flags([purchase(1, "200000.00"), purchase(2, None, 1), purchase(3, "200000.00", 2)], 365)

    assert [(numbers(flag.purchases), flag.amounts_not_known) for flag in flags] == [([1, 3], 1)]


def test_a_flag_is_told_in_words_and_as_stored() -> None:
    (flag,) = splitting_flags([purchase(1, "200000.00"), purchase(2, "200000.00", 3)], 365)

    assert flag.reason().en == (
        "Possible splitting: 2 decisions on the same matter, supplier and unit from 2019-06-17 to 2019-06-20 are "
        "together SEK\u00a0400,000.00. That is above the limit of SEK\u00a0279,000.00."
    )
    assert "tillsammans 400\u00a0000,00\u00a0kr" in flag.reason().sv
    assert flag.document() == {
        "total": "400000.00",
        "limit": "279000.00",
        "positions": ["enhetschef"],
        "first_day": "2019-06-17",
        "last_day": "2019-06-20",
        "decisions": [str(UUID(int=1)), str(UUID(int=2))],
        "amounts_not_known": 0,
    }


AMOUNTS = st.one_of(st.none(), st.integers(0, 60).map(Decimal))
LIMITS = st.sampled_from([None, Decimal(20), Decimal(50)])


@st.composite
def purchases(draw: st.DrawFn) -> list[Purchase]:
    """A handful of purchases, each within its own limit, as valid decisions are."""
    rows = draw(st.lists(st.tuples(AMOUNTS, LIMITS, st.integers(0, 12), st.sampled_from("ab")), max_size=7))
    return [
        purchase(
            number, None if amount is None else str(amount), days, limit=limit, supplier=supplier, position=f"p{limit}"
        )
        for number, (amount, limit, days, supplier) in enumerate(rows, start=1)
        if amount is None or limit is None or amount <= limit
    ]


def is_splitting(together: Sequence[Purchase], window_days: int) -> bool:
    """The definition, word by word: together above the limit of one who decided one of them, each not above it."""
    if len({folded(each.supplier) for each in together}) != 1 or any(each.amount is None for each in together):
        return False
    days = [each.decided_on for each in together]
    amounts = [each.amount for each in together if each.amount is not None]
    limits = [each.limit for each in together if each.limit is not None]
    within_window = (max(days) - min(days)).days < window_days
    return within_window and any(max(amounts) <= limit < sum(amounts) for limit in limits)


@given(purchases(), st.integers(1, 14))
def test_something_is_flagged_exactly_when_some_purchases_are_a_splitting(made: list[Purchase], window: int) -> None:
    sets = [each for size in range(1, len(made) + 1) for each in combinations(made, size)]

    flags = splitting_flags(made, window)

    assert bool(flags) is any(is_splitting(each, window) for each in sets)
    assert all(is_splitting(flag.purchases, window) for flag in flags)
    for together in sets:
        if is_splitting(together, window):
            assert any(set(together) <= set(flag.purchases) for flag in flags)


@given(purchases(), st.integers(1, 14))
def test_the_sequence_of_the_purchases_does_not_matter(made: list[Purchase], window: int) -> None:
    assert splitting_flags(made, window) == splitting_flags(made[::-1], window)


@given(purchases(), st.integers(1, 14))
def test_a_flag_adds_up(made: list[Purchase], window: int) -> None:
    for flag in splitting_flags(made, window):
        assert flag.total == sum((each.amount for each in flag.purchases if each.amount is not None), Decimal())
        assert len(flag.purchases) >= 2
        assert list(flag.purchases) == sorted(flag.purchases, key=lambda each: (each.decided_on, each.decision))
