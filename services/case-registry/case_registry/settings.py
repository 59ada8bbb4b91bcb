"""Settings of the registry: those that every process has; it asks no neighbour."""

from boardkit.settings import ProcessSettings


class Settings(ProcessSettings):
    """Environment variables with the prefix `KANSLI_`."""
