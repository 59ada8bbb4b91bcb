"""Migrations of boardkit's own tables, and the runner that every service uses for both sets.

Two version tables in each database: `boardkit_version` for the mechanisms, `alembic_version` for the house.
"""
