"""Limits in kronor, and the price base amounts behind them."""

from decimal import Decimal

import pytest

from delegation_rules.domain.errors import PriceBaseAmountDecided, PriceBaseAmountRefused
from delegation_rules.domain.limits import Limit, LimitUnit, Yardsticks
from delegation_rules.domain.price_base_amounts import (
    PriceBaseAmount,
    PriceBaseAmountStatus,
    replace_price_base_amount,
)
from delegation_rules.domain.wording import limit_in_kronor_text, limit_text

DECIDED = PriceBaseAmount(2019, Decimal(46500), "2018:1549", PriceBaseAmountStatus.DECIDED)
CALCULATED = PriceBaseAmount(2027, Decimal(59600), None, PriceBaseAmountStatus.CALCULATED)


def _limit(quantity: str, unit: LimitUnit = LimitUnit.PRICE_BASE_AMOUNTS) -> Limit:
    return Limit(Decimal(quantity), unit)


@pytest.mark.parametrize(
    ("limit", "kronor"),
    [
        (_limit("6"), Decimal("279000.00")),
        (_limit("0.5"), Decimal("23250.00")),
        (_limit("0.0001"), Decimal("4.65")),
        (_limit("100000", LimitUnit.KRONOR), Decimal("100000.00")),
        (_limit("2", LimitUnit.MONTHLY_RENTS), Decimal("10000.02")),
        (_limit("0.3333", LimitUnit.MONTHLY_RENTS), Decimal("1666.50")),
    ],
)
def test_a_limit_in_kronor_is_exact_and_never_rounded_up(limit: Limit, kronor: Decimal) -> None:
    assert Yardsticks(2019, DECIDED, monthly_rent=Decimal("5000.01")).in_kronor(limit) == kronor


def test_a_limit_is_not_known_without_its_yardstick() -> None:
    assert Yardsticks(2031).in_kronor(_limit("6")) is None
    assert Yardsticks(2027, CALCULATED).in_kronor(_limit("6")) is None
    assert Yardsticks(2019, DECIDED).in_kronor(_limit("2", LimitUnit.MONTHLY_RENTS)) is None


@pytest.mark.parametrize(
    ("limit", "sv", "en"),
    [
        (_limit("0.5"), "0,5 prisbasbelopp", "0.5 price base amounts"),
        (_limit("1"), "1 prisbasbelopp", "1 price base amount"),
        (_limit("30"), "30 prisbasbelopp", "30 price base amounts"),
        (_limit("1", LimitUnit.MONTHLY_RENTS), "1 månadshyra", "1 monthly rent"),
        (_limit("2", LimitUnit.MONTHLY_RENTS), "2 månadshyror", "2 monthly rents"),
        (_limit("100000", LimitUnit.KRONOR), "100 000,00 kr", "SEK 100,000.00"),
        (_limit("999.9999", LimitUnit.KRONOR), "999,99 kr", "SEK 999.99"),
    ],
)
def test_limits_in_words(limit: Limit, sv: str, en: str) -> None:
    assert limit_text(limit).sv.replace("\u00a0", " ") == sv
    assert limit_text(limit).en.replace("\u00a0", " ") == en


def test_a_limit_in_kronor_is_not_repeated_in_kronor() -> None:
    limit = _limit("100000", LimitUnit.KRONOR)

    assert limit_in_kronor_text(limit, Yardsticks(2019, DECIDED)) == limit_text(limit)


@pytest.mark.parametrize(
    ("amount", "sfs", "status", "pointer"),
    [
        ("46500", None, PriceBaseAmountStatus.DECIDED, "/sfs"),
        ("46500", "2018:1549", PriceBaseAmountStatus.CALCULATED, "/sfs"),
        ("0", "2018:1549", PriceBaseAmountStatus.DECIDED, "/amount"),
    ],
)
def test_a_price_base_amount_that_cannot_be_is_refused(
    amount: str, sfs: str | None, status: PriceBaseAmountStatus, pointer: str
) -> None:
    with pytest.raises(PriceBaseAmountRefused) as refused:
        PriceBaseAmount(2019, Decimal(amount), sfs, status)

    assert refused.value.pointer == pointer


def test_a_calculated_amount_may_be_replaced_and_a_decided_one_never() -> None:
    coming = PriceBaseAmount(2027, Decimal(59700), "2026:900", PriceBaseAmountStatus.DECIDED)

    assert replace_price_base_amount(CALCULATED, coming) is coming
    with pytest.raises(PriceBaseAmountDecided):
        replace_price_base_amount(coming, CALCULATED)
