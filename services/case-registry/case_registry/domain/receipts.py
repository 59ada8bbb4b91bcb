"""Receipts of citizen proposals (kvitton): the only key a proposer needs to follow the proposal.

Twenty characters in groups of four, from 24 that cannot be taken for one another in print or handwriting:
91 bits, so that nobody finds one by trying. A receipt says nothing of the case or the person.
"""

import hashlib
import re
from typing import Final

#: B, D, G, I, L, O, Q, S, U and Z are left out for their likeness to 8, 0, 6, 1, 1, 0, 0, 5, V and 2.
ALPHABET: Final = "23456789ACEFHJKMNPRTVWXY"

#: What a reader may have seen in place of a character of the alphabet.
_LOOK_ALIKES = str.maketrans({"B": "8", "G": "6", "S": "5", "U": "V", "Z": "2"})
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212]+")

LENGTH: Final = 20
RANDOM_BYTES: Final = 16
_GROUP: Final = 4


def make_receipt(random_bytes: bytes) -> str:
    """A receipt such as `7KXW-93PA-…` from `RANDOM_BYTES` bytes of a cryptographic source.

    Raises `ValueError` for any other number of bytes.
    """
    if len(random_bytes) != RANDOM_BYTES:
        raise ValueError(f"a receipt needs {RANDOM_BYTES} random bytes")
    rest = int.from_bytes(random_bytes, "big")
    characters = []
    for _ in range(LENGTH):
        rest, place = divmod(rest, len(ALPHABET))
        characters.append(ALPHABET[place])
    return _grouped("".join(characters))


def read_receipt(text: str) -> str | None:
    """The receipt that a person meant by `text`, or None when it cannot be one.

    Takes lower case, any blanks and hyphens, and the look-alikes of characters that receipts do have.
    """
    characters = _SEPARATORS.sub("", text).upper().translate(_LOOK_ALIKES)
    if len(characters) != LENGTH or not set(characters) <= set(ALPHABET):
        return None
    return _grouped(characters)


def receipt_digest(receipt: str) -> bytes:
    """What is kept of a receipt: its SHA-256, enough to recognise it and not enough to give it away."""
    return hashlib.sha256(receipt.encode("ascii")).digest()


def _grouped(characters: str) -> str:
    return "-".join(characters[start : start + _GROUP] for start in range(0, LENGTH, _GROUP))
