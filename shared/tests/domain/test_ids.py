"""Identifiers are UUIDv7 and sort in the order they were made."""

import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from uuid import RFC_4122, UUID

from boardkit.domain.ids import new_id


def made_at(identifier: UUID) -> int:
    """Milliseconds since 1970: the first 48 bits (RFC 9562 § 5.7)."""
    return identifier.int >> 80


def test_is_a_standard_library_uuid_of_version_7() -> None:
    identifier = new_id()

    assert type(identifier) is UUID
    assert identifier.version == 7
    assert identifier.variant == RFC_4122
    assert UUID(str(identifier)) == identifier


def test_begins_with_the_time_it_was_made() -> None:
    before = time.time_ns() // 1_000_000
    identifier = new_id()
    after = time.time_ns() // 1_000_000

    # An id may be a little ahead of the clock when very many were made within one millisecond.
    assert before <= made_at(identifier) <= after + 1000


def test_each_is_greater_than_the_one_before() -> None:
    identifiers = [new_id() for _ in range(50_000)]

    assert all(earlier < later for earlier, later in pairwise(identifiers))
    assert [str(each) for each in identifiers] == sorted(str(each) for each in identifiers)


def test_threads_never_share_one_and_each_sees_them_grow() -> None:
    with ThreadPoolExecutor(max_workers=4) as threads:
        batches = list(threads.map(lambda _: [new_id() for _ in range(5_000)], range(4)))

    assert all(earlier < later for batch in batches for earlier, later in pairwise(batch))
    assert len({identifier for batch in batches for identifier in batch}) == 20_000
