"""The demonstration's delegation order, section 3, and the positions that it names."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import Any
from uuid import UUID

import pytest

from delegation_rules.domain.answers import Answer, Question
from delegation_rules.domain.compilation import CompiledOrder
from delegation_rules.domain.evaluation import evaluate
from delegation_rules.domain.order_checks import check_order
from delegation_rules.domain.orders import OrderReference
from delegation_rules.domain.positions import Hierarchy
from delegation_rules.domain.price_base_amounts import PriceBaseAmount, PriceBaseAmounts, PriceBaseAmountStatus
from delegation_rules.schemas.orders import NewDelegationOrder
from delegation_rules.schemas.positions import NewPosition

Ask = Callable[..., Answer]


def _demonstration(name: str) -> Any:
    return json.loads((files("kansli_local") / "demonstration" / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def order_document() -> dict[str, Any]:
    """Section 3 in the shape of POST delegation-orders."""
    document: dict[str, Any] = _demonstration("delegation-order-section-3.json")
    return document


@pytest.fixture(scope="session")
def position_documents() -> list[dict[str, Any]]:
    """The positions in the shape of POST positions."""
    documents: list[dict[str, Any]] = _demonstration("positions.json")
    return documents


@pytest.fixture(scope="session")
def hierarchy(position_documents: list[dict[str, Any]]) -> Hierarchy:
    """The positions as the domain knows them."""
    return Hierarchy(NewPosition.model_validate(document).as_domain() for document in position_documents)


@pytest.fixture(scope="session")
def section_3(order_document: dict[str, Any], hierarchy: Hierarchy) -> CompiledOrder:
    """The order as version 1, ready for questions."""
    content = NewDelegationOrder.model_validate(order_document).as_domain()
    check_order(content, hierarchy)
    reference = OrderReference(UUID(int=1), "norrmalm", version=1, in_force_from=content.period.in_force_from)
    return CompiledOrder(reference, content.rules, hierarchy)


@pytest.fixture(scope="session")
def price_base_amounts() -> PriceBaseAmounts:
    """Two years that are decided and one that is only calculated."""
    return {
        2019: PriceBaseAmount(2019, Decimal(46500), "2018:1549", PriceBaseAmountStatus.DECIDED),
        2020: PriceBaseAmount(2020, Decimal(47300), "2019:572", PriceBaseAmountStatus.DECIDED),
        2027: PriceBaseAmount(2027, Decimal(59600), None, PriceBaseAmountStatus.CALCULATED),
    }


@pytest.fixture(scope="session")
def ask(section_3: CompiledOrder, price_base_amounts: PriceBaseAmounts) -> Ask:
    """Puts a question to section 3; on 2019-06-20 unless told otherwise."""

    def put(rule: str, position: str, amount: str | None = None, **facts: Any) -> Answer:
        kronor = None if amount is None else Decimal(amount)
        question = Question(rule=rule, position=position, on=date(2019, 6, 20), amount=kronor)
        return evaluate(section_3, price_base_amounts, replace(question, **facts))

    return put
