"""Make a draft of an import whose every line is settled."""

from datetime import date
from uuid import UUID

from sqlalchemy import RowMapping, update

from boardkit.db.unit_of_work import UnitOfWork
from boardkit.domain.errors import Text
from delegation_rules.commands._order_import_records import import_change, unfinished_import
from delegation_rules.commands.register_order import register_order
from delegation_rules.domain.exchange.reports import settled_order
from delegation_rules.domain.import_errors import ImportUnsettled
from delegation_rules.domain.orders import OrderContent, OrderPeriod
from delegation_rules.tables import order_imports


async def draft_import(work: UnitOfWork, *, import_id: UUID, title: str, in_force_from: date) -> RowMapping:
    """Register what the import says as a draft of the board's next order; the import is then finished.

    Raises `NotFound`, `ImportFinished`, `ImportUnsettled` while a line is doubtful or when no line is a rule, and
    what `register_order` raises.
    """
    found = await unfinished_import(work, import_id)
    order = settled_order(title, found["chapters"], found["lines"])
    if found["doubtful_lines"] or not order.rules:
        raise ImportUnsettled(
            Text(
                sv="Avgör först de tveksamma raderna; minst en rad ska vara en regel.",
                en="Settle the doubtful lines first; at least one line is to be a rule.",
            )
        )
    content = OrderContent(title=title, period=OrderPeriod(in_force_from), chapters=order.chapters, rules=order.rules)
    draft = await register_order(work, found["board"], content)
    row = await work.one(
        update(order_imports)
        .where(order_imports.c.id == import_id)
        .values(order_id=draft["id"], version=order_imports.c.version + 1)
        .returning(*order_imports.c)
    )
    work.record(import_change("changed", row, "draft made of an import"))
    return draft
