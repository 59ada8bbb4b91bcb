"""The one real request in README and its answer, for the journey test to hold against what it gets.

README marks them with code fences called `request` and `answer`:

    ```http request
    GET /referral-tracking/v1/deadlines?board=norrmalm
    ```

    ```json answer
    {"items": [...]}
    ```

An answer may be shortened: every member that it shows must be in the real one, with the same value; `"…"`
stands for any value and, as the last item of a list, for further items.
"""

import json
import re
from typing import Any, NamedTuple

from tests.architecture.sources import ROOT

_FENCE = re.compile(r"^```(?P<kind>http request|json answer)\n(?P<content>.*?)^```", re.MULTILINE | re.DOTALL)
ANYTHING = "…"


class ReadmeExample(NamedTuple):
    """The request line, its body (or None), and the answer as README shows it."""

    method: str
    path: str
    body: Any
    answer: Any


def readme_example() -> ReadmeExample:
    """What README shows. Raises ValueError when it does not show exactly one request and one answer."""
    found = {match["kind"]: match["content"] for match in _FENCE.finditer((ROOT / "README.md").read_text("utf-8"))}
    if found.keys() != {"http request", "json answer"}:
        raise ValueError("README shows no request with its answer")
    head, _, body = found["http request"].partition("\n\n")
    method, path = head.splitlines()[0].split()[:2]
    return ReadmeExample(method, path, json.loads(body) if body.strip() else None, json.loads(found["json answer"]))


def shows(shown: Any, real: Any) -> bool:
    """Whether `real` is what `shown`, perhaps shortened, says."""
    if shown == ANYTHING:
        return True
    if isinstance(shown, dict):
        return isinstance(real, dict) and all(name in real and shows(shown[name], real[name]) for name in shown)
    if isinstance(shown, list):
        if not isinstance(real, list):
            return False
        if shown[-1:] == [ANYTHING]:
            shown, real = shown[:-1], real[: len(shown) - 1]
        return len(shown) == len(real) and all(map(shows, shown, real))
    return bool(shown == real)
