"""Diary numbers (diarienummer): reading every written form met in documents, and writing the board's own.

A number is a year and a serial. Leading zeros, a body's code and a classification code are ways of writing
it and do not make it another number. The forms, with `031` standing for a classification code:

    NORR 2019/276   2019/000276   2019/65-1.2.4.   2019/238-123     year first
    031-786/2012                                                    classification, serial, year
    174/742-2016                                                    the same with separators swapped
    24-2016-1.1                                                     serial, year, classification
    T2019-01182                                                     a body's letter, year and serial

One text can have two readings: `2014/12-2016` is number 12 of 2014 with classification 2016, or number 12
of 2016 with classification 2014. The first is taken, being by far the commoner form; a search tries both.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from boardkit.domain.errors import InvalidInput, Text
from case_registry.domain.errors import DiaryYearNotOwn, NotADiaryNumber, TakenOverNumberRefused

#: A written number longer than this is not read at all.
LONGEST_WRITTEN: Final = 80

_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_SERIAL = r"(?P<serial>[0-9]{1,9})"
_CLASSIFICATION = r"(?P<classification>[0-9]{1,5}(?:\.[0-9]{1,5}){0,8})"

_LABEL = re.compile(r"(?:DNR|DIARIENR|DIARIENUMMER)\b[.:]? *")
_CODE_AND_REST = re.compile(r"(?:(?P<code>[A-ZÅÄÖ]{1,10}(?:[0-9]{1,4}(?= ))?) ?)?(?P<rest>[0-9].*)")
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR} ?/ ?{_SERIAL}(?: ?- ?{_CLASSIFICATION})?",
        rf"{_CLASSIFICATION}-{_SERIAL}/{_YEAR}",
        rf"{_CLASSIFICATION}/{_SERIAL}-{_YEAR}",
        rf"{_SERIAL}-{_YEAR}-{_CLASSIFICATION}",
    )
)
_LETTER_FORM = re.compile(rf"{_YEAR}-{_SERIAL}")
_CLASSIFICATION_CODE = re.compile(rf"{_CLASSIFICATION}\.?")
_PREFIX = re.compile(r"[A-ZÅÄÖ]{1,10}(?:[0-9]{1,4})?")

_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")

#: Series of statutes, standards and EU acts whose numbers look like diary numbers: `(EU) 2016/679`.
_NOT_A_BODY = frozenset({"EEG", "EG", "EU", "ISO", "SFS", "SOSFS", "SOU"})


@dataclass(frozen=True, slots=True)
class DiaryNumber:
    """A diary number together with the way it was written.

    Attributes:
        as_written: the text it was read from, untouched but for surrounding blanks.
        year: the diary's year, 1900–2099.
        serial: the running number (löpnummer) within the year, from 1.
        body_code: the body's code in capitals (`NORR`, `KS`, `T`), or None when not written.
        classification: the classification code as written, without a trailing full stop, or None.
    """

    as_written: str
    year: int
    serial: int
    body_code: str | None = None
    classification: str | None = None

    @property
    def key(self) -> tuple[int, int]:
        """Year and serial: equal for every way of writing one number."""
        return self.year, self.serial


@dataclass(frozen=True, slots=True)
class DiaryFormat:
    """How a board writes its own numbers: `NORR 2019/304` has the prefix `NORR` and no padding.

    `padding` is the least number of digits in the serial; 0 writes it as it is.
    """

    prefix: str | None
    padding: int

    def __post_init__(self) -> None:
        if self.prefix is not None and (not _PREFIX.fullmatch(self.prefix) or self.prefix in _NOT_A_BODY):
            raise ValueError("a diary prefix is 1–10 capitals, perhaps followed by up to four digits")
        if not 0 <= self.padding <= 9:
            raise ValueError("padding is 0–9 digits")

    def write(self, year: int, serial: int) -> str:
        """The number as this board writes it."""
        number = f"{year}/{serial:0{self.padding}d}"
        return number if self.prefix is None else f"{self.prefix} {number}"


@dataclass(frozen=True, slots=True)
class TakenOverDiary:
    """Where the board's earlier diary ended: it used the serials 1 to `last_serial` of `year`."""

    year: int
    last_serial: int


