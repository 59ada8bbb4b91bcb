"""Receipts are unguessable, survive being read aloud and typed again, and never stand for another one."""

import math
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_registry.domain.receipts import ALPHABET, LENGTH, RANDOM_BYTES, make_receipt, read_receipt

random_bytes = st.binary(min_size=RANDOM_BYTES, max_size=RANDOM_BYTES)


def test_a_receipt_holds_at_least_eighty_bits() -> None:
    assert LENGTH * math.log2(len(set(ALPHABET))) >= 80
    assert LENGTH * math.log2(len(ALPHABET)) + 32 <= RANDOM_BYTES * 8


def test_no_character_looks_like_another() -> None:
    for alike in ("0ODQ", "1IL", "2Z", "5S", "8B", "6G", "UV"):
        assert len(set(alike) & set(ALPHABET)) <= 1


def test_is_written_in_groups_of_four() -> None:
    assert make_receipt(bytes(RANDOM_BYTES)) == "2222-2222-2222-2222-2222"


@given(random_bytes)
def test_a_receipt_reads_as_itself(source: bytes) -> None:
    receipt = make_receipt(source)

    assert read_receipt(receipt) == receipt


@given(random_bytes, st.sampled_from(["", " ", "-", "–", "\u00a0", " - "]))
def test_case_blanks_and_hyphens_do_not_matter(source: bytes, separator: str) -> None:
    receipt = make_receipt(source)
    typed = separator + separator.join(receipt.replace("-", "").lower()) + separator

    assert read_receipt(typed) == receipt


@given(random_bytes)
def test_a_misread_character_is_put_right(source: bytes) -> None:
    receipt = make_receipt(source)

    assert read_receipt(receipt.translate(str.maketrans("8652V", "BGSZU"))) == receipt


@given(random_bytes, random_bytes)
def test_receipts_differ_when_their_numbers_do(one: bytes, other: bytes) -> None:
    space = len(ALPHABET) ** LENGTH
    same = int.from_bytes(one, "big") % space == int.from_bytes(other, "big") % space

    assert (make_receipt(one) == make_receipt(other)) is same


@pytest.mark.parametrize("text", ["", "-", "7KXW", "0" * 20, "1" * 20, "2" * 19, "2" * 21, "å" * 20, "2" * 100_000])
def test_what_cannot_be_a_receipt_is_none(text: str) -> None:
    assert read_receipt(text) is None


@given(st.text(max_size=60))
def test_any_text_reads_as_a_receipt_or_as_none(text: str) -> None:
    read = read_receipt(text)

    assert read is None or read_receipt(read) == read


@pytest.mark.parametrize("size", [0, RANDOM_BYTES - 1, RANDOM_BYTES + 1])
def test_refuses_another_amount_of_randomness(size: int) -> None:
    with pytest.raises(ValueError, match="16 random bytes"):
        make_receipt(secrets.token_bytes(size))
