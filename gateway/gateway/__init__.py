"""The one public address: tokens, routing and streaming to the four services."""
