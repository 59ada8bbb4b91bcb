"""References to statutes that have been repealed (upphävda), found by their number in the statute book (SFS)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from boardkit.domain.errors import Text
from delegation_rules.domain.order_findings.findings import FindingCode, OrderFinding, Severity
from delegation_rules.domain.orders import Rule


@dataclass(frozen=True, slots=True)
class RepealedStatute:
    """A statute, the first day without it, and the number of what came in its place."""

    name: str
    repealed_from: date
    replaced_by: str


#: By SFS number. Only statutes that an order of a municipal board is likely to name.
REPEALED: Final = {
    "1962:381": RepealedStatute("lagen om allmän försäkring", date(2011, 1, 1), "2010:110"),
    "1980:100": RepealedStatute("sekretesslagen", date(2009, 6, 30), "2009:400"),
    "1980:620": RepealedStatute("socialtjänstlagen", date(2002, 1, 1), "2001:453"),
    "1982:763": RepealedStatute("hälso- och sjukvårdslagen", date(2017, 4, 1), "2017:30"),
    "1985:1100": RepealedStatute("skollagen", date(2011, 7, 1), "2010:800"),
    "1986:223": RepealedStatute("förvaltningslagen", date(2018, 7, 1), "2017:900"),
    "1987:10": RepealedStatute("plan- och bygglagen", date(2011, 5, 2), "2010:900"),
    "1991:900": RepealedStatute("kommunallagen", date(2018, 1, 1), "2017:725"),
    "1992:1528": RepealedStatute("lagen om offentlig upphandling", date(2008, 1, 1), "2007:1091"),
    "1993:581": RepealedStatute("tobakslagen", date(2019, 7, 1), "2018:2088"),
    "1994:1738": RepealedStatute("alkohollagen", date(2011, 1, 1), "2010:1622"),
    "1998:204": RepealedStatute("personuppgiftslagen", date(2018, 5, 25), "2018:218"),
    "2001:453": RepealedStatute("socialtjänstlagen", date(2025, 7, 1), "2025:400"),
    "2007:1091": RepealedStatute("lagen om offentlig upphandling", date(2017, 1, 1), "2016:1145"),
    "2007:1092": RepealedStatute(
        "lagen om upphandling inom områdena vatten, energi, transporter och posttjänster", date(2017, 1, 1), "2016:1146"
    ),
}

_SFS_NUMBER: Final = re.compile(r"(?<![\d:])(?:1[89]|20)\d{2}:\d{1,4}(?![\d:])")


def repealed_law_findings(rule: Rule, day: date) -> Iterator[OrderFinding]:
    """One finding for each statute that `rule` names by a number that no longer holds on `day`."""
    written = (*rule.legal_basis, *rule.governing_documents, rule.matter, rule.comment or "")
    for number in dict.fromkeys(_SFS_NUMBER.findall("\n".join(written))):
        statute = REPEALED.get(number)
        if statute is None or day < statute.repealed_from:
            continue
        yield OrderFinding(
            FindingCode.REPEALED_LAW,
            Severity.WARNING,
            Text(
                sv=f"Regeln hänvisar till {statute.name} ({number}), som inte gäller sedan {statute.repealed_from}; "
                f"se SFS {statute.replaced_by}.",
                en=f"The rule refers to SFS {number} ({statute.name}), repealed from {statute.repealed_from}; "
                f"see SFS {statute.replaced_by}.",
            ),
            rule=rule.number,
            law=f"SFS {statute.replaced_by}",
        )
