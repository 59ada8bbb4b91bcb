"""Names for addresses, and the order of the Swedish alphabet.

The database has no Swedish collation: what is to be listed in alphabetical order stores its sort key too.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from boardkit.domain.errors import InvalidInput, Text

# Letters that Unicode does not decompose into a base letter and a mark.
_ASCII_SPELLING: Final = str.maketrans(
    {"æ": "ae", "ø": "o", "œ": "oe", "ð": "d", "đ": "d", "þ": "th", "ł": "l", "ß": "ss", "\u0131": "i"}
)

# The three characters that follow z in ASCII stand for the three letters that follow z in Swedish.
_SWEDISH_WEIGHT: Final[Mapping[str, str]] = {
    "å": "{",
    "ä": "|",
    "æ": "|",
    "ö": "}",
    "ø": "}",
    "ü": "y",
}

# Unicode categories: marks that combine with a letter, and format characters such as the soft hyphen.
_INVISIBLE: Final = frozenset({"Mn", "Mc", "Me", "Cf"})
_PUNCTUATION_OR_SYMBOL: Final = frozenset("PS")

# Sorts before everything a key holds; PostgreSQL text cannot hold U+0000.
_LEVEL_SEPARATOR: Final = "\x01"


def slug(title: str) -> str:
    """`title` as the last part of an address: lower-case ASCII letters and digits with single hyphens.

    "Biträdande enhetschef" → "bitradande-enhetschef". The slug of a slug is itself.

    Raises:
        InvalidInput: nothing of the title can be written that way.
    """
    words = re.findall(r"[a-z0-9]+", _ascii_spelling(title))
    if not words:
        raise InvalidInput(
            Text(
                sv="Namnet måste innehålla minst en latinsk bokstav eller en siffra.",
                en="The name must contain at least one Latin letter or digit.",
            )
        )
    return "-".join(words)


def swedish_sort_key(text: str) -> str:
    """A key whose code point order (PostgreSQL: COLLATE "C") is Swedish alphabetical order.

    å, ä, ö follow z; æ sorts as ä, ø as ö, ü as y, w is not v; case and other accents do not count (é = e).
    A space comes before every letter, so names are ordered word by word; runs of space count as one. Digits
    come before letters, figure by figure. Punctuation counts only between texts that are otherwise equal.
    """
    characters = unicodedata.normalize("NFC", text.casefold())
    letters = _single_spaced(map(_weight, characters))
    with_punctuation = _single_spaced(_weight(each) or _punctuation(each) for each in characters)
    return letters if letters == with_punctuation else letters + _LEVEL_SEPARATOR + with_punctuation


def _ascii_spelling(text: str) -> str:
    # Folded twice, because a mathematical capital becomes a plain one only when it is decomposed.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    visible = (each for each in decomposed if unicodedata.category(each) not in _INVISIBLE)
    return "".join(visible).translate(_ASCII_SPELLING)


def _weight(character: str) -> str:
    if character.isspace():
        return " "
    return _SWEDISH_WEIGHT.get(character) or "".join(filter(str.isalnum, _ascii_spelling(character)))


def _punctuation(character: str) -> str:
    return character if unicodedata.category(character)[0] in _PUNCTUATION_OR_SYMBOL else ""


def _single_spaced(pieces: Iterable[str]) -> str:
    return " ".join("".join(pieces).split())
