"""What the person at the terminal sees."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from kansli_local.errors import SuiteError
from kansli_local.suite import Suite


class Screen:
    """Sentences with the seconds since the start, and the page that tells where everything is."""

    def __init__(self, console: Console, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.console = console
        self._monotonic = monotonic
        self._began = monotonic()

    def announce(self, sentence: str) -> None:
        """Show one sentence; may be called from several threads."""
        seconds = self._monotonic() - self._began
        self.console.print(f"[dim]{seconds:6.1f} s[/]  {escape(sentence)}", highlight=False, soft_wrap=True)

    def explain(self, error: SuiteError) -> None:
        """Show why something cannot be done."""
        self.console.print(f"\n[bold red]Kansli cannot go on.[/] {escape(str(error))}", highlight=False, soft_wrap=True)

    @contextmanager
    def step(self, sentence: str) -> Iterator[None]:
        """Show that something longer is under way; a spinner turns on a terminal."""
        self.announce(sentence)
        with self.console.status(sentence):
            yield

    def show_addresses(self, suite: Suite) -> None:
        """Show where everything is and what to try."""
        gateway = suite.gateway_url
        self.console.print()
        self.console.print("[bold]Kansli runs.[/]", highlight=False)
        self.console.print(
            f"Business date: [bold]{suite.business_date}[/], the demonstration's own day; "
            "tokens, logs and traces keep real time.",
            highlight=False,
            soft_wrap=True,
        )
        self.console.print(Padding(_addresses(suite), (1, 0, 1, 2)))
        self.console.print("Try:", highlight=False)
        for command in (f"curl {gateway}/readyz", "make demo          (in another terminal: the whole journey)"):
            self.console.print(f"  {command}", highlight=False, soft_wrap=True)
        self.console.print("\nCtrl-C stops everything; the data stays. make reset starts over.\n", highlight=False)


def _addresses(suite: Suite) -> Table:
    table = Table.grid(padding=(0, 3))
    table.add_row("gateway", suite.gateway_url)
    for name in suite.services:
        table.add_row(name, f"{suite.gateway_url}/{name}/v1/docs")
    table.add_row("clients", str(suite.folder.clients))
    table.add_row("logs", str(suite.folder.logs))
    return table
