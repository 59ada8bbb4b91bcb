"""What does not add up between the figures a source states and the figures that follow from its own parts.

A finding never changes a figure. It says what was stated, what the parts give, and whether rounding can
explain the difference: a difference within the tolerance may still be an error, only an unproven one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from boardkit.domain.errors import Text
from boardkit.domain.money import Dash, swedish_number
from financial_follow_up.domain.figures import Figure


class Severity(StrEnum):
    """How serious a finding is."""

    ERROR = "error"
    """More than rounding can explain."""
    WITHIN_ROUNDING = "within-rounding"
    """No more than rounding can explain; not proven to be rounding."""
    NOTE = "note"
    """No error, but a reader could be misled."""


class Unit(StrEnum):
    """What the figures of a finding count."""

    KRONOR = "kronor"
    PERCENT = "percent"


class Rule(StrEnum):
    """The comparison that led to a finding."""

    AREA_TOTAL = "area-total"
    """A printed sum of the area table against the sum of its rows, `varav` rows left out."""
    PRINTED_CELLS = "printed-cells"
    """A sum as printed against the sum of the rounded cells above it."""
    AREA_DEVIATION = "area-deviation"
    """A stated deviation against adjusted budget minus forecast."""
    OF_WHICH = "of-which-not-exhaustive"
    """An area against the sum of its `varav` rows, which need not be all of it."""
    AREA_WITHOUT_FIGURES = "area-without-figures"
    """An area of the year that the follow-up has no row for."""
    NET_OF_COMPONENTS = "net-of-components"
    """A stated net against costs - income + depreciation + internal interest."""
    FORECAST = "forecast-from-lines"
    """The stated forecast against the budget and all lines (column 3)."""
    CHANGES = "sum-of-lines"
    """The stated sum of deviations against the lines."""
    ADJUSTMENTS = "adjustments-from-lines"
    """A stated `varav` sum (columns 4, 6 and 7) against the lines of its kind."""
    REMAINING = "remaining-deviation"
    """The stated column 12 against sum of deviations + adjustments + transfers."""
    BUDGET_AGREES = "adjusted-budget-agrees"
    """The adjusted budget of the area table against the budget and adjustments of the specification."""
    FORECAST_AGREES = "forecast-agrees"
    """The forecast of the area table against the forecast of the specification."""
    DEVIATION_AGREES = "deviation-agrees"
    """The deviation of the area table against column 12."""
    AREA_EXPLAINED = "area-deviation-explained"
    """The deviation of one area against the lines of the specification that explain it."""
    SHARE = "share-of-budget-used"
    """The stated share of the budget against outcome / adjusted budget."""
    GUIDE = "guide-value"
    """The stated guide value against month / 12."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference.

    Attributes:
        pointer: JSON pointer to the figure in the report.
        stated: the figure as stated, None when the finding concerns no single figure.
        recomputed: what the parts give, None when they do not all have a figure.
        tolerance: what rounding alone may explain, in the same unit.
    """

    rule: Rule
    severity: Severity
    pointer: str
    unit: Unit
    stated: Decimal | None
    recomputed: Decimal | None
    tolerance: Decimal
    text: Text

    @property
    def difference(self) -> Decimal | None:
        """Stated minus recomputed, None when either is missing."""
        if self.stated is None or self.recomputed is None:
            return None
        return self.stated - self.recomputed


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is compared: the rule, where the figure stands in the report, and what to call it."""

    rule: Rule
    pointer: str
    subject: Text
    unit: Unit = Unit.KRONOR


def compare(what: Comparison, stated: Figure, recomputed: Figure, tolerance: Decimal) -> Iterator[Finding]:
    """The finding of one comparison; none when the figures agree or nothing is stated.

    A stated figure whose parts are not all known is a note: it can be neither confirmed nor refuted.
    """
    if not isinstance(stated, Decimal) or isinstance(recomputed, Dash) or stated == recomputed:
        return
    if recomputed is None:
        severity, text = Severity.NOTE, _unverifiable(what.subject)
    elif abs(stated - recomputed) <= tolerance:
        severity, text = Severity.WITHIN_ROUNDING, _differs(what, stated, recomputed, _MAYBE_ROUNDING)
    else:
        severity, text = Severity.ERROR, _differs(what, stated, recomputed, _NOT_ROUNDING)
    yield Finding(
        rule=what.rule,
        severity=severity,
        pointer=what.pointer,
        unit=what.unit,
        stated=stated,
        recomputed=recomputed,
        tolerance=tolerance,
        text=text,
    )


_MAYBE_ROUNDING: Final = Text(sv="Avrundning kan förklara skillnaden.", en="Rounding may explain the difference.")
_NOT_ROUNDING: Final = Text(
    sv="Skillnaden är större än avrundning kan förklara.",
    en="The difference is more than rounding can explain.",
)
_KRONOR_PER_MILLION: Final = 1_000_000
_ONE_DECIMAL_OF_A_MILLION: Final = 100_000


def _unverifiable(subject: Text) -> Text:
    return Text(
        sv=f"{subject.sv}: uppgiften kan inte kontrolleras, eftersom en uppgift den bygger på saknas.",
        en=f"{subject.en}: the stated figure cannot be verified, because a figure it is made of is missing.",
    )


def _differs(what: Comparison, stated: Decimal, recomputed: Decimal, verdict: Text) -> Text:
    given, computed = _spoken(stated, what.unit), _spoken(recomputed, what.unit)
    return Text(
        sv=f"{what.subject.sv}: angivet {given.sv}, omräknat {computed.sv}. {verdict.sv}",
        en=f"{what.subject.en}: stated {given.en}, recomputed {computed.en}. {verdict.en}",
    )


def _spoken(number: Decimal, unit: Unit) -> Text:
    """The number in words for a reader; mnkr only when one decimal says all of it."""
    if unit is Unit.PERCENT:
        return Text(sv=f"{swedish_number(number)} procent", en=f"{number} per cent")
    if number % _ONE_DECIMAL_OF_A_MILLION:
        return Text(sv=f"{swedish_number(number, 2)} kronor", en=f"SEK {number:,.2f}")
    millions = number / _KRONOR_PER_MILLION
    return Text(sv=f"{swedish_number(millions)} mnkr", en=f"SEK {millions:,.1f} million")
