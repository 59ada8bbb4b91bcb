"""Requests and responses of referral tracking, one file per resource."""
