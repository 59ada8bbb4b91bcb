"""The question the other way round: what may a position decide, and who may decide this?

Both rest on the same order and the same evaluation as a question does. What a position may decide is told without
any facts of a case, so a right is told with its limits and its conditions; whoever meets them gets a yes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from delegation_rules.domain.answers import Answer, LimitFound, LimitKind, Question
from delegation_rules.domain.compilation import CompiledOrder, CompiledRule, Option
from delegation_rules.domain.conditions import (
    AmountCondition,
    CircumstanceCondition,
    CircumstanceKind,
    Condition,
    PurposeCondition,
    Status,
)
from delegation_rules.domain.evaluation import evaluate
from delegation_rules.domain.limits import Limit, Yardsticks
from delegation_rules.domain.orders import OrderReference, ReportingDuty, Rule
from delegation_rules.domain.people import Holder
from delegation_rules.domain.positions import Hierarchy
from delegation_rules.domain.price_base_amounts import PriceBaseAmounts
from delegation_rules.domain.statute import prohibition

_FROM_NOTHING: Final = Decimal("-Infinity")
_WITHOUT_END: Final = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Right:
    """A position's right to decide under one rule: what it reaches, and all that is asked of it.

    Attributes:
        rule: the rule.
        position: slug of the position that has the right.
        tier_numbers: the tiers that give it, from 1; tiers that lie edge to edge are one right.
        amount: the amounts that it reaches; no bounds at all when the amount does not matter.
        conditions: those of the rule, the tiers and the delegate, whichever the amount.
        grant: id of the sub-delegation that it rests on; None when the order itself gives it.
        basis: the answer to a question that tells no more than the purpose, for the order, the yardsticks and the act.
    """

    rule: Rule
    position: str
    tier_numbers: tuple[int, ...]
    amount: AmountCondition
    conditions: tuple[Condition, ...]
    grant: UUID | None
    basis: Answer

    @property
    def limit(self) -> LimitFound:
        """The highest amount."""
        limit = self.amount.up_to
        if limit is None:
            return LimitFound(LimitKind.NO_LIMIT)
        kronor = self.basis.yardsticks.in_kronor(limit)
        return LimitFound(LimitKind.NOT_KNOWN if kronor is None else LimitKind.AMOUNT, limit, kronor)

    @property
    def report_to_board(self) -> bool | None:
        """Whether every decision under the right is reported, or none; None when it depends or is not known."""
        reporting = self.rule.reporting
        if reporting.duty is not ReportingDuty.REPORTED_ABOVE or self.basis.report_to_board is not None:
            return self.basis.report_to_board
        above = None if reporting.above is None else self.basis.yardsticks.in_kronor(reporting.above)
        if above is None:
            return None
        if self.limit.kronor is not None and self.limit.kronor <= above:
            return False
        lowest = None if self.amount.above is None else self.basis.yardsticks.in_kronor(self.amount.above)
        return True if lowest is not None and lowest >= above else None

    @property
    def consult(self) -> tuple[str, ...]:
        """Positions to be consulted before a decision."""
        return tuple(
            dict.fromkeys(
                each.position
                for each in self.conditions
                if isinstance(each, CircumstanceCondition)
                and each.kind is CircumstanceKind.CONSULTATION
                and each.position is not None
            )
        )


@dataclass(frozen=True, slots=True)
class Decider:
    """A position that may decide, or may once more is known; `answer` is what it would be told."""

    position: str
    answer: Answer

    @property
    def status(self) -> Status:
        """Met when it may decide; not known when that depends on what has not been told."""
        return Status.MET if self.answer.allowed else Status.NOT_KNOWN

    @property
    def is_lowest(self) -> bool:
        """Whether it is one of the lowest positions that may decide."""
        return self.position in (self.answer.lowest_positions or ())


@dataclass(frozen=True, slots=True)
class Deciders:
    """Who may decide what `question` asks.

    Attributes:
        question: what was asked.
        order: the order in force that day.
        rule: the rule.
        found: each position with those who in fact hold it.
        hierarchy: whose titles explain it.
    """

    question: Question
    order: OrderReference
    rule: Rule
    found: tuple[tuple[Decider, tuple[Holder, ...]], ...]
    hierarchy: Hierarchy


def rights_of(
    compiled: CompiledOrder, price_base_amounts: PriceBaseAmounts, positions: Iterable[str], day: date
) -> tuple[Right, ...]:
    """What `positions` may decide on `day`, rule by rule in the order's own sequence.

    A right that another of the same position takes in altogether is left out, and so is one that can never be
    used, as well as everything that the law keeps from the position (KL 6:38).

    Raises:
        UnknownPosition: a position does not exist on the day.
    """
    held = tuple(dict.fromkeys(positions))
    for position in held:
        compiled.hierarchy.existing(position)
    return tuple(
        right
        for rule in compiled
        for position in held
        for right in _rights_under(compiled, rule, price_base_amounts, position, day)
    )


def deciders(compiled: CompiledOrder, price_base_amounts: PriceBaseAmounts, question: Question) -> tuple[Decider, ...]:
    """Every position that may decide what `question` asks, whichever position the question itself names.

    Those who may are first, then those of whom it is not known; the lowest first among each.

    Raises:
        UnknownRule, UnknownFact: the question names something that does not exist.
    """
    compiled.rule(question.rule)
    found = [
        Decider(position.slug, answer)
        for position in compiled.hierarchy
        for answer in (evaluate(compiled, price_base_amounts, replace(question, position=position.slug)),)
        if all(finding.status is not Status.NOT_MET for finding in answer.findings)
    ]
    found.sort(key=lambda each: (not each.answer.allowed, not each.is_lowest, each.position))
    return tuple(found)


def _rights_under(
    compiled: CompiledOrder, rule: CompiledRule, price_base_amounts: PriceBaseAmounts, position: str, day: date
) -> Iterator[Right]:
    kind = compiled.hierarchy.position(position).kind
    if prohibition(rule.rule.subject, rule.rule.appeal_route, rule.rule.mandate, kind) is not None:
        return
    reached = [option for option in rule.options if position in option.entitled and _can_be_met(option)]
    if not reached:
        return
    basis = evaluate(compiled, price_base_amounts, Question(rule.rule.number, position, day))
    pieces = list(_pieces(reached, basis.yardsticks))
    for index, piece in enumerate(pieces):
        if any(_takes_in(other, piece, at < index) for at, other in enumerate(pieces) if at != index):
            continue
        purpose = next((each.purpose for each in piece.conditions if isinstance(each, PurposeCondition)), None)
        told = Question(rule.rule.number, position, day, purpose=purpose)
        yield Right(
            rule=rule.rule,
            position=position,
            tier_numbers=piece.tier_numbers,
            amount=piece.amount,
            conditions=piece.conditions,
            grant=piece.grant,
            basis=evaluate(compiled, price_base_amounts, told),
        )


def _can_be_met(option: Option) -> bool:
    """Whether its conditions leave any case at all: not two purposes at once, nor a fact that is both so and not."""
    purposes = {each.purpose for each in option.conditions if isinstance(each, PurposeCondition)}
    expected = {(each.name, each.expected) for each in option.conditions if isinstance(each, CircumstanceCondition)}
    return len(purposes) <= 1 and len(expected) == len({name for name, _ in expected})


@dataclass(frozen=True, slots=True)
class _Piece:
    """An unbroken range of amounts under the same conditions; `reach` is it in numbers that can be compared."""

    tier_numbers: tuple[int, ...]
    amount: AmountCondition
    conditions: tuple[Condition, ...]
    grant: UUID | None
    reach: tuple[Decimal, Decimal] | None


def _pieces(options: Sequence[Option], yardsticks: Yardsticks) -> Iterator[_Piece]:
    alike: dict[tuple[frozenset[Condition], UUID | None], list[Option]] = {}
    for option in options:
        alike.setdefault((frozenset(option.conditions), option.grant), []).append(option)
    for group in alike.values():
        conditions = tuple(dict.fromkeys(group[0].conditions))
        single = [
            _Piece(
                tier_numbers=(option.tier_number,),
                amount=option.amount or AmountCondition(),
                conditions=conditions,
                grant=option.grant,
                reach=_reach(option.amount or AmountCondition(), yardsticks),
            )
            for option in group
        ]
        yield from _joined(single)


def _reach(amount: AmountCondition, yardsticks: Yardsticks) -> tuple[Decimal, Decimal] | None:
    """The range in kronor, lower bound outside and upper inside; None when a bound's worth is not known."""
    above = _FROM_NOTHING if amount.above is None else yardsticks.in_kronor(amount.above)
    up_to = _WITHOUT_END if amount.up_to is None else yardsticks.in_kronor(amount.up_to)
    return None if above is None or up_to is None else (above, up_to)