def parse_diary_number(text: str, *, pointer: str = "/diary_number") -> DiaryNumber:
    """The diary number that `text` is, by its likeliest reading.

    Raises NotADiaryNumber, pointing to `pointer`, for anything else: SOSFS 2011:9, ISO 27001, 2017:900.
    """
    found = readings(text)
    if not found:
        raise NotADiaryNumber(
            Text(
                sv="Texten är inte ett diarienummer i någon känd form, till exempel NORR 2019/276.",
                en="The text is not a diary number in any known form, such as NORR 2019/276.",
            ),
            pointer=pointer,
        )
    return found[0]


def readings(text: str) -> tuple[DiaryNumber, ...]:
    """Every way to read `text` as a diary number, the likeliest first; empty when there is none."""
    as_written = text.strip()
    if len(as_written) > LONGEST_WRITTEN:
        return ()
    split = _CODE_AND_REST.fullmatch(_without_label(_plain(as_written)))
    if split is None or split["code"] in _NOT_A_BODY:
        return ()
    found = (
        DiaryNumber(
            as_written=as_written,
            year=int(match["year"]),
            serial=int(match["serial"]),
            body_code=split["code"],
            classification=match.groupdict().get("classification"),
        )
        for match in _matches(split["code"], split["rest"])
    )
    return tuple(number for number in found if number.serial > 0)


def classification_code(text: str) -> str:
    """A classification code without the full stop that may follow it: `1.2.4.` is `1.2.4`.

    Raises `InvalidInput` for anything but figures with full stops between.
    """
    found = _CLASSIFICATION_CODE.fullmatch(text)
    if found is None:
        raise InvalidInput(
            Text(
                sv="En klassificeringskod består av siffror med punkt emellan, till exempel 1.2.4.",
                en="A classification code is figures with full stops between, such as 1.2.4.",
            )
        )
    return found["classification"]


def _plain(text: str) -> str:
    """`text` in capitals with single blanks, plain hyphens and no full stop at the end."""
    return " ".join(text.translate(_DASHES).upper().split()).rstrip(". ")


def _without_label(text: str) -> str:
    label = _LABEL.match(text)
    return text if label is None else text[label.end() :]


def _matches(code: str | None, number: str) -> Iterator[re.Match[str]]:
    for form in _FORMS:
        match = form.fullmatch(number)
        if match is not None:
            yield match
    if code is not None and len(code) == 1:
        match = _LETTER_FORM.fullmatch(number)
        if match is not None:
            yield match


def serials_used_before(taken_over: TakenOverDiary | None, year: int) -> int:
    """How many serials of `year` the board's earlier diary used; its own numbers start above them.

    Raises `DiaryYearNotOwn` for a year before the one in which the board's diary moved here.
    """
    if taken_over is None or year > taken_over.year:
        return 0
    if year < taken_over.year:
        raise DiaryYearNotOwn(
            Text(
                sv="Året ligger före det år då nämndens diarium flyttades hit.",
                en="The year lies before the one in which the board's diary moved here.",
            )
        )
    return taken_over.last_serial


def check_taken_over(number: DiaryNumber, taken_over: TakenOverDiary | None, prefix: str | None) -> None:
    """Refuse a number that the board's earlier diary cannot have given out.

    Years before the move belong to the earlier diary whole; of the year of the move, the serials up to the
    last one used. A body's code must be the board's own `prefix`; a board without one has none to compare with.
    Raises `TakenOverNumberRefused`.
    """
    if taken_over is None:
        refusal = Text(
            sv="Nämnden har inget tidigare diarium att ta över nummer från.",
            en="The board has no earlier diary to take over numbers from.",
        )
    elif number.year > taken_over.year or (number.year == taken_over.year and number.serial > taken_over.last_serial):
        refusal = Text(
            sv="Numret ligger efter det sista i nämndens tidigare diarium.",
            en="The number lies after the last one of the board's earlier diary.",
        )
    elif None not in (prefix, number.body_code) and number.body_code != prefix:
        refusal = Text(
            sv="Numret har en annan myndighets beteckning än nämndens egen.",
            en="The number bears the code of another body than the board.",
        )
    else:
        return
    raise TakenOverNumberRefused(refusal, pointer="/taken_over_number")
