"""Accounting areas, monthly follow-ups and reports of a board's budget."""
