"""What the gateway does to its own records: one verb per file."""
