"""Counts and durations by service, method, route and status. Labels through the front door: api/test_edge.py."""

from boardkit.telemetry.metrics import METRICS_MEDIA_TYPE, Metrics


def test_requests_are_counted_and_timed() -> None:
    metrics = Metrics("sample-house")
    metrics.observe("GET", "/notes", 200, 0.02)
    metrics.observe("GET", "/notes", 200, 0.04)
    metrics.observe("GET", "/notes", 404, 3.0)
    metrics.outbox_waiting.set(7)

    text = metrics.exposition().decode()

    by_status = 'kansli_requests_total{method="GET",route="/notes",service="sample-house",status='
    assert f'{by_status}"200"}} 2.0' in text
    assert f'{by_status}"404"}} 1.0' in text
    by_route = '{method="GET",route="/notes",service="sample-house"}'
    assert f"kansli_request_seconds_count{by_route} 3.0" in text
    assert f"kansli_request_seconds_sum{by_route} 3.06" in text
    assert 'kansli_outbox_waiting{service="sample-house"} 7.0' in text
    assert METRICS_MEDIA_TYPE.startswith("text/plain")


def test_each_process_counts_for_itself() -> None:
    Metrics("sample-house").observe("GET", "/notes", 200, 0.02)

    assert "/notes" not in Metrics("sample-house").exposition().decode()
