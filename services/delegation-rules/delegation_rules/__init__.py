"""Delegation orders and their versions: who may decide what on behalf of a board."""
