"""What delegation rules do: one verb per file, each in the one transaction of its request."""
