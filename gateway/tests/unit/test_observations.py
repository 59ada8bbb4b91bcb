import io
import json

from boardkit.telemetry.metrics import Metrics
from gateway import observations
from gateway.observations import Observation, Observations

SEEN = Observation(
    at=1_559_556_000.25,
    method="GET",
    route="/case-registry",
    status=200,
    seconds=0.0123,
    trace_id="4bf92f3577b34da6a3ce929d0e0e4736",
    caller_kind="client",
    problem="",
)


async def test_a_line_is_json_with_fixed_fields() -> None:
    stream = io.StringIO()
    noted = Observations(Metrics("gateway"), stream)

    noted.note(SEEN)
    noted.note(SEEN._replace(status=401, caller_kind="", problem="unauthenticated"))
    assert stream.getvalue() == ""
    noted.write()

    first, second = map(json.loads, stream.getvalue().splitlines())
    assert first == {
        "method": "GET",
        "route": "/case-registry",
        "status": 200,
        "duration_ms": 12.30,
        "problem": None,
        "caller_kind": "client",
        "level": "info",
        "timestamp": "2019-06-03T10:00:00.250000+00:00",
        "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736",
        "service": "gateway",
        "event": "request",
    }
    assert (second["status"], second["caller_kind"], second["problem"]) == (401, None, "unauthenticated")


async def test_a_method_that_a_caller_made_up_is_not_repeated() -> None:
    stream, metrics = io.StringIO(), Metrics("gateway")
    noted = Observations(metrics, stream)

    noted.note(SEEN._replace(method='PURGE","x":"'))
    noted.write()

    assert json.loads(stream.getvalue())["method"] == "other"
    assert b"PURGE" not in metrics.exposition()


async def test_each_request_is_counted_once() -> None:
    metrics = Metrics("gateway")
    noted = Observations(metrics, io.StringIO())

    for _ in range(3):
        noted.note(SEEN)
    noted.write()
    noted.write()

    series = 'kansli_requests_total{method="GET",route="/case-registry",service="gateway",status="200"} 3.0'
    assert series in metrics.exposition().decode()


async def test_many_notes_do_not_wait() -> None:
    stream = io.StringIO()
    noted = Observations(Metrics("gateway"), stream)

    for _ in range(observations._MOST_WAITING + 1):
        noted.note(SEEN)

    assert len(stream.getvalue().splitlines()) >= observations._MOST_WAITING
    noted.write()
