"""Requests and responses of delegation rules, one file per resource."""
