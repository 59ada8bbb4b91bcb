"""Counts and durations of requests, for Prometheus."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

METRICS_MEDIA_TYPE = CONTENT_TYPE_LATEST


class Metrics:
    """The metrics of one process. Labels are route templates, never addresses, so no id becomes a series."""

    def __init__(self, service: str) -> None:
        self._registry = CollectorRegistry()
        self._service = service
        self._requests = Counter(
            "kansli_requests_total",
            "Requests answered.",
            ["service", "method", "route", "status"],
            registry=self._registry,
        )
        self._seconds = Histogram(
            "kansli_request_seconds",
            "Time from the request's first byte to the answer's last.",
            ["service", "method", "route"],
            registry=self._registry,
        )
        # Finding a series by its labels costs more than counting in it.
        self._series: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}
        self.outbox_waiting = Gauge(
            "kansli_outbox_waiting", "Messages not yet delivered.", ["service"], registry=self._registry
        ).labels(service)

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one answered request."""
        series = self._series.get((method, route, status))
        if series is None:
            series = self._series[method, route, status] = (
                self._requests.labels(self._service, method, route, str(status)),
                self._seconds.labels(self._service, method, route),
            )
        counter, histogram = series
        counter.inc()
        histogram.observe(seconds)

    def exposition(self) -> bytes:
        """All metrics in Prometheus's text format."""
        return generate_latest(self._registry)
