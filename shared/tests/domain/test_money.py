"""Kronor in and out, and the numbers of Swedish reports; figures from the follow-up per May 2019."""

import re
from decimal import ROUND_DOWN, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boardkit.domain.errors import InvalidInput
from boardkit.domain.money import (
    NARROW_NO_BREAK_SPACE,
    NO_BREAK_SPACE,
    Dash,
    PrintedNumber,
    format_kronor,
    parse_kronor,
    parse_swedish_number,
    swedish_number,
    to_millions,
)

LARGEST = Decimal("999999999999999.99")
kronor = st.decimals(min_value=-LARGEST, max_value=LARGEST, places=2)


class TestParseKronor:
    @pytest.mark.parametrize(
        ("text", "amount"),
        [
            ("300000.00", "300000.00"),
            ("279000", "279000.00"),
            ("0.5", "0.50"),
            ("-0.01", "-0.01"),
            ("1145300000.00", "1145300000.00"),
            ("007", "7.00"),
            ("-999999999999999.99", "-999999999999999.99"),
        ],
    )
    def test_machine_form(self, text: str, amount: str) -> None:
        parsed = parse_kronor(text)

        assert str(parsed) == amount

    @pytest.mark.parametrize("text", ["-0", "-0.00", "0", "0.0"])
    def test_zero_has_no_sign(self, text: str) -> None:
        assert str(parse_kronor(text)) == "0.00"

    @pytest.mark.parametrize(
        "value",
        [
            "",
            " 1",
            "1 ",
            "1\n",
            "1 000",
            "1\u00a0000",
            "1,50",
            "1.",
            ".5",
            "1.234",
            "+1",
            "--1",
            "\u22121",
            "1e3",
            "1E3",
            "NaN",
            "sNaN",
            "Infinity",
            "-inf",
            "0x10",
            "1_000",
            "\u0661\u0662",
            "\uff11",
            "1000000000000000",
            "0000000000000001",
            1,
            1.5,
            0,
            True,
            None,
            Decimal("1.00"),
            ["1.00"],
            b"1.00",
        ],
    )
    def test_anything_else_is_refused(self, value: object) -> None:
        with pytest.raises(InvalidInput):
            parse_kronor(value)

    def test_the_error_names_the_field_and_never_the_value(self) -> None:
        with pytest.raises(InvalidInput) as refusal:
            parse_kronor("hemligt 4711", pointer="/amount")

        error = refusal.value
        assert error.pointer == "/amount"
        for text in (error.detail.sv, error.detail.en, str(error), repr(error.extra)):
            assert "4711" not in text
            assert "hemligt" not in text

    @given(st.text())
    def test_accepts_exactly_the_documented_form(self, text: str) -> None:
        documented = re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,2})?", text) is not None
        try:
            parse_kronor(text)
            accepted = True
        except InvalidInput:
            accepted = False

        assert accepted == documented

    @given(kronor)
    def test_what_is_formatted_parses_back(self, amount: Decimal) -> None:
        assert parse_kronor(format_kronor(amount)) == amount


class TestFormatKronor:
    @pytest.mark.parametrize(
        ("amount", "text"),
        [
            ("300000", "300000.00"),
            ("279000.00", "279000.00"),
            ("0", "0.00"),
            ("-0", "0.00"),
            ("-0.00", "0.00"),
            ("-0.004", "0.00"),
            ("-0.005", "-0.01"),
            ("0.005", "0.01"),
            ("0.0049", "0.00"),
            ("1E+6", "1000000.00"),
            ("-999999999999999.99", "-999999999999999.99"),
        ],
    )
    def test_always_two_decimals(self, amount: str, text: str) -> None:
        assert format_kronor(Decimal(amount)) == text

    def test_the_ambient_decimal_context_changes_nothing(self) -> None:
        with localcontext(prec=3, rounding=ROUND_DOWN):
            assert format_kronor(Decimal("123456.785")) == "123456.79"
            assert str(parse_kronor("-123456.78")) == "-123456.78"
            assert str(to_millions(Decimal("-1145350000.00"))) == "-1145.4"
            assert swedish_number(Decimal("-123456.75")) == "\u2212123\u00a0456,8"
            assert str(parse_swedish_number("\u2212123456,75")) == "-123456.75"

    @given(kronor)
    def test_form(self, amount: Decimal) -> None:
        text = format_kronor(amount)

        assert re.fullmatch(r"-?(0|[1-9][0-9]*)\.[0-9]{2}", text)
        assert Decimal(text) == amount


