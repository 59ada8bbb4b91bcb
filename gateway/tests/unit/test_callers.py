from ipaddress import ip_network
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.callers import CallerAddresses, forwarded_element, limit_key

PROXIES = CallerAddresses((ip_network("10.0.0.0/8"), ip_network("fd00::/8")))


def scope(peer: str | None, *forwarded_for: str) -> dict[str, Any]:
    headers = [(b"x-forwarded-for", value.encode()) for value in forwarded_for]
    return {"client": None if peer is None else (peer, 4711), "headers": headers}


@pytest.mark.parametrize(
    ("peer", "forwarded_for", "address"),
    [
        ("198.51.100.7", [], "198.51.100.7"),
        ("198.51.100.7", ["203.0.113.9"], "198.51.100.7"),
        ("10.0.0.1", ["203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["192.0.2.1, 203.0.113.9"], "203.0.113.9"),
        ("10.0.0.1", ["203.0.113.9, 10.0.0.2"], "203.0.113.9"),
        ("10.0.0.1", ["203.0.113.9", "10.0.0.2"], "203.0.113.9"),
        ("fd00::1", ["2001:DB8::7"], "2001:db8::7"),
        ("10.0.0.1", ["10.0.0.2"], "10.0.0.1"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", ['203.0.113.9";host=evil.example'], "unknown"),
        (None, ["203.0.113.9"], "unknown"),
    ],
    ids=str,
)
def test_a_proxy_is_believed_only_when_it_is_trusted(peer: str | None, forwarded_for: list[str], address: str) -> None:
    assert PROXIES.address(scope(peer, *forwarded_for)) == address


@given(st.text(max_size=60))
def test_no_header_puts_anything_but_an_address_into_forwarded(text: str) -> None:
    value = text.encode("utf-8", "ignore").decode("latin-1")
    address = PROXIES.address({"client": ("10.0.0.1", 1), "headers": [(b"x-forwarded-for", value.encode("latin-1"))]})

    assert set(address) <= set("0123456789abcdef:.unknow%") or address == "unknown"


def test_ipv6_addresses_are_quoted() -> None:
    assert forwarded_element("192.0.2.1", "proto=https") == "for=192.0.2.1;proto=https"
    assert forwarded_element("2001:db8::1", "proto=https") == 'for="[2001:db8::1]";proto=https'


def test_an_ipv6_caller_is_counted_by_its_network() -> None:
    assert limit_key("2001:db8:1:2:3:4:5:6") == limit_key("2001:db8:1:2:ffff::1") == "2001:db8:1:2::/64"
    assert limit_key("2001:db8:1:3::1") == "2001:db8:1:3::/64"
    assert limit_key("192.0.2.1") == "192.0.2.1"
    assert limit_key("not:an:address") == "unknown"
