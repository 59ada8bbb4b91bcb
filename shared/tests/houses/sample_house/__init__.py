"""A house with no business: notes on boards, for testing the mechanisms that every service shares."""
