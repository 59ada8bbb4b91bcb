"""Positions by the titles that a published order gives them: abbreviated, inflected, broken over lines."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from boardkit.domain.slugs import slug
from delegation_rules.domain.exchange.documents import plain
from delegation_rules.domain.positions import Position

_ABBREVIATIONS: Final = (
    (re.compile(r"\bavd\.? ?chef"), "avdelningschef"),
    (re.compile(r"\benh\.? ?chef"), "enhetschef"),
    (re.compile(r"\bförv\.? ?chef"), "förvaltningschef"),
    (re.compile(r"\bbitr\b\.? ?"), "biträdande "),
    (re.compile(r"\bstf\b\.? ?"), "ställföreträdande "),
)
_HYPHENS: Final = re.compile(r"[-\u2010\u2011\u00ad] ?")
# "på", "vid" and "i" an administration say the same: where the position is.
_PLACES: Final = re.compile(r"\b(?:på|i)\b")
_ENDINGS: Final = ("erna", "arna", "orna", "en", "et", "er", "ar", "or", "na", "n", "t", "s")
#: More than any list of delegates; what is longer is something else and is not searched for titles.
_LONGEST_LIST: Final = 5000
_MOST_TITLES: Final = 60
_SEPARATOR: Final = re.compile(r"\s*[/,;]\s*|\s+eller\s+")


@dataclass(frozen=True, slots=True)
class TitleMatch:
    """What a title in a document stands for.

    Attributes:
        text: the title as the document has it.
        positions: the positions it may be; exactly one when it is understood.
        exact: whether it is understood: a position's own title, abbreviated or inflected at most.
        as_written: whether it is the title letter by letter, but for capitals.
    """

    text: str
    positions: tuple[str, ...]
    exact: bool
    as_written: bool

    @property
    def position(self) -> str | None:
        """The one position that it is, or None."""
        return self.positions[0] if self.exact and len(self.positions) == 1 else None


class PositionTitles:
    """The titles of a board's positions, to write them and to find them."""

    __slots__ = ("_administrations", "_by_first_word", "_by_key", "_by_title", "_titles", "_words")

    def __init__(self, positions: Iterable[Position]) -> None:
        positions = tuple(positions)
        self._administrations = {position.slug: position.administration for position in positions}
        self._titles = {position.slug: plain(position.title_sv) for position in positions}
        self._by_title: dict[str, list[str]] = {}
        self._by_key: dict[str, list[str]] = {}
        for each, title in self._titles.items():
            self._by_title.setdefault(title.casefold(), []).append(each)
            self._by_key.setdefault(_key(title), []).append(each)
        self._words = {each: _key(title).split() for each, title in self._titles.items()}
        self._by_first_word: dict[str, list[str]] = {}
        for each, words in self._words.items():
            if words:
                self._by_first_word.setdefault(words[0], []).append(each)

    def title(self, position: str) -> str:
        """The title of the position; its slug when the board no longer has it."""
        return self._titles.get(position, position)

    def at_administration(self, name: str) -> frozenset[str]:
        """The positions of the administration of that name."""
        wanted = slug(name)
        return frozenset(each for each, where in self._administrations.items() if where == wanted)

    def match(self, text: str) -> TitleMatch:
        """What one title may stand for."""
        written = plain(text)
        own = self._by_title.get(written.casefold())
        if own is not None:
            return TitleMatch(written, tuple(own), exact=True, as_written=True)
        key = _key(written)
        words = key.split()
        possible = self._with_first_word_in(words)
        known = self._by_key.get(key) or [each for each in possible if _same_but_inflected(words, self._words[each])]
        if known:
            return TitleMatch(written, tuple(known), exact=True, as_written=False)
        near = [each for each in possible if _contains(words, self._words[each])]
        return TitleMatch(written, tuple(near), exact=False, as_written=False)

    def _with_first_word_in(self, words: list[str]) -> list[str]:
        """The positions, in their sequence, whose title begins with one of `words`, whatever its ending there."""
        stems = {word.removesuffix(ending) for word in words for ending in ("", *_ENDINGS)}
        found = {each for stem in stems for each in self._by_first_word.get(stem, ())}
        return [each for each in self._titles if each in found] if found else []

    def side_by_side(self, text: str) -> tuple[TitleMatch, ...]:
        """The titles in `text`, which stand side by side with a stroke, a comma or an or between them."""
        pieces = [(match.start(), match.end()) for match in _SEPARATOR.finditer(text[:_LONGEST_LIST])]
        if len(text) > _LONGEST_LIST or len(pieces) >= _MOST_TITLES:
            return (TitleMatch(text, (), exact=False, as_written=False),)
        starts = [0, *(end for _, end in pieces)]
        ends = [*(start for start, _ in pieces), len(text)]
        found: list[TitleMatch] = []
        index = 0
        while index < len(starts):
            index, match = self._longest(text, starts, ends, index)
            if match.text:
                found.append(match)
        return tuple(found)

    def _longest(self, text: str, starts: list[int], ends: list[int], first: int) -> tuple[int, TitleMatch]:
        """The longest run of pieces from `first` that is a title as a whole, or the first piece alone."""
        # A title holds a separator or two of its own at most; more pieces are never one title.
        for last in range(min(first + 3, len(ends) - 1), first, -1):
            whole = self.match(text[starts[first] : ends[last]])
            if whole.exact:
                return last + 1, whole
        return first + 1, self.match(text[starts[first] : ends[first]])


def _key(text: str) -> str:
    lowered = plain(text).casefold().strip(" .:")
    for pattern, whole in _ABBREVIATIONS:
        lowered = pattern.sub(whole, lowered)
    return " ".join(_PLACES.sub("vid", _HYPHENS.sub("", lowered)).split())


def _same_but_inflected(words: list[str], title: list[str]) -> bool:
    return len(words) == len(title) and all(map(_is_form_of, words, title))


def _is_form_of(word: str, base: str) -> bool:
    return word == base or any(word == base + ending for ending in _ENDINGS)


def _contains(words: list[str], title: list[str]) -> bool:
    """Whether every word of `title` is among `words`, whatever else is there."""
    return bool(title) and all(any(_is_form_of(word, base) for word in words) for base in title)