def _joined(pieces: Sequence[_Piece]) -> Iterator[_Piece]:
    """`pieces` with those that overlap or lie edge to edge made one; what cannot be compared stays by itself."""
    comparable = sorted(((piece.reach, piece) for piece in pieces if piece.reach is not None), key=lambda pair: pair[0])
    joined: list[tuple[tuple[Decimal, Decimal], _Piece]] = []
    for reach, piece in comparable:
        if joined and reach[0] <= joined[-1][0][1]:
            whole = _one_of(joined[-1], (reach, piece))
            joined[-1] = ((joined[-1][0][0], max(joined[-1][0][1], reach[1])), whole)
        else:
            joined.append((reach, piece))
    yield from (piece for _, piece in joined)
    seen: set[tuple[Limit | None, Limit | None]] = set()
    for piece in pieces:
        bounds = (piece.amount.above, piece.amount.up_to)
        if piece.reach is None and bounds not in seen:
            seen.add(bounds)
            yield piece


def _one_of(lower: tuple[tuple[Decimal, Decimal], _Piece], higher: tuple[tuple[Decimal, Decimal], _Piece]) -> _Piece:
    (reach, piece), (other_reach, other) = lower, higher
    topmost = piece if reach[1] >= other_reach[1] else other
    return replace(
        piece,
        tier_numbers=tuple(sorted({*piece.tier_numbers, *other.tier_numbers})),
        amount=AmountCondition(piece.amount.above, topmost.amount.up_to),
        reach=(reach[0], max(reach[1], other_reach[1])),
    )


def _takes_in(wider: _Piece, piece: _Piece, comes_first: bool) -> bool:
    """Whether `wider` allows all that `piece` does and asks for nothing more; of two alike, the first stays.

    What is passed on (vidaredelegerat) asks for more than one's own right does: a report to the head (KL 7:6).
    """
    if (wider.grant is not None and piece.grant is None) or not set(wider.conditions) <= set(piece.conditions):
        return False
    if wider.reach is None or piece.reach is None:
        if wider.amount != piece.amount:
            return wider.amount == AmountCondition()
        return comes_first or set(wider.conditions) < set(piece.conditions)
    if not (wider.reach[0] <= piece.reach[0] and piece.reach[1] <= wider.reach[1]):
        return False
    alike = wider.reach == piece.reach and set(wider.conditions) == set(piece.conditions)
    return comes_first if alike else True
