"""What is doubtful in a line of a document, why, and how it may be read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from boardkit.domain.errors import Text
from delegation_rules.domain.orders import Rule

Transform = Callable[[Rule], Rule]


@dataclass(frozen=True, slots=True)
class Option:
    """One way to read what is doubtful: what it says, and what it makes of the rule."""

    text: Text
    apply: Transform


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that is not understood for certain.

    Attributes:
        code: stable name of the kind of doubt.
        why: what is doubtful, and why.
        excerpt: the words of the document that it is about.
    """

    code: str
    why: Text
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class OpenDoubt:
    """A doubt while the line is read, and the ways to read it; without any, a person must write the rule."""

    doubt: Doubt
    options: tuple[Option, ...] = ()

    @property
    def code(self) -> str:
        """The kind of doubt."""
        return self.doubt.code


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was understood or passed over, and is told so that nothing happens in silence.

    Attributes:
        code: stable name of the kind of note.
        text: what was done.
        place: where in the document; None when it is about the whole.
    """

    code: str
    text: Text
    place: int | None = None


_LONGEST_EXCERPT: Final = 500
_WHY: Final = {
    "number-not-read": Text(
        sv="Radens nummer är inget regelnummer.", en="The number of the row is not the number of a rule."
    ),
    "number-twice": Text(sv="Numret står på flera rader.", en="The number stands on several rows."),
    "columns-in-other-order": Text(
        sv="Tabellens rubriker är andra, eller står i annan ordning, än Ärendetyp, Lagrum, Lägsta delegat, Kommentar.",
        en="The table's headings are others than matter, legal basis, lowest delegate and comment, or stand elsewhere.",
    ),
    "cells-beyond-the-columns": Text(
        sv="Raden har text i en kolumn efter kommentaren.", en="The row has text in a column after the comment."
    ),
    "no-matter": Text(sv="Raden har ingen ärendetyp.", en="The row has no matter."),
    "no-delegate": Text(sv="Raden har ingen delegat.", en="The row has no delegate."),
    "unknown-title": Text(
        sv="Nämnden har ingen befattning med den titeln.", en="The board has no position with this title."
    ),
    "title-with-addition": Text(
        sv="Titeln har ett tillägg som nämndens befattning saknar; tillägget kan vara en begränsning.",
        en="The title has an addition that the board's position lacks; it may be a restriction.",
    ),
    "ambiguous-title": Text(sv="Flera befattningar har den titeln.", en="Several positions have this title."),
    "tiers-and-delegates-differ": Text(
        sv="Antalet steg i ärendetypen är ett annat än antalet delegatrader.",
        en="The matter has another number of tiers than there are lines of delegates.",
    ),
    "delegates-without-tiers": Text(
        sv="Delegaterna står på flera rader utan steg i ärendetypen; vad som skiljer dem åt är inte sagt.",
        en="The delegates stand on several lines without tiers in the matter; what sets them apart is not said.",
    ),
    "tier-not-read": Text(
        sv="Punkten i ärendetypen är ingen beloppsgräns som kan tolkas; den kan vara ett delsyfte.",
        en="The item in the matter is no amount limit that can be read; it may be a purpose.",
    ),
    "text-after-tiers": Text(
        sv="Det står text efter punkterna i ärendetypen.", en="There is text after the items in the matter."
    ),
    "condition-in-matter": Text(
        sv="Ärendetypen har ord som kan vara ett villkor för beslutet.",
        en="The matter has words that may be a condition of the decision.",
    ),
    "sentence-not-read": Text(
        sv="Meningen kan begränsa beslutsrätten, men har ingen form som kan tolkas.",
        en="The sentence may restrict the right to decide, but has no form that can be read.",
    ),
    "delegates-limited-in-comment": Text(
        sv="Kommentaren begränsar en förvaltnings rätt; vilka delegater och vad det gäller är inte säkert.",
        en="The comment restricts an administration's right; which delegates and what it concerns is not certain.",
    ),
    "reporting-in-part": Text(
        sv="Meningen om anmälan gäller bara en del av besluten.",
        en="The sentence on reporting concerns only some of the decisions.",
    ),
    "reporting-twice": Text(
        sv="Raden säger på två sätt om besluten anmäls.", en="The row says in two ways whether decisions are reported."
    ),
    "sub-delegation-not-read": Text(
        sv="Vidaredelegeringen gäller en del av ärendena, eller till befattningar som inte kan tolkas.",
        en="The sub-delegation concerns a part of the matters, or positions that cannot be read.",
    ),
    "no-english-text": Text(
        sv="Villkoret saknar namn och engelsk text.", en="The condition lacks its name and its English text."
    ),
    "rule-refused": Text(
        sv="Regeln kan inte tas emot som den står: den motsäger sig själv, nämner en befattning som nämnden inte har, "
        "eller har en text, ett tal eller en lista som är för lång.",
        en="The rule cannot be taken as it stands: it contradicts itself, names a position that the board does not "
        "have, or has a text, a number or a list that is too long.",
    ),
    "edited-since-export": Text(
        sv="Raden har ändrats för hand sedan exporten: den synliga texten är en annan än bilagans.",
        en="The row was edited by hand since the export: the visible text differs from the annex.",
    ),
    "row-removed-since-export": Text(
        sv="Regeln står i bilagan men inte i tabellen.", en="The rule is in the annex but not in the table."
    ),
    "headings-edited-since-export": Text(
        sv="Rubrikerna är andra än bilagans.", en="The headings differ from those of the annex."
    ),
}


def doubt(code: str, excerpt: str = "") -> Doubt:
    """The doubt of that kind about the words `excerpt`."""
    return Doubt(code, _WHY[code], excerpt[:_LONGEST_EXCERPT])


def open_doubt(code: str, excerpt: str = "", *options: Option) -> OpenDoubt:
    """The doubt of that kind, with the ways to read the words `excerpt`."""
    return OpenDoubt(doubt(code, excerpt), options)
