"""A decision finds its case however the diary number is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delegation_rules.domain.case_numbers import CaseNumber

OWN = CaseNumber.of("NORR 2019/304")


@pytest.mark.parametrize(
    "written",
    [
        "NORR 2019/304",
        "norr  2019/304",
        "NORR2019/304",
        "2019/304",
        "2019/000304",
        "2019/304-1.2.4.",
        "2019/304-4.1",
        "Dnr 2019/304",
        "Dnr: NORR 2019 / 304",
    ],
)
def test_the_forms_of_one_number(written: str) -> None:
    assert CaseNumber.of(written).may_be(OWN)
    assert OWN.may_be(CaseNumber.of(written))


@pytest.mark.parametrize("written", ["2019/305", "2018/304", "KS 2019/304", "2019/3040", "304", "", "2019/304-x"])
def test_another_number_is_not_taken_for_it(written: str) -> None:
    assert not CaseNumber.of(written).may_be(OWN)


def test_a_form_that_is_not_known_is_compared_as_it_is_written() -> None:
    assert CaseNumber.of("T 2019-01182").may_be(CaseNumber.of("t2019-01182"))
    assert not CaseNumber.of("T2019-01182").may_be(CaseNumber.of("T2019-01183"))


@given(st.text(max_size=80), st.text(max_size=80))
def test_whatever_is_written_is_itself_and_being_the_same_goes_both_ways(one: str, other: str) -> None:
    first, second = CaseNumber.of(one), CaseNumber.of(other)

    assert first.may_be(first)
    assert first.may_be(second) is second.may_be(first)
