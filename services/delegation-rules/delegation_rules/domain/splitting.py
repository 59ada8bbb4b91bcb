"""Splitting (uppdelning): purchases that each stay below a limit but pass it together.

An amount is the whole amount. Purchases of the same matter, from the same supplier (leverantör) and for the same
unit (enhet), within a window of days, are therefore looked at together. A flag accuses nobody: it names the sum, the
limit and the decisions, for a person to judge.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from boardkit.domain.errors import Text
from boardkit.domain.money import format_kronor
from delegation_rules.domain.wording import kronor_text

DEFAULT_WINDOW_DAYS: Final = 365

#: The circumstance by which a rule asks that the amount has not been divided (delats upp).
AMOUNT_DIVIDED: Final = "amount-divided"


@dataclass(frozen=True, slots=True)
class Purchase:
    """A delegated decision as far as splitting is concerned.

    Attributes:
        decision: id of the decision.
        decided_on: day of the decision.
        rule: number of the rule.
        matter: the rule's matter, which stays when an order numbers its rules anew.
        position: position that decided.
        supplier: supplier, as written.
        unit: unit that buys, as written; None when not told.
        amount: kronor; None when not told, which is never taken as zero.
        limit: the highest amount in kronor that the position might decide; None without a known limit.
    """

    decision: UUID
    decided_on: date
    rule: str
    matter: str
    position: str
    supplier: str
    unit: str | None
    amount: Decimal | None
    limit: Decimal | None

    @property
    def group(self) -> tuple[str, str, str]:
        """What purchases that are looked at together have in common."""
        return folded(self.matter), folded(self.supplier), folded(self.unit or "")


@dataclass(frozen=True, slots=True)
class SplittingFlag:
    """Purchases that each are within `limit` and together pass it.

    Attributes:
        purchases: by day.
        total: their sum, kronor.
        limit: kronor; the limit of `positions` when they decided.
        positions: those that decided one of the purchases with that limit.
        amounts_not_known: how many more purchases of the group fall within the same days without a known amount.
    """

    purchases: tuple[Purchase, ...]
    total: Decimal
    limit: Decimal
    positions: tuple[str, ...]
    amounts_not_known: int

    @property
    def first_day(self) -> date:
        """Day of the first purchase."""
        return self.purchases[0].decided_on

    @property
    def last_day(self) -> date:
        """Day of the last purchase."""
        return self.purchases[-1].decided_on

    def document(self) -> dict[str, Any]:
        """The flag as it is stored with a decision: amounts and days as strings, purchases by id."""
        return {
            "total": format_kronor(self.total),
            "limit": format_kronor(self.limit),
            "positions": list(self.positions),
            "first_day": self.first_day.isoformat(),
            "last_day": self.last_day.isoformat(),
            "decisions": [str(purchase.decision) for purchase in self.purchases],
            "amounts_not_known": self.amounts_not_known,
        }

    def reason(self) -> Text:
        """The flag as a sentence."""
        number, total, limit = len(self.purchases), kronor_text(self.total), kronor_text(self.limit)
        return Text(
            sv=f"Möjlig uppdelning: {number} beslut i samma slags ärende, med samma leverantör och enhet, från "
            f"{self.first_day} till {self.last_day} är tillsammans {total.sv}. Det är över gränsen {limit.sv}.",
            en=f"Possible splitting: {number} decisions on the same matter, supplier and unit from {self.first_day} to "
            f"{self.last_day} are together {total.en}. That is above the limit of {limit.en}.",
        )

    def concerns(self, decision: UUID) -> bool:
        """Whether `decision` is one of the purchases."""
        return any(purchase.decision == decision for purchase in self.purchases)


DIVIDED_AGAINST_THE_RULE: Final = Text(
    sv="Regeln gäller bara odelade belopp.", en="The rule is for undivided amounts only."
)


def folded(text: str) -> str:
    """`text` without the differences of case and spacing that hide that two names are one."""
    return " ".join(text.split()).casefold()


def splitting_flags(purchases: Iterable[Purchase], window_days: int) -> tuple[SplittingFlag, ...]:
    """Every flag among `purchases`, by first day: for each limit, the widest windows of `window_days` that pass it.

    Two purchases lie in one window when at most `window_days` - 1 days lie between them.
    """
    groups: dict[tuple[str, str, str], list[Purchase]] = {}
    for purchase in purchases:
        groups.setdefault(purchase.group, []).append(purchase)
    found = [flag for group in groups.values() for flag in _flags_of_group(group, window_days)]
    return tuple(sorted(found, key=lambda flag: (flag.first_day, flag.limit, flag.purchases[0].decision)))


def _flags_of_group(group: list[Purchase], window_days: int) -> Iterator[SplittingFlag]:
    in_order = sorted(group, key=lambda purchase: (purchase.decided_on, purchase.decision))
    not_known = [purchase.decided_on for purchase in in_order if purchase.amount is None]
    for limit in sorted({purchase.limit for purchase in in_order if purchase.limit is not None}):
        within = [each for each in in_order if each.amount is not None and each.amount <= limit]
        for window in _widest_windows(within, window_days):
            flag = _flag(window, limit, not_known)
            if flag is not None:
                yield flag


def _widest_windows(purchases: list[Purchase], window_days: int) -> Iterator[tuple[Purchase, ...]]:
    """The windows that lie within no other; whatever a narrower one passes, the wider one around it passes too."""
    reached = 0
    for start, first in enumerate(purchases):
        end = max(start, reached)
        while end < len(purchases) and (purchases[end].decided_on - first.decided_on).days < window_days:
            end += 1
        if end > reached:
            yield tuple(purchases[start:end])
            reached = end


def _flag(window: tuple[Purchase, ...], limit: Decimal, not_known: list[date]) -> SplittingFlag | None:
    total = sum((purchase.amount for purchase in window if purchase.amount is not None), Decimal())
    positions = tuple(sorted({purchase.position for purchase in window if purchase.limit == limit}))
    if not positions or total <= limit:
        return None
    first, last = window[0].decided_on, window[-1].decided_on
    return SplittingFlag(
        purchases=window,
        total=total,
        limit=limit,
        positions=positions,
        amounts_not_known=sum(first <= day <= last for day in not_known),
    )
