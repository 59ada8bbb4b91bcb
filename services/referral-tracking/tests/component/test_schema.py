"""The tables that the code describes are the tables that the migrations make."""

from typing import Any

from boardkit.testing.schema import schema_differences
from referral_tracking.tables import metadata


async def test_the_migrated_database_is_the_one_the_code_describes(booted: Any) -> None:
    assert await schema_differences(booted.service, metadata) == []
