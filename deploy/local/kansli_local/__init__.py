"""The whole suite on one machine: embedded PostgreSQL, supervisor, demonstration board and journey."""
