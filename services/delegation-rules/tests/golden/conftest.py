"""The golden file is asked of two orders: the one written by hand, and the published table as the importer reads it."""

from pathlib import Path
from typing import Any

import pytest

from delegation_rules.domain.compilation import CompiledOrder
from delegation_rules.domain.exchange.reports import ImportLine, LineStatus, report_on, settled_order
from delegation_rules.domain.exchange.settlement import Settlement, settled
from delegation_rules.domain.exchange.titles import PositionTitles
from delegation_rules.domain.positions import Hierarchy
from delegation_rules.formats.tab_text import read_tab_text
from delegation_rules.schemas.order_documents import is_within_bounds
from delegation_rules.schemas.orders import NewDelegationOrder

TEXT = Path(__file__).parents[1] / "unit" / "documents" / "section-3.tab.txt"


@pytest.fixture(scope="session")
def imported_section_3(order_document: dict[str, Any], section_3: CompiledOrder, hierarchy: Hierarchy) -> CompiledOrder:
    """Section 3 read from its table: 18 lines as they were understood, 13 as a person settles their doubts."""
    by_hand = {rule.number: rule for rule in NewDelegationOrder.model_validate(order_document).as_domain().rules}
    document = read_tab_text(TEXT.read_text(encoding="utf-8"))
    report = report_on(document, None, PositionTitles(hierarchy), is_within_bounds)

    def settle(line: ImportLine) -> ImportLine:
        if line.status is LineStatus.UNDERSTOOD:
            return line
        return settled(line, Settlement(rule=by_hand[line.number]), hierarchy)

    lines = tuple(map(settle, report.lines))
    assert [line.status for line in lines].count(LineStatus.UNDERSTOOD) == 18
    rules = settled_order(report.title, report.chapters, lines).rules
    return CompiledOrder(section_3.reference, rules, hierarchy)


@pytest.fixture(scope="session", params=["written by hand", "imported"])
def order_asked(
    request: pytest.FixtureRequest, section_3: CompiledOrder, imported_section_3: CompiledOrder
) -> CompiledOrder:
    """The order that the questions of the file are put to."""
    return imported_section_3 if request.param == "imported" else section_3
