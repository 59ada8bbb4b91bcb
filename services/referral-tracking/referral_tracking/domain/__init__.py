"""The rules of referrals, without any I/O."""
