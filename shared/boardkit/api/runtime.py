"""What a running service holds for the length of its life; routes reach it through `app.state.runtime`."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.requests import Request

from boardkit.api.schemas import calendar_date
from boardkit.auth.tokens import TokenVerifier
from boardkit.db.unit_of_work import Transactions
from boardkit.domain.calendar import FIRST_YEAR, LAST_YEAR
from boardkit.domain.clock import Clock, FixedDayClock, SystemClock
from boardkit.domain.errors import InvalidInput, MalformedRequest, Text
from boardkit.settings import ProcessSettings

BUSINESS_DATE_HEADER = "kansli-business-date"


@dataclass(frozen=True, slots=True)
class Runtime:
    """The parts of a running service.

    `reader` shares the connections of `engine` but opens no transaction: for single selects.
    """

    service: str
    settings: ProcessSettings
    engine: AsyncEngine
    reader: AsyncEngine
    transactions: Transactions
    verifier: TokenVerifier

    @property
    def moves_calendar(self) -> bool:
        """Whether the business date may be set here: in the demonstration and in tests, never in production."""
        return self.settings.environment != "production"

    def clock_for(self, request: Request) -> Clock:
        """The business clock of one request.

        Outside production the header `Kansli-Business-Date` sets the day for this request alone, so that a
        demonstration can live through a month in a minute.
        """
        if not self.moves_calendar:
            return SystemClock()
        day = _requested_day(request) or self.settings.today
        return SystemClock() if day is None else FixedDayClock(day)


def _requested_day(request: Request) -> date | None:
    text = request.headers.get(BUSINESS_DATE_HEADER)
    if text is None:
        return None
    try:
        day = calendar_date(text)
    except InvalidInput as error:
        raise MalformedRequest(error.detail) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise MalformedRequest(Text(sv="Den dagen ligger utanför kalendern.", en="That day lies outside the calendar."))
    return day


def runtime_of(request: Request) -> Runtime:
    """The runtime of the app that serves `request`."""
    runtime = request.app.state.runtime
    assert isinstance(runtime, Runtime)
    return runtime
