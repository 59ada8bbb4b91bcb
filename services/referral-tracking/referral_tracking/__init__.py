"""Referral tracking: what a board has been asked to comment on, by whom, and by when (remisser)."""
