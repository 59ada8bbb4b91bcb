"""Settings of delegation rules: those that every process has."""

from boardkit.settings import ProcessSettings


class Settings(ProcessSettings):
    """Environment variables with the prefix `KANSLI_`."""
