"""A delegated decision as the written record that its case keeps (FL 31 §; KL 6:40, 7:8), in Swedish."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from delegation_rules.domain.wording import kronor_text, sentence_case


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """What the record says: when, what, by whom and by which right. It names nobody: a name has its own place.

    Attributes:
        number: year and number of the decision in the board's register, such as 2019-1.
        diary_number: of the case, as written.
        decided_on: day of the decision.
        outcome: what was decided, in words.
        position_title: title of the position that decided.
        matter: the rule's matter (ärendetyp).
        rule: number of the rule.
        order_version: version of the delegation order.
        amount: kronor; None when the decision has none or it is not told.
        reasons: why the position had the right, one sentence each.
        void_reason: why the decision is void; None for one that stands.
    """

    number: str
    diary_number: str | None
    decided_on: date
    outcome: str
    position_title: str
    matter: str
    rule: str
    order_version: int
    amount: Decimal | None
    reasons: Sequence[str]
    void_reason: str | None = None

    @property
    def heading(self) -> str:
        """What the record is called."""
        return f"{'Delegationsbeslut' if self.void_reason is None else 'Ogiltigt delegationsbeslut'} {self.number}"

    def text(self) -> str:
        """The whole record, one fact a line."""
        lines = [self.heading, ""]
        if self.void_reason is not None:
            lines += [f"Ogiltigt: {self.void_reason}", ""]
        lines += [
            f"Diarienummer: {self.diary_number or 'inget'}",
            f"Beslutsdag: {self.decided_on.isoformat()}",
            f"Beslut: {self.outcome}",
            f"Beslutande: {sentence_case(self.position_title)}",
            f"Ärendetyp: {self.matter}",
            f"Stöd: regel {self.rule} i delegationsordningen version {self.order_version}",
        ]
        if self.amount is not None:
            lines.append(f"Belopp: {kronor_text(self.amount).sv}")
        return "\n".join([*lines, "", *self.reasons])
