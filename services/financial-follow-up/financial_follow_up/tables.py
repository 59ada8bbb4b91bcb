"""The schema of the financial follow-up; no module outside this service knows it.

Amounts are kronor in canonical sign (see `domain.amounts`). NULL is a blank: nobody has said what the figure is. What
does not apply is NULL too and named in `inapplicable_figures`.
"""

from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    MetaData,
    Numeric,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from boardkit.db.columns import id_column, registered_at_column, version_column

metadata = MetaData()

KRONOR = Numeric(18, 2)
PERCENT = Numeric(6, 1)

#: Accounting areas (verksamhetsområden) of a board and year.
areas = Table(
    "areas",
    metadata,
    id_column(),
    Column("board", Text, nullable=False),
    Column("year", SmallInteger, nullable=False),
    Column("slug", Text, nullable=False),
    version_column(),
    Column("name", Text, nullable=False),
    Column("section", Text, nullable=False),
    Column("parent", Text, nullable=True),
    Column("sort_order", Integer, nullable=False),
    Column("continues", Text, nullable=True),
    registered_at_column(),
    UniqueConstraint("board", "year", "slug"),
    ForeignKeyConstraint(["board", "year", "parent"], ["areas.board", "areas.year", "areas.slug"]),
)

#: One follow-up per board and period; `edition` is the valid one of its editions.
follow_ups = Table(
    "follow_ups",
    metadata,
    id_column(),
    Column("board", Text, nullable=False),
    Column("period", Text, nullable=False),
    version_column(),
    Column("edition", Integer, nullable=False, server_default="1"),
    Column("taken_over_number", Text, nullable=True),
    registered_at_column(),
    UniqueConstraint("board", "period"),
)

#: The case that the registry has opened for a follow-up. A table of its own, because the registry's answer must not
#: change the version that someone is about to correct.
filed_cases = Table(
    "filed_cases",
    metadata,
    Column("follow_up_id", Uuid, ForeignKey("follow_ups.id"), primary_key=True),
    Column("case_id", Uuid, nullable=False),
    Column("diary_number", Text, nullable=False),
    Column("filed_on", Date, nullable=False),
)

#: What was handed in, and every correction of it; never changed afterwards.
follow_up_editions = Table(
    "follow_up_editions",
    metadata,
    Column("follow_up_id", Uuid, ForeignKey("follow_ups.id"), nullable=False),
    Column("edition", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("as_of", Date, nullable=False),
    Column("preliminary", Boolean, nullable=False),
    Column("rounded_to", KRONOR, nullable=True),
    Column("outcome_to_date", KRONOR, nullable=True),
    Column("stated_share_percent", PERCENT, nullable=True),
    Column("stated_guide_percent", PERCENT, nullable=True),
    Column("correction_reason", Text, nullable=True),
    Column("recorded_on", Date, nullable=False),
    PrimaryKeyConstraint("follow_up_id", "edition"),
)

#: The rows of the area table in the order given; the row without an area is the stated total.
area_figures = Table(
    "area_figures",
    metadata,
    Column("follow_up_id", Uuid, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("place", SmallInteger, nullable=False),
    Column("area", Text, nullable=True),
    Column("adjusted_budget", KRONOR, nullable=True),
    Column("forecast", KRONOR, nullable=True),
    Column("deviation", KRONOR, nullable=True),
    Column("prior_year_result", KRONOR, nullable=True),
    Column("inapplicable_figures", ARRAY(Text), nullable=False),
    PrimaryKeyConstraint("follow_up_id", "edition", "place"),
    ForeignKeyConstraint(
        ["follow_up_id", "edition"], ["follow_up_editions.follow_up_id", "follow_up_editions.edition"]
    ),
)

#: The rows of both specifications: `role` is the row's field in `domain.given_specification`, or `line`.
specification_rows = Table(
    "specification_rows",
    metadata,
    Column("follow_up_id", Uuid, nullable=False),
    Column("edition", Integer, nullable=False),
    Column("section", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("place", SmallInteger, nullable=False),
    Column("area", Text, nullable=True),
    Column("text", Text, nullable=True),
    Column("kind", Text, nullable=True),
    Column("status", Text, nullable=True),
    Column("costs", KRONOR, nullable=True),
    Column("income", KRONOR, nullable=True),
    Column("depreciation", KRONOR, nullable=True),
    Column("internal_interest", KRONOR, nullable=True),
    Column("net", KRONOR, nullable=True),
    PrimaryKeyConstraint("follow_up_id", "edition", "section", "role", "place"),
    ForeignKeyConstraint(
        ["follow_up_id", "edition"], ["follow_up_editions.follow_up_id", "follow_up_editions.edition"]
    ),
)
