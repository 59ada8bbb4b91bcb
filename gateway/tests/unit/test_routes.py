import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.routes import MEBIBYTE, SERVICES, ServiceRoutes

ROUTES = {service: ServiceRoutes(service) for service in SERVICES}
below_v1 = st.text("abcdefghijklmnopqrstuvwxyz0123456789-./%", max_size=40).map(lambda text: "/v1/" + text)
methods = st.sampled_from(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])


def test_there_are_four_services() -> None:
    assert SERVICES == ("case-registry", "delegation-rules", "referral-tracking", "financial-follow-up")


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("path", ["/v1/openapi.json", "/v1/docs", "/v1/docs/swagger-ui.css", "/v1/api-info"])
def test_documentation_is_open_for_reading(service: str, path: str) -> None:
    assert [getattr(ROUTES[service].route(method, path), "public", None) for method in ("GET", "HEAD", "POST")] == [
        True,
        True,
        False,
    ]


@given(st.sampled_from(SERVICES), methods, below_v1)
def test_nothing_else_is_open(service: str, method: str, path: str) -> None:
    route = ROUTES[service].route(method, path)

    assert route is not None
    is_status = service == "case-registry" and path.startswith("/v1/citizen-proposals/status/")
    is_documentation = path.startswith(("/v1/docs", "/v1/openapi.json", "/v1/api-info"))
    assert not route.public or (method in {"GET", "HEAD"} and (is_status or is_documentation))


@pytest.mark.parametrize(
    ("service", "method", "path", "octets"),
    [
        ("case-registry", "PUT", "/v1/documents/1/content", 256 * MEBIBYTE),
        ("case-registry", "POST", "/v1/documents/1/content", MEBIBYTE),
        ("case-registry", "PUT", "/v1/documents/1", MEBIBYTE),
        ("case-registry", "PUT", "/v1/documents/1/2/content", MEBIBYTE),
        ("referral-tracking", "PUT", "/v1/documents/1/content", MEBIBYTE),
        ("delegation-rules", "POST", "/v1/evaluations", 8 * MEBIBYTE),
        ("delegation-rules", "POST", "/v1/evaluations/1", MEBIBYTE),
        ("case-registry", "POST", "/v1/cases", MEBIBYTE),
    ],
)
def test_how_large_a_body_may_be(service: str, method: str, path: str, octets: int) -> None:
    route = ROUTES[service].route(method, path)

    assert route is not None
    assert route.max_body == octets


@pytest.mark.parametrize("path", ["", "/", "/livez", "/readyz", "/metrics", "/v2/cases", "/v1x", "/V1/cases"])
def test_only_version_1_is_passed_on(path: str) -> None:
    assert ROUTES["case-registry"].route("GET", path) is None


def test_a_receipt_is_one_segment() -> None:
    one = ROUTES["case-registry"].route("GET", "/v1/citizen-proposals/status/K7QM")
    two = ROUTES["case-registry"].route("GET", "/v1/citizen-proposals/status/K7QM/author")

    assert one is not None
    assert two is not None
    assert (one.public, two.public) == (True, False)
