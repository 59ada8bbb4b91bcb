"""The deliberate exceptions from the profile, as docs/rest-profile-exceptions.md lists them."""

from dataclasses import dataclass
from pathlib import Path

from tests.contract.document import Finding

LIST = Path(__file__).parents[2] / "docs" / "rest-profile-exceptions.md"

_EVERY = "every"


@dataclass(frozen=True, slots=True)
class ProfileException:
    """One row of the list: a rule, the API (or `every`), the place as findings name it, and why."""

    rule: str
    api: str
    where: str
    reason: str

    def covers(self, rule: str, api: str, finding: Finding) -> bool:
        """Whether `finding` is what this exception allows."""
        return rule == self.rule and self.api in (api, _EVERY) and self.where in finding.where

    def concerns(self, api: str) -> bool:
        """Whether the exception is made for `api`."""
        return self.api in (api, _EVERY)


def listed_exceptions() -> list[ProfileException]:
    """The rows of the table, one for each rule that a row names."""
    rows = [
        [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]
        for line in LIST.read_text(encoding="utf-8").splitlines()
        if line.startswith("|")
    ]
    return [ProfileException(rule.strip(), *row[1:]) for row in rows[2:] for rule in row[0].split(",")]
