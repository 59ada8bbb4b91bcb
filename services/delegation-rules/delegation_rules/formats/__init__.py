"""The formats of files: what reads them into the domain's own shape, and what writes them."""
