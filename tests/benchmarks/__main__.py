"""`make bench`: the figures that were promised, each beside its reference in the same run."""

import asyncio
import os
import platform
import signal
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from boardkit.db.embedded import EmbeddedPostgres
from kansli_local import demonstration
from kansli_local.suite import Suite
from tests.benchmarks import gateway_cost, numbering

ADDRESSES = ("/case-registry/v1/boards/norrmalm", "/case-registry/v1/api-info")


def main() -> int:
    """Measure and print; 1 when a promised figure is not reached, so that it can be seen without reading."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that stopping it stops what it started, too
    console = Console(width=120)
    console.print(f"Python {platform.python_version()}, {os.cpu_count()} processors, {platform.system()}\n")
    kept = [_show_numbering(console), _show_gateway(console)]
    return 0 if all(kept) else 1


def _show_numbering(console: Console) -> bool:
    with tempfile.TemporaryDirectory(prefix="kansli-bench-") as folder:
        postgres = EmbeddedPostgres(Path(folder) / "postgres", durable=True)
        postgres.start()
        try:
            rates = asyncio.run(numbering.measure(postgres.admin_url().replace("+asyncpg", "")))
        finally:
            postgres.stop()
    reference = rates["no number at all"]
    table = Table("registrations with 16 writers, commits to disk", "per second", "of no number at all")
    for name, rate in rates.items():
        table.add_row(name, f"{rate:,.0f}", f"{rate / reference:.2f}")
    console.print(table)
    return _verdict(
        console, "one diary takes at least 1 500 registrations a second", rates["one diary, no gaps"] >= 1500
    )


def _show_gateway(console: Console) -> bool:
    with tempfile.TemporaryDirectory(prefix="kansli-bench-") as folder, Suite(Path(folder), gateway_port=0) as suite:
        demonstration.load(suite, lambda _: None)
        comparisons = [gateway_cost.compare(suite, address) for address in ADDRESSES]
    table = Table("GET, medians", "direct/s", "gateway/s", "ratio", "direct ms", "gateway ms", "added ms", "failures")
    for one in comparisons:
        table.add_row(
            one.path,
            f"{one.direct_rate:,.0f}",
            f"{one.gateway_rate:,.0f}",
            f"{one.rate_ratio:.2f}",
            f"{one.direct_median_ms:.2f}",
            f"{one.gateway_median_ms:.2f}",
            f"{one.added_ms:.2f}",
            str(one.failures),
        )
    console.print(table)
    first = comparisons[0]
    return all(
        [
            _verdict(console, "at least 0.80 of the worker's own rate at 32 connections", first.rate_ratio >= 0.80),
            _verdict(console, "at most 0.4 ms added at the median on one connection", first.added_ms <= 0.4),
            _verdict(console, "no call failed", not any(one.failures for one in comparisons)),
        ]
    )


def _verdict(console: Console, promise: str, kept: bool) -> bool:
    console.print(f"{'[green]kept[/green]' if kept else '[red]NOT KEPT[/red]'}: {promise}\n")
    return kept


if __name__ == "__main__":
    sys.exit(main())
