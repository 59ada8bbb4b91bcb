"""Requests and responses of the registry, one file per resource."""