class TestToMillions:
    @pytest.mark.parametrize(
        ("amount", "millions"),
        [
            ("1145300000.00", "1145.3"),
            ("1133700000.00", "1133.7"),
            ("-3000000.00", "-3.0"),
            ("0.00", "0.0"),
            ("50000.00", "0.1"),
            ("49999.99", "0.0"),
            ("-49999.99", "0.0"),
            ("-50000.00", "-0.1"),
            ("250000.00", "0.3"),
            ("999950000.00", "1000.0"),
        ],
    )
    def test_half_up_to_one_decimal(self, amount: str, millions: str) -> None:
        assert str(to_millions(Decimal(amount))) == millions

    @given(kronor)
    def test_is_within_half_a_printed_unit(self, amount: Decimal) -> None:
        millions = to_millions(amount)

        assert abs(millions * 1_000_000 - amount) <= 50_000
        assert millions.as_tuple().exponent == -1

    @given(kronor)
    def test_is_symmetric(self, amount: Decimal) -> None:
        assert to_millions(-amount) == -to_millions(amount)


class TestSwedishNumber:
    @pytest.mark.parametrize(
        ("number", "decimals", "text"),
        [
            ("1145.3", 1, "1\u00a0145,3"),
            ("-0.8", 1, "\u22120,8"),
            ("0", 1, "0,0"),
            ("-0.04", 1, "0,0"),
            ("-0.05", 1, "\u22120,1"),
            ("946.6", 0, "947"),
            ("946.5", 0, "947"),
            ("-946.5", 0, "\u2212947"),
            ("308751", 0, "308\u00a0751"),
            ("999.95", 1, "1\u00a0000,0"),
            ("12", 2, "12,00"),
            ("1145300000", 2, "1\u00a0145\u00a0300\u00a0000,00"),
        ],
    )
    def test_printed_form(self, number: str, decimals: int, text: str) -> None:
        assert swedish_number(Decimal(number), decimals) == text

    def test_thousands_separator_is_a_choice(self) -> None:
        assert swedish_number(Decimal("1145.3"), nbsp=NARROW_NO_BREAK_SPACE) == "1\u202f145,3"
        assert swedish_number(Decimal("1145.3"), nbsp="") == "1145,3"

    def test_blank_dash_and_zero_are_three_things(self) -> None:
        cells = [swedish_number(None), swedish_number(Dash.DASH), swedish_number(Decimal(0))]

        assert cells == ["", "-", "0,0"]


class TestParseSwedishNumber:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("1145,3", "1145.3"),
            ("1 145,3", "1145.3"),
            ("1\u00a0145,3", "1145.3"),
            ("1\u202f145,3", "1145.3"),
            ("-0,8", "-0.8"),
            ("\u22120,8", "-0.8"),
            ("-217,8", "-217.8"),
            ("0,0", "0.0"),
            ("-0,0", "0.0"),
            ("13 029", "13029"),
            ("25231", "25231"),
            ("152 988", "152988"),
            (" 4,5\u00a0", "4.5"),
            ("999 999 999 999 999,999999", "999999999999999.999999"),
        ],
    )
    def test_numbers_keep_their_decimals(self, text: str, number: str) -> None:
        assert str(parse_swedish_number(text)) == number

    @pytest.mark.parametrize("blank", ["", " ", "\u00a0", "\t\n"])
    def test_a_blank_cell_is_not_known(self, blank: str) -> None:
        assert parse_swedish_number(blank) is None

    @pytest.mark.parametrize("dash", ["-", "\u2212", "\u2013", " - "])
    def test_a_dash_is_no_figure_at_all(self, dash: str) -> None:
        assert parse_swedish_number(dash) is Dash.DASH

    @pytest.mark.parametrize(
        "text",
        [
            "1.5",
            "1,",
            ",5",
            "1 45,3",
            "1145 300",
            "1 145\u00a0300",
            "1  145",
            "1 145 30",
            "- 0,8",
            "+0,8",
            "--",
            "\u20130,8",
            "0,8-",
            "1e3",
            "NaN",
            "Infinity",
            "4,5 mnkr",
            "40,9 %",
            "1,2,3",
            "1\n145",
            "1,1234567",
            "1234567890123456",
            "1 000 000 000 000 000",
            "\u0663,\u0664",
        ],
    )
    def test_anything_else_is_refused(self, text: str) -> None:
        with pytest.raises(InvalidInput) as refusal:
            parse_swedish_number(text, pointer="/rows/3/net")

        assert refusal.value.pointer == "/rows/3/net"

    @given(
        number=st.one_of(st.none(), st.just(Dash.DASH), st.decimals(min_value=-(10**12), max_value=10**12, places=1)),
        space=st.sampled_from([" ", NO_BREAK_SPACE, NARROW_NO_BREAK_SPACE, ""]),
    )
    def test_what_is_printed_reads_back(self, number: PrintedNumber, space: str) -> None:
        assert parse_swedish_number(swedish_number(number, 1, space)) == number

    @given(
        number=st.decimals(min_value=-(10**9), max_value=10**9, places=6),
        decimals=st.integers(min_value=0, max_value=5),
    )
    def test_printing_rounds_to_the_nearest_and_halves_away_from_zero(self, number: Decimal, decimals: int) -> None:
        printed = parse_swedish_number(swedish_number(number, decimals))

        assert isinstance(printed, Decimal)
        half = Decimal(5).scaleb(-decimals - 1)
        assert abs(printed - number) <= half
        if abs(printed - number) == half:
            assert abs(printed) > abs(number)
