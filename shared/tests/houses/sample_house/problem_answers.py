"""What every error answer must be, whatever went wrong."""

from typing import Any

import httpx

#: Stands in requests wherever a value can stand, and must stand in no answer and no log line.
MARKER = "Zq7xVk9Hemlig"


def assert_is_problem(answer: httpx.Response, status: int, slug: str) -> dict[str, Any]:
    """Check that `answer` is a complete problem that repeats nothing of the request, and give it back."""
    document: dict[str, Any] = answer.json()
    assert answer.status_code == document["status"] == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert document["type"] == f"https://kansli.example/problems/{slug}"
    assert document.keys() >= {"type", "title", "status", "detail", "instance"}
    assert document["instance"] == f"urn:kansli:trace:{answer.headers['traceparent'].split('-')[1]}"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert MARKER.lower() not in answer.text.lower()
    assert "Traceback" not in answer.text
    return document
