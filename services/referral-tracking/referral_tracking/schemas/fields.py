"""Fields that several resources share."""

from typing import Annotated, Final

from pydantic import Field
from pydantic.config import JsonDict

from boardkit.api.schemas import Line

_TITLE_EXAMPLE: Final[JsonDict] = {
    "example": "Översyn av styrdokument och utarbetande av digitaliseringsprogram för Stockholms stad"
}
NUMBER_EXAMPLE: Final[JsonDict] = {"example": "KS 2016/000909"}

Title = Annotated[Line, Field(description="Vad remissen gäller. What it is about.", json_schema_extra=_TITLE_EXAMPLE)]
Remittent = Annotated[
    Line, Field(description="Den som frågar (remittent). Who asks.", json_schema_extra={"example": "Kommunstyrelsen"})
]
OwnDiaryNumber = Annotated[
    str,
    Field(
        pattern=r"^([A-ZÅÄÖ]{1,10} )?(19|20)[0-9]{2}/[0-9]{1,6}(-[0-9]{1,5}(\.[0-9]{1,5}){0,8}\.?)?$",
        description="Nummer ur nämndens tidigare diarium. A number of the board's earlier diary.",
        json_schema_extra={"example": "2019/000225"},
    ),
]
