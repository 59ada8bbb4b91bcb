"""Who is calling: keys, signed tokens and the caller they name."""
