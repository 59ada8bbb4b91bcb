"""What the financial follow-up does: one verb per file, each in the one transaction of its request."""
