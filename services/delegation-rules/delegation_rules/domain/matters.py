"""Rules found by the words of their matter (ärendetyp), written as people write."""

import unicodedata
from collections.abc import Iterable
from typing import Final

from boardkit.domain.errors import Text
from delegation_rules.domain.errors import AmbiguousMatter, UnknownMatter
from delegation_rules.domain.orders import Rule

_MOST_TOLD: Final = 50
_MOST_KEPT: Final = 2_000


class Matters:
    """The matters of one order's rules, without regard to case, accents and line breaks."""

    __slots__ = ("_found", "_rules")

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple((folded(rule.matter), rule.number) for rule in rules)
        self._found: dict[str, str] = {}

    def rule_about(self, text: str) -> str:
        """Number of the one rule whose matter is `text`, or else of the one whose matter holds it as whole words.

        Raises:
            UnknownMatter: no rule does.
            AmbiguousMatter: several do; it tells their numbers, and which of them is meant is not guessed.
        """
        found = self._found.get(text)
        if found is None:
            found = self._search(folded(text))
            if len(self._found) >= _MOST_KEPT:
                self._found.clear()
            self._found[text] = found
        return found

    def _search(self, words: str) -> str:
        candidates = [number for matter, number in self._rules if matter == words] or [
            number for matter, number in self._rules if f" {words} " in f" {matter} "
        ]
        if len(candidates) == 1 and words:
            return candidates[0]
        if candidates and words:
            raise AmbiguousMatter(
                Text(
                    sv="Orden stämmer med flera regler; ange numret på en av dem.",
                    en="The words fit several rules; give the number of one of them.",
                ),
                pointer="/matter",
                extra={"candidates": candidates[:_MOST_TOLD]},
            )
        raise UnknownMatter(
            Text(
                sv="Ingen regel i delegationsordningen har de orden i sin ärendetyp.",
                en="No rule of the delegation order has these words in its matter.",
            ),
            pointer="/matter",
        )


def folded(text: str) -> str:
    """`text` in words of lower-case letters without accents, and digits, one space between them."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join("".join(character if character.isalnum() else " " for character in kept).split())
