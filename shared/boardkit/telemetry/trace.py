"""W3C Trace Context: continue the caller's trace or start one, and pass it on.

The parsing and formatting are OpenTelemetry's; this module only keeps the current trace in a context
variable, so that log lines, audit entries and calls to neighbours carry it.
"""

import secrets
from contextvars import ContextVar

from opentelemetry import trace
from opentelemetry.trace import NonRecordingSpan, SpanContext, TraceFlags
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

_PROPAGATOR = TraceContextTextMapPropagator()
_current: ContextVar[SpanContext | None] = ContextVar("kansli_trace", default=None)


def begin(traceparent: str | None) -> SpanContext:
    """Make a new span the current one: a child of `traceparent` when that is valid, else of a new trace."""
    parent = _parse(traceparent)
    trace_id = parent.trace_id if parent is not None else secrets.randbits(128) or 1
    flags = parent.trace_flags if parent is not None else TraceFlags(TraceFlags.SAMPLED)
    span = SpanContext(trace_id, secrets.randbits(64) or 1, is_remote=False, trace_flags=flags)
    _current.set(span)
    return span


def current_trace_id() -> str | None:
    """The current trace's id as 32 hexadecimal digits, or None outside a request."""
    span = _current.get()
    return None if span is None else f"{span.trace_id:032x}"


def current_traceparent() -> str | None:
    """The `traceparent` header for what is called from here, or None outside a request."""
    span = _current.get()
    return None if span is None else traceparent_of(span)


def traceparent_of(span: SpanContext) -> str:
    """`span` in the form of the `traceparent` header."""
    carrier: dict[str, str] = {}
    _PROPAGATOR.inject(carrier, trace.set_span_in_context(NonRecordingSpan(span)))
    return carrier["traceparent"]


def _parse(traceparent: str | None) -> SpanContext | None:
    if traceparent is None:
        return None
    context = _PROPAGATOR.extract({"traceparent": traceparent})
    span = trace.get_current_span(context).get_span_context()
    return span if span.is_valid else None
