"""Settings of delegation rules: those that every process has, and where its neighbour is."""

from pydantic import Field

from boardkit.settings import ProcessSettings


class Settings(ProcessSettings):
    """Environment variables with the prefix `KANSLI_`."""

    case_registry_url: str = Field(
        pattern=r"^https?://", description="Base URL of the case registry, without a path; decisions are filed there."
    )
