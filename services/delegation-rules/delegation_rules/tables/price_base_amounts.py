"""The price base amounts (prisbasbelopp), the same for every board."""

from sqlalchemy import Column, Numeric, SmallInteger, Table, Text

from boardkit.db.columns import version_column
from delegation_rules.tables.schema import metadata

price_base_amounts = Table(
    "price_base_amounts",
    metadata,
    Column("year", SmallInteger, primary_key=True, autoincrement=False),
    version_column(),
    Column("amount", Numeric(18, 2), nullable=False),
    Column("sfs", Text, nullable=True),
    Column("status", Text, nullable=False),
)
