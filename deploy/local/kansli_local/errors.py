"""What keeps the suite from starting or going on, told to the person at the terminal."""


class SuiteError(Exception):
    """The suite cannot do what was asked. The message says why and what can be done."""
