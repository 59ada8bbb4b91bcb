"""One thing that stands out in an order, and how grave it is."""

from dataclasses import dataclass
from enum import StrEnum

from boardkit.domain.errors import Text


class Severity(StrEnum):
    """How grave a finding is."""

    ERROR = "error"
    WARNING = "warning"
    SUSPECTED = "suspected"
    NOTE = "note"


class FindingCode(StrEnum):
    """What has been found."""

    SUBJECT_NOT_DELEGABLE = "subject-not-delegable"
    SUBJECT_SUSPECTED = "subject-suspected"
    AUTOMATED_FUNCTION_NOT_ALLOWED = "automated-function-not-allowed"
    AUTOMATED_FUNCTION_SUSPECTED = "automated-function-suspected"
    URGENT_NOT_BY_MEMBER = "urgent-not-by-member"
    SUB_DELEGATION_NOT_BY_HEAD = "sub-delegation-not-by-head"
    SUB_DELEGATION_NOT_TO_EMPLOYEE = "sub-delegation-not-to-employee"
    SUB_DELEGATION_TO_OTHER_ADMINISTRATION = "sub-delegation-to-other-administration"
    AMOUNT_GAP = "amount-gap"
    AMOUNT_OVERLAP = "amount-overlap"
    SAME_LIMITS = "same-limits"
    UNITS_NOT_COMPARABLE = "units-not-comparable"
    PURPOSE_NOT_COVERED = "purpose-not-covered"
    TIER_UNREACHABLE = "tier-unreachable"
    DELEGATE_ADDS_NOTHING = "delegate-adds-nothing"
    REPORTING_NEVER_DUE = "reporting-never-due"
    REPORTING_NOT_STATED = "reporting-not-stated"
    POSITION_NOT_THERE = "position-not-there"
    DELEGATE_NOT_HELD = "delegate-not-held"
    HOLDERS_NOT_KNOWN = "holders-not-known"
    NUMBER_MISSING = "number-missing"
    MATTER_TWICE = "matter-twice"
    REPEALED_LAW = "repealed-law"


@dataclass(frozen=True, slots=True)
class OrderFinding:
    """One thing that stands out.

    Attributes:
        code: what.
        severity: how grave; a suspicion rests on words alone and needs a reader.
        text: what was found, as a sentence.
        rule: number of the rule; None for what concerns the whole order.
        tier: place of the tier in the rule, from 1; None for what concerns the whole rule.
        position: slug of the position that it concerns; None when it concerns no single one.
        law: the provision that it rests on; None when it rests on none.
    """

    code: FindingCode
    severity: Severity
    text: Text
    rule: str | None = None
    tier: int | None = None
    position: str | None = None
    law: str | None = None
