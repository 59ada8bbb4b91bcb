"""Who may import whom, and what the pure rules keep away from."""

import ast
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from tests.architecture.sources import (
    HOUSES,
    PACKAGES,
    ROOT,
    dotted,
    imported,
    package_files,
    python_files,
    short,
    tree,
)

#: Packages whose `domain/` is pure.
PURE: Final = [PACKAGES[name] / "domain" for name in (*HOUSES, "boardkit", "gateway")]

#: Where the clock itself is made (boardkit.domain.clock) and ids with their time (boardkit.domain.ids).
ALLOWED_IN_THE_KIT: Final = {"shared/boardkit/domain/clock.py", "shared/boardkit/domain/ids.py"}

FORBIDDEN_CALLS: Final = {
    "open", "print", "input", "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time",
    "time.monotonic", "time.time_ns", "datetime.datetime.now", "datetime.date.today", "os.environ.get", "os.getenv",
    "uuid4", "uuid.uuid4",
}  # fmt: skip
FORBIDDEN_MODULES: Final = {
    "aiohttp", "asyncio", "asyncpg", "fastapi", "httpx", "io", "logging", "os", "pathlib", "pydantic", "random",
    "secrets", "socket", "sqlalchemy", "starlette", "structlog", "subprocess", "tempfile", "threading",
    "urllib.request",
}  # fmt: skip
STANDARD_LIBRARY: Final = frozenset(sys.stdlib_module_names)


def test_import_contracts_are_kept() -> None:
    linter = Path(sys.executable).with_name("lint-imports")

    outcome = subprocess.run([str(linter), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert outcome.returncode == 0, outcome.stdout


@pytest.mark.parametrize("house", [*HOUSES, "gateway"])
def test_rules_import_the_standard_library_and_the_kit_s_rules_only(house: str) -> None:
    foreign = [
        (short(path), module)
        for path in python_files(PACKAGES[house] / "domain")
        for module in imported(path)
        if module.split(".")[0] not in STANDARD_LIBRARY
        and not module.startswith(("boardkit.domain", f"{house}.domain"))
        and module != f"{house}.domain"
    ]

    assert foreign == []


def test_rules_touch_neither_clock_nor_chance_nor_the_outside() -> None:
    touched = [
        (short(path), found)
        for path in python_files(*PURE)
        if short(path) not in ALLOWED_IN_THE_KIT
        for found in (*forbidden_calls(path), *forbidden_imports(path))
    ]

    assert touched == []


def forbidden_calls(path: Path) -> list[str]:
    """The calls in a file that only the edges may make."""
    calls = [dotted(node.func) for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    return [call for call in calls if call in FORBIDDEN_CALLS]


def forbidden_imports(path: Path) -> list[str]:
    """The modules that a file imports and that only the edges may use."""
    return [
        module for module in imported(path) if module in FORBIDDEN_MODULES or module.split(".")[0] in FORBIDDEN_MODULES
    ]


def test_one_file_imports_the_token_library() -> None:
    users = {short(path) for path in package_files() for module in imported(path) if module.split(".")[0] == "jose"}

    assert users == {"shared/boardkit/auth/tokens.py"}


def test_the_kit_has_no_business_noun() -> None:
    nouns = ("referral", "delegation", "proposal", "minutes", "agenda", "forecast", "diary")
    named = [
        (short(path), noun)
        for path in python_files(PACKAGES["boardkit"])
        for noun in nouns
        if noun in path.stem or any(noun in name.lower() for name in defined_names(path))
    ]

    assert named == []


def defined_names(path: Path) -> list[str]:
    """Names of the classes and functions of a file."""
    kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return [node.name for node in ast.walk(tree(path)) if isinstance(node, kinds)]
