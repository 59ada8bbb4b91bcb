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
from tests.benchmarks import evaluations, gateway_cost, numbering
from tests.benchmarks.delegation_engines import RULES

ADDRESSES = ("/case-registry/v1/boards/norrmalm", "/case-registry/v1/api-info")


def main() -> int:
    """Measure and print; 1 when a promised figure is not reached, so that it can be seen without reading."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that stopping it stops what it started, too
    console = Console(width=120)
    console.print(f"Python {platform.python_version()}, {os.cpu_count()} processors, {platform.system()}\n")
    kept = [_show_numbering(console), _show_engines(console), _show_replay(console)]
    with tempfile.TemporaryDirectory(prefix="kansli-bench-") as folder, Suite(Path(folder), gateway_port=0) as suite:
        demonstration.load(suite, lambda _: None)
        kept += [_show_gateway(console, suite), _show_evaluations(console, suite)]
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


def _show_engines(console: Console) -> bool:
    found = evaluations.in_process()
    ours = found["Kansli, decision table"]
    table = Table(f"may this position decide, {RULES} rules", "per second", "of Kansli's", "10 000, ms", "p99, µs")
    for name, one in found.items():
        table.add_row(
            name,
            f"{one.per_second:,.0f}",
            f"{one.per_second / ours.per_second:.4f}",
            f"{10_000 / one.per_second * 1000:,.0f}",
            f"{one.p99_us:,.0f}",
        )
    console.print(table)
    return _verdict(console, "at least 300 000 evaluations a second in process", ours.per_second >= 300_000)


def _show_replay(console: Console) -> bool:
    found = evaluations.seconds_to_replay()
    ours = found["Kansli, differences told"]
    table = Table("100 000 decisions against a draft", "seconds", "of Kansli's")
    for name, seconds in found.items():
        table.add_row(name, f"{seconds:,.2f}", f"{seconds / ours:,.1f}")
    console.print(table)
    return _verdict(console, "100 000 decisions are replayed in at most 3 s", ours <= 3)


def _show_evaluations(console: Console, suite: Suite) -> bool:
    found = evaluations.over_http(suite)
    table = Table("POST evaluations, section 3", "median ms", "p99 ms", "failures")
    for name, one in (
        ("one question, 200 a second, cells filled", found.single),
        ("10 000 questions at a time, cells filled", found.batch),
    ):
        table.add_row(name, f"{one['median_ms']:.2f}", f"{one['p99_ms']:.2f}", f"{one['failures']:.0f}")
    console.print(table)
    return all(
        [
            _verdict(console, "p99 of one question at most 5 ms", found.single["p99_ms"] <= 5),
            _verdict(console, "10 000 questions at a time in at most 150 ms", found.batch["median_ms"] <= 150),
            _verdict(console, "no question failed", not (found.single["failures"] or found.batch["failures"])),
        ]
    )


def _show_gateway(console: Console, suite: Suite) -> bool:
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
