"""The tables that the code describes are the tables that the migrations make."""

from boardkit.testing.schema import schema_differences
from boardkit.testing.service import RunningService
from financial_follow_up.tables import metadata


async def test_the_migrated_database_is_the_one_the_code_describes(service: RunningService) -> None:
    assert await schema_differences(service, metadata) == []
