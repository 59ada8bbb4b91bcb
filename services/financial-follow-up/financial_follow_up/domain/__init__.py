"""The rules of a board's financial follow-up: pure functions over exact kronor."""
