"""Settings of the financial follow-up: those that every process has, and where the registry is."""

from pydantic import Field

from boardkit.settings import ProcessSettings


class Settings(ProcessSettings):
    """Environment variables with the prefix `KANSLI_`."""

    case_registry_url: str = Field(description="Base URL of case-registry, where follow-ups are filed as cases.")
