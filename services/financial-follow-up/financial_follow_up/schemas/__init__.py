"""Requests and responses of the financial follow-up, by resource."""
