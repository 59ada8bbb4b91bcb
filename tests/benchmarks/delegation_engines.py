"""The same delegation order for several engines: Kansli's table, a plain scan, zen-engine and cedarpy.

All answer may-this-position-decide-this-amount under 500 rules of five tiers each. Only Kansli says why, what the
limit is, who else may and what is reported; that makes its answers dearer, not cheaper.
"""

import json
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

import cedarpy
import zen

from delegation_rules.domain.answers import Question
from delegation_rules.domain.compilation import CompiledOrder
from delegation_rules.domain.conditions import AmountCondition
from delegation_rules.domain.decision_table import DecisionTable
from delegation_rules.domain.evaluation import evaluate
from delegation_rules.domain.limits import Limit, LimitUnit
from delegation_rules.domain.orders import Delegate, OrderReference, Reporting, ReportingDuty, Rule, Tier
from delegation_rules.domain.positions import Hierarchy, Position
from delegation_rules.domain.price_base_amounts import PriceBaseAmount, PriceBaseAmounts, PriceBaseAmountStatus

RULES: Final = 500
TIERS: Final = 5
LEVELS: Final = 8
KRONOR_PER_UNIT: Final = 46_500
PRICE_BASE_AMOUNTS: Final[PriceBaseAmounts] = {
    2019: PriceBaseAmount(2019, Decimal(KRONOR_PER_UNIT), "2018:1549", PriceBaseAmountStatus.DECIDED)
}

#: zen-engine asks where a node stands on its canvas.
_NOWHERE: Final = {"x": 0, "y": 0}

Engine = Callable[[Question], bool]


def order(units_of_first_tier: Decimal = Decimal(1)) -> CompiledOrder:
    """An order whose tier 1 goes up to so many price base amounts, tier 2 to one more, and so on."""
    ladder = [
        Position(f"p{level}", f"nivå {level}", "home", superior=f"p{level + 1}" if level + 1 < LEVELS else None)
        for level in range(LEVELS)
    ]
    tiers = tuple(
        Tier(
            (Delegate(f"p{tier}"),),
            AmountCondition(up_to=Limit(units_of_first_tier + tier, LimitUnit.PRICE_BASE_AMOUNTS)),
        )
        for tier in range(TIERS)
    )
    rules = [Rule(f"1.{n}", f"Ärende {n}", tiers, Reporting(ReportingDuty.REPORTED)) for n in range(1, RULES + 1)]
    reference = OrderReference(UUID(int=1), "norrmalm", 1, date(2019, 1, 1))
    return CompiledOrder(reference, rules, Hierarchy(ladder))


def questions(count: int) -> list[Question]:
    """Questions about any rule, position, day of the year and amount up to beyond the highest limit."""
    chance = random.Random(3)
    highest_in_ore = (TIERS + 1) * KRONOR_PER_UNIT * 100
    return [
        Question(
            f"1.{chance.randint(1, RULES)}",
            f"p{chance.randrange(LEVELS)}",
            date(2019, chance.randint(1, 12), chance.randint(1, 28)),
            Decimal(chance.randint(0, highest_in_ore)) / 100,
        )
        for _ in range(count)
    ]


def engines(units_of_first_tier: Decimal = Decimal(1)) -> Mapping[str, Engine]:
    """Each engine by name, ready for questions about `order`; they have been found to agree."""
    compiled = order(units_of_first_tier)
    table = DecisionTable(compiled, PRICE_BASE_AMOUNTS)
    found: dict[str, Engine] = {
        "Kansli, decision table": lambda question: table.answer(question).allowed,
        "Kansli, every condition anew": lambda question: evaluate(compiled, PRICE_BASE_AMOUNTS, question).allowed,
        "plain linear scan (yes or no only)": _linear_scan(compiled),
        "zen-engine (yes or no only)": _zen(units_of_first_tier),
        "cedarpy (yes or no only)": _cedar(units_of_first_tier),
    }
    _require_agreement(found, questions(400))
    return found


