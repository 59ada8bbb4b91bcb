"""JSON log lines whose fields come from an allow-list.

What is not on the list is dropped before anything is written, so a careless keyword cannot put a name, a
path with a receipt in it or a token into a log. Times are real, also in the demonstration.
"""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

import structlog

from boardkit.telemetry.trace import current_trace_id

ALLOWED_FIELDS = frozenset(
    {
        "timestamp",
        "level",
        "event",
        "service",
        "trace_id",
        "method",
        "route",
        "status",
        "duration_ms",
        "problem",
        "caller_kind",
        "error",
        "where",
        "neighbour",
        "message_event",
        "attempts",
        "feed",
        "loop",
        "count",
        "version",
        "environment",
        "business_date",
        "address",
    }
)


# What structlog itself needs while it turns a line of the standard library's logging into one of ours.
_INTERNAL_FIELDS = frozenset({"_record", "_from_structlog"})

_PLACES = 6


def configure_logs(service: str, level: int = logging.INFO) -> None:
    """Send structlog and the standard library's logging to standard output as allow-listed JSON lines."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _add_trace_id,
        _name_service(service),
        keep_allowed_fields,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stdout),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[_message_without_arguments, *shared],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                keep_allowed_fields,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)


def keep_allowed_fields(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop every field that is not on the allow-list."""
    for name in [name for name in event if name not in ALLOWED_FIELDS and name not in _INTERNAL_FIELDS]:
        del event[name]
    return event


def place_of(error: BaseException) -> str:
    """Where `error` was raised, innermost first. Its message may hold values of a request and is left out."""
    frames = traceback.extract_tb(error.__traceback__)[-_PLACES:]
    return " < ".join(f"{Path(frame.filename).stem}.{frame.name}:{frame.lineno}" for frame in reversed(frames))


def _message_without_arguments(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    # A library's message may hold a URL or a value of the request: keep its template, or its place.
    record: logging.LogRecord = event["_record"]
    is_template = isinstance(record.msg, str) and bool(record.args)
    event["event"] = record.msg if is_template else f"{record.name}:{record.funcName}:{record.lineno}"
    event["where"] = record.name
    if record.exc_info and record.exc_info[0] is not None:
        event["error"] = record.exc_info[0].__name__
    elif isinstance(record.msg, BaseException):
        event["error"] = type(record.msg).__name__
    return event


def _add_trace_id(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    trace_id = current_trace_id()
    if trace_id is not None:
        event["trace_id"] = trace_id
    return event


def _name_service(service: str) -> structlog.typing.Processor:
    def name(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        event["service"] = service
        return event

    return name
