"""What can go wrong with a file."""


class UnreadableDocument(Exception):
    """The file is not of its format, or asks for more than a table needs."""