def _linear_scan(compiled: CompiledOrder) -> Engine:
    """What one would write without an index: rule by rule, tier by tier, from the position upwards."""
    rules = [each.rule for each in compiled]
    superior = {position.slug: position.superior for position in compiled.hierarchy}

    def stands_at_or_above(slug: str | None, lowest: str) -> bool:
        step: str | None = lowest
        while step is not None:
            if step == slug:
                return True
            step = superior[step]
        return False

    def answer(question: Question) -> bool:
        worth = PRICE_BASE_AMOUNTS[question.on.year].amount
        for rule in rules:
            if rule.number != question.rule:
                continue
            for tier in rule.tiers:
                up_to = None if tier.amount is None else tier.amount.up_to
                within = up_to is None or (question.amount is not None and question.amount <= up_to.quantity * worth)
                if within and any(stands_at_or_above(question.position, each.position) for each in tier.delegates):
                    return True
            return False
        raise LookupError(question.rule)

    return answer


def _zen(first: Decimal) -> Engine:
    columns = ("rule", "level", "amount")
    rows = [
        {"_id": f"{n}-{tier}", "rule": f'"1.{n}"', "level": f">= {tier}", "amount": f"<= {_limit_in_ore(first + tier)}"}
        | {"allowed": "true"}
        for n in range(1, RULES + 1)
        for tier in range(TIERS)
    ]
    rows.append({"_id": "none", "rule": "", "level": "", "amount": "", "allowed": "false"})
    table = {
        "hitPolicy": "first",
        "inputs": [{"id": name, "name": name, "field": name} for name in columns],
        "outputs": [{"id": "allowed", "name": "allowed", "field": "allowed"}],
        "rules": rows,
    }
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": _NOWHERE},
        {"id": "table", "type": "decisionTableNode", "name": "table", "position": _NOWHERE, "content": table},
        {"id": "out", "type": "outputNode", "name": "out", "position": _NOWHERE},
    ]
    edges = [
        {"id": "1", "type": "edge", "sourceId": "in", "targetId": "table"},
        {"id": "2", "type": "edge", "sourceId": "table", "targetId": "out"},
    ]
    decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))

    def answer(question: Question) -> bool:
        facts = {"rule": question.rule, "level": _level(question), "amount": _ore(question)}
        return bool(decision.evaluate(facts)["result"]["allowed"])

    return answer


def _cedar(first: Decimal) -> Engine:
    policies = cedarpy.PolicySet.from_str(
        "\n".join(
            f'permit(principal in Position::"p{tier}", action == Action::"decide", resource == Rule::"1.{n}")'
            f" when {{ context.amount <= {_limit_in_ore(first + tier)} }};"
            for n in range(1, RULES + 1)
            for tier in range(TIERS)
        )
    )
    positions = [
        {
            "uid": {"type": "Position", "id": f"p{level}"},
            "attrs": {},
            "parents": [{"type": "Position", "id": f"p{below}"} for below in range(level)],
        }
        for level in range(LEVELS)
    ]
    entities = cedarpy.Entities.from_json_str(json.dumps(positions))

    def answer(question: Question) -> bool:
        request = {
            "principal": f'Position::"{question.position}"',
            "action": 'Action::"decide"',
            "resource": f'Rule::"{question.rule}"',
            "context": {"amount": _ore(question)},
        }
        return bool(cedarpy.is_authorized(request, policies, entities).allowed)

    return answer


def _limit_in_ore(units: Decimal) -> int:
    return int(units * KRONOR_PER_UNIT * 100)


def _level(question: Question) -> int:
    return int((question.position or "")[1:])


def _ore(question: Question) -> int:
    return int((question.amount or 0) * 100)


def _require_agreement(found: Mapping[str, Engine], sample: Sequence[Question]) -> None:
    """A quick wrong answer is worth nothing."""
    for question in sample:
        if len({engine(question) for engine in found.values()}) != 1:
            raise RuntimeError("the engines do not answer alike")
