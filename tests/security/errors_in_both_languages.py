"""What every error must look like, whoever answers it."""

import re
from typing import Final

import httpx

from tests.contract.target import PROBLEM

#: Sent wherever a caller can put text; must never come back.
MARKER: Final = "hemlig-uppgift-19121212"

_INTERNALS: Final = re.compile(
    r"Traceback|File \\\"|\.py\b|line [0-9]+|asyncpg|sqlalchemy|pydantic|starlette|fastapi|psycopg|postgresql://"
    r"|SELECT |INSERT |UPDATE |Exception|KeyError|ValueError|RuntimeError",
)


def faults_of(answer: httpx.Response, status: int) -> list[str]:
    """What is wrong with `answer` as the problem of `status`."""
    if answer.status_code != status:
        return [f"{answer.status_code} instead of {status}: {answer.text[:200]}"]
    if answer.headers.get("content-type") != PROBLEM:
        return [f"media type {answer.headers.get('content-type')}"]
    problem = answer.json()
    faults = [f"no {member}" for member in ("type", "title", "status", "detail", "instance") if not problem.get(member)]
    if problem["status"] != status:
        faults.append(f"says {problem['status']}")
    told = answer.text + str(answer.headers)
    if MARKER in told:
        faults.append("echoes what was sent")
    if _INTERNALS.search(answer.text):
        faults.append("tells of the inside")
    if answer.headers.get("cache-control") != "no-store":
        faults.append("may be cached")
    return faults


def language_of(answer: httpx.Response) -> str:
    """The language that the answer says it is in."""
    return str(answer.headers.get("content-language", ""))
