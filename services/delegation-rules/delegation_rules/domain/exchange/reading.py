"""One line of a published order read as a rule, with everything that is doubtful in it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, product
from typing import Final

from boardkit.domain.errors import Text
from delegation_rules.domain.conditions import AmountCondition, Condition, MonthsCondition
from delegation_rules.domain.exchange.documents import Cell, Paragraph, text_of
from delegation_rules.domain.exchange.doubts import Doubt, Note, OpenDoubt, Option, Transform, open_doubt
from delegation_rules.domain.exchange.figures import (
    MONTHS_PATTERN,
    amount,
    amount_at_the_end,
    bare_amount,
    months,
)
from delegation_rules.domain.exchange.printing import ANY_AMOUNT
from delegation_rules.domain.exchange.sentences import clauses
from delegation_rules.domain.exchange.tables import TableLine
from delegation_rules.domain.exchange.titles import PositionTitles, TitleMatch
from delegation_rules.domain.orders import Delegate, Reporting, ReportingDuty, Rule, Tier, is_rule_number

_NOT_STATED: Final = Reporting(ReportingDuty.NOT_STATED)
#: How many readings of a line are worth showing; with more, a person writes the rule.
_MOST_READINGS: Final = 12
#: A line with more doubts is no clearer for telling them all.
_MOST_DOUBTS: Final = 25
_CONDITION_WORDS: Final = re.compile(
    r"\b(sedan|senast|efter det|förutsatt|förutsättning|som godkänts|enligt|högst|vid förfrågan|endast|bara|inte|"
    r"undantag|utom|avser det|prisbasbelopp|basbelopp|pbb|kronor|kr|tkr|mkr|procent|månad(?:er|ers)?|upp till|"
    r"överstigande|understigande|mer än|mindre än|minst|max(?:imalt|imum)?|(?:över|under|från) (?=\d)|såvida|såvitt|"
    r"dock|utan|ej|samråd|om inte|om det|när)\b|\d %",
    re.IGNORECASE,
)
_MONTHS: Final = re.compile(rf"(?:tiden är )?högst {MONTHS_PATTERN}", re.IGNORECASE)
_LINE_HYPHEN: Final = re.compile(r"(?<=[a-zåäöé])- (?!(?:och|eller|samt|resp)\b)(?=[a-zåäöé]+(?![a-zåäöé-]))")
_TITLES_AND_CONDITIONS: Final = re.compile(r"(?P<titles>[^()]+)(?:\((?P<conditions>[^()]*)\))?")


@dataclass(frozen=True, slots=True)
class PossibleRule:
    """One reading of a doubtful line: the rule, and what was taken for granted."""

    text: Text
    rule: Rule


@dataclass(frozen=True, slots=True)
class LineReading:
    """What a line was understood as.

    Attributes:
        rule: what is understood for certain; None when that is no whole rule.
        doubts: what is not; the rule stands only when there are none.
        readings: the possible rules, when every doubt has its ways to be read.
        notes: what was done with the line besides.
    """

    rule: Rule | None
    doubts: tuple[Doubt, ...]
    readings: tuple[PossibleRule, ...]
    notes: tuple[Note, ...]


@dataclass(slots=True)
class _Findings:
    """Doubts and notes of a line, as they are found."""

    place: int
    doubts: list[OpenDoubt] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def doubt(self, code: str, excerpt: str = "", *options: Option) -> None:
        self.doubts.append(open_doubt(code, excerpt, *options))

    def note(self, code: str, text: Text) -> None:
        if code not in {each.code for each in self.notes}:
            self.notes.append(Note(code, text, self.place))


def read_line(line: TableLine, titles: PositionTitles) -> LineReading:
    """The rule that `line` states."""
    found = _Findings(line.place)
    for code, excerpt in line.oddities:
        found.doubt(code, excerpt)
    matter, legal_basis, delegates, comment = (_without_line_hyphens(each, found) for each in line.columns)
    if not is_rule_number(line.number):
        found.doubt("number-not-read", line.number)
    heading, items = _matter(matter, found)
    tiers = _tiers(items, delegates, titles, found)
    if not heading:
        found.doubt("no-matter")
    rule = None
    if tiers and heading and is_rule_number(line.number):
        bare = Rule(line.number, heading, tiers, _NOT_STATED, legal_basis=_legal_basis(legal_basis, found))
        rule = _with_comment(bare, comment, titles, found)
    else:
        found.doubts += [each.doubt for each in clauses(comment, titles) if each.doubt is not None]
    return LineReading(
        rule,
        tuple(each.doubt for each in found.doubts[:_MOST_DOUBTS]),
        _readings(rule, found.doubts),
        tuple(found.notes),
    )


def _without_line_hyphens(content: Cell, found: _Findings) -> Cell:
    """Words that were broken over two lines, put together."""
    whole = tuple(Paragraph(_LINE_HYPHEN.sub("", each.text), each.bullet) for each in content)
    if whole != content:
        found.note("line-hyphen-removed", _HYPHEN)
    return whole


def _matter(matter: Cell, found: _Findings) -> tuple[str, Sequence[Paragraph]]:
    """What is decided, and the items listed under it."""
    first_item = next((index for index, each in enumerate(matter) if each.bullet), len(matter))
    items = [each for each in matter[first_item:] if each.bullet]
    after = [each for each in matter[first_item:] if not each.bullet]
    if after:
        found.doubt("text-after-tiers", text_of(tuple(after)))
    heading = "\n".join(each.text for each in matter[:first_item])
    if items:
        heading = heading.removesuffix(":").rstrip()
    heading = re.sub(r" +\.$", ".", heading)
    words = _CONDITION_WORDS.search(heading)
    if words is not None:
        found.doubt("condition-in-matter", words[0], *_limits(heading, items), _ONLY_WORDING)
    return heading, items


def _limits(heading: str, items: Sequence[Paragraph]) -> Iterator[Option]:
    """The limit that the heading ends with, for a rule that lists none."""
    stated = None if items else amount_at_the_end(heading)
    if stated is not None:
        yield Option(
            Text(sv="Beloppet i ärendetypen är rättens gräns.", en="The amount in the matter limits the right."),
            lambda rule: replace(rule, tiers=tuple(replace(tier, amount=stated) for tier in rule.tiers)),
        )


def _tiers(items: Sequence[Paragraph], delegates: Cell, titles: PositionTitles, found: _Findings) -> tuple[Tier, ...]:
    read = [_delegates(each.text, titles, found) for each in delegates]
    if not any(read):
        found.doubt("no-delegate")
        return ()
    if not items:
        if len(read) > 1:
            found.doubt("delegates-without-tiers", text_of(delegates), _SIDE_BY_SIDE)
        return (Tier(tuple(delegate for side_by_side in read for delegate in side_by_side)),)
    conditions = [_tier_conditions(each.text, found) for each in items]
    if len(read) != len(items):
        found.doubt("tiers-and-delegates-differ", f"{len(items)}/{len(read)}")
        return ()
    if not all(read) or None in conditions:
        return ()
    return tuple(
        Tier(side_by_side, *condition)
        for side_by_side, condition in zip(read, conditions, strict=True)
        if condition is not None
    )


def _tier_conditions(text: str, found: _Findings) -> tuple[AmountCondition | None, tuple[Condition, ...]] | None:
    """The amount and the other conditions of one item, or None when it is none that can be read."""
    limits: AmountCondition | None = None
    conditions: list[Condition] = []
    for part in text.strip(" .").split("; "):
        months_found = _MONTHS.fullmatch(part)
        stated = amount(part)
        if part == ANY_AMOUNT:
            continue
        if months_found is not None:
            conditions.append(MonthsCondition(months(months_found["months"])))
        elif limits is None and stated is not None:
            limits = stated
        elif limits is None and (alone := bare_amount(part)) is not None:
            limits = alone
            found.note("bare-amount", _BARE_AMOUNT)
        else:
            found.doubt("tier-not-read", text)
            return None
    return limits, tuple(conditions)


def _delegates(text: str, titles: PositionTitles, found: _Findings) -> tuple[Delegate, ...]:
    """The delegates in `text`, side by side."""
    whole = titles.match(text)
    if whole.exact:
        return _delegate(whole, (), titles, found)
    delegates: list[Delegate] = []
    for part in _TITLES_AND_CONDITIONS.finditer(text):
        matches = titles.side_by_side(part["titles"].strip(" /,;"))
        for index, match in enumerate(matches):
            own = part["conditions"] if index == len(matches) - 1 else None
            delegates += _delegate(match, _delegate_conditions(own, found), titles, found)
    return tuple(delegates)


def _delegate_conditions(text: str | None, found: _Findings) -> tuple[Condition, ...]:
    conditions: list[Condition] = []
    for part in (text or "").split("; ") if text else ():
        months_found = _MONTHS.fullmatch(part)
        if months_found is None:
            found.doubt("sentence-not-read", part)
        else:
            conditions.append(MonthsCondition(months(months_found["months"])))
    return tuple(conditions)


def _delegate(
    match: TitleMatch, conditions: tuple[Condition, ...], titles: PositionTitles, found: _Findings
) -> tuple[Delegate, ...]:
    if match.position is not None:
        if not match.as_written:
            found.note("title-in-other-form", _OTHER_FORM)
        return (Delegate(match.position, conditions),)
    if not match.positions:
        found.doubt("unknown-title", match.text)
        return ()
    code = "ambiguous-title" if match.exact else "title-with-addition"
    # The first possible one stands in the rule until the doubt is settled; the options put the others in its place.
    first, *_ = match.positions
    options = [
        Option(
            Text(sv=f"Befattningen är {titles.title(slug)}.", en=f"The position is {titles.title(slug)}."),
            _put_in_place(first, slug),
        )
        for slug in match.positions
    ]
    found.doubt(code, match.text, *options)
    return (Delegate(first, conditions),)


def _put_in_place(first: str, other: str) -> Transform:
    def apply(rule: Rule) -> Rule:
        tiers = tuple(
            replace(
                tier,
                delegates=tuple(
                    replace(each, position=other) if each.position == first else each for each in tier.delegates
                ),
            )
            for tier in rule.tiers
        )
        return replace(rule, tiers=tiers)

    return apply


def _legal_basis(content: Cell, found: _Findings) -> tuple[str, ...]:
    if len(content) != 1 or content[0].bullet:
        return tuple(paragraph.text for paragraph in content)
    named = [part.strip(" .") for part in re.split(r"[,;] +|(?<=m\.m\.) +", content[0].text)]
    if len(named) > 1:
        found.note("legal-basis-split", _LEGAL_BASIS)
    return tuple(f"{name[:1].upper()}{name[1:]}" for name in named if name)


def _with_comment(rule: Rule, comment: Cell, titles: PositionTitles, found: _Findings) -> Rule:
    reported: list[Reporting] = []
    for clause in clauses(comment, titles):
        if clause.apply is not None:
            rule = clause.apply(rule)
        if clause.doubt is not None:
            found.doubts.append(clause.doubt)
        if clause.reporting is not None:
            reported.append(clause.reporting)
    if len(set(reported)) > 1:
        found.doubt("reporting-twice", text_of(comment))
    elif reported:
        rule = replace(rule, reporting=reported[0])
    elif not any(each.code == "reporting-in-part" for each in found.doubts):
        found.note("reporting-not-stated", _NO_REPORTING)
    return rule


def _readings(rule: Rule | None, doubts: Sequence[OpenDoubt]) -> tuple[PossibleRule, ...]:
    """Every way to read all the doubts at once; none when one of them has no way, or when there are too many."""
    if rule is None or not doubts or not all(each.options for each in doubts):
        return ()
    combined = tuple(islice(_combinations(rule, doubts), _MOST_READINGS + 1))
    return combined if len(combined) <= _MOST_READINGS else ()


def _combinations(rule: Rule, doubts: Sequence[OpenDoubt]) -> Iterator[PossibleRule]:
    for chosen in product(*(each.options for each in doubts)):
        result = rule
        for option in chosen:
            result = option.apply(result)
        yield PossibleRule(
            Text(sv=" ".join(each.text.sv for each in chosen), en=" ".join(each.text.en for each in chosen)), result
        )


_ONLY_WORDING: Final = Option(
    Text(sv="Orden beskriver bara ärendet.", en="The words only describe the matter."), lambda rule: rule
)
_SIDE_BY_SIDE: Final = Option(
    Text(sv="Delegaterna står sida vid sida.", en="The delegates stand side by side."), lambda rule: rule
)
_BARE_AMOUNT: Final = Text(
    sv="Ett belopp som står ensamt har lästs som högsta belopp.",
    en="An amount that stands alone was read as the highest.",
)
_OTHER_FORM: Final = Text(
    sv="En titel i förkortad eller böjd form har lästs som befattningens titel.",
    en="A title abbreviated or inflected was read as the position's title.",
)
_LEGAL_BASIS: Final = Text(
    sv="Flera lagrum på samma rad har lästs vart för sig.", en="Legal bases on the same line were read one by one."
)
_NO_REPORTING: Final = Text(
    sv="Raden säger inte om besluten anmäls.", en="The row does not say whether decisions are reported."
)
_HYPHEN: Final = Text(
    sv="Ord som var avstavade vid radslut har satts ihop.", en="Words broken at the end of a line were put together."
)
