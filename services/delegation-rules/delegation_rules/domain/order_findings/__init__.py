"""What stands out in an order that has been taken in (granskning): what the law forbids, gaps, tiers that do nothing.

`order_checks` refuses what contradicts itself; here lies what a reader should see before the board adopts the order.
Only an `ERROR`, where the law itself stands against a rule, keeps an order from being adopted.
"""

from delegation_rules.domain.order_findings.examination import errors_in, examine
from delegation_rules.domain.order_findings.findings import FindingCode, OrderFinding, Severity

__all__ = ["FindingCode", "OrderFinding", "Severity", "errors_in", "examine"]
