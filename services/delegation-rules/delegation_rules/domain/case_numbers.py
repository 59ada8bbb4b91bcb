"""Diary numbers (diarienummer) as far as a decision needs them to find its case.

Year and serial make the number. A body's code before it, leading zeros and a classification after it are ways of
writing it: `NORR 2019/304`, `2019/000304` and `2019/304-1.2.4.` are one number of one board.
"""

import re
from dataclasses import dataclass
from typing import Final, Self

_YEAR_FIRST: Final = re.compile(
    r"(?:(?:DNR|DIARIENR|DIARIENUMMER)[.:]? ?)?(?:(?P<code>[A-ZÅÄÖ]{1,10}) ?)?"
    r"(?P<year>(?:19|20)[0-9]{2}) ?/ ?0{0,8}(?P<serial>[1-9][0-9]{0,8})(?: ?- ?[0-9]{1,5}(?:\.[0-9]{1,5}){0,8}\.?)?"
)


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """A diary number without the differences in which it may be written.

    Attributes:
        key: year and serial as `2019/304`; of another form, the text without its spacing.
        code: the body's code in capitals; None when it is not written.
    """

    key: str
    code: str | None

    @classmethod
    def of(cls, written: str) -> Self:
        """The number that is `written`."""
        text = " ".join(written.upper().split())
        found = _YEAR_FIRST.fullmatch(text)
        if found is None:
            return cls(text.replace(" ", ""), None)
        return cls(f"{found['year']}/{found['serial']}", found["code"])

    def may_be(self, other: "CaseNumber") -> bool:
        """Whether both may be the same number of one board: a code that one leaves out says nothing against it."""
        return self.key == other.key and (self.code == other.code or None in {self.code, other.code})
