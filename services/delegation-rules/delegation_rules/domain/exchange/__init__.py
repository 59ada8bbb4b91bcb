"""Orders as documents: read from the published table, with every doubt told, and written back in the same form."""
