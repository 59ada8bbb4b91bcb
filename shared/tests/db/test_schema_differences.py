"""What the code says of a table that the database does not have is found."""

from sqlalchemy import Column, MetaData, Text

from boardkit.testing.schema import schema_differences
from boardkit.testing.service import RunningService
from sample_house.tables import metadata


async def test_tables_as_migrated_differ_in_nothing(sample: RunningService) -> None:
    assert await schema_differences(sample, metadata) == []


async def test_a_column_that_no_migration_makes_is_named(sample: RunningService) -> None:
    described = MetaData()
    for table in metadata.tables.values():
        table.to_metadata(described)
    described.tables["notes"].append_column(Column("colour", Text))

    [difference] = await schema_differences(sample, described)

    assert "colour" in str(difference)
