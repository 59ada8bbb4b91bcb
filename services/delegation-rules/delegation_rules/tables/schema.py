"""The one collection that every table of this service belongs to."""

from sqlalchemy import MetaData

metadata = MetaData()
