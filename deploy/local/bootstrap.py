"""Makes .venv from the pinned requirements, with only the standard library: `bootstrap.py run|test|lock`.

The Makefile calls it before every target, so a call that finds everything in place takes no time.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
from collections import deque
from pathlib import Path
from typing import Iterable

OLDEST = (3, 11)
INCLUDED_SETS = {"run": ("run",), "test": ("run", "test"), "lock": ("lock",)}
ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
UNFINISHED = ENVIRONMENT / "kansli-unfinished"
MEMBERS = (
    "shared",
    "services/case-registry",
    "services/delegation-rules",
    "services/referral-tracking",
    "services/financial-follow-up",
    "gateway",
    "deploy/local",
)
NO_VENV = "This Python cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv"


def say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def require_new_python() -> None:
    if sys.version_info < OLDEST:
        version = ".".join(str(part) for part in sys.version_info[:2])
        raise SystemExit(f"Kansli needs Python 3.11 or newer, but {sys.executable} is Python {version}.")


def requirements_of(requirement_set: str) -> Path:
    return ROOT / "requirements" / f"{requirement_set}.txt"


def marker_of(requirement_set: str) -> Path:
    return ENVIRONMENT / f"kansli-{requirement_set}.sha256"


def fingerprint(requirement_set: str) -> str:
    """Changes when the pins, a member's pyproject, the Python version or the place of the project changes."""
    digest = hashlib.sha256(repr((str(ROOT), sys.version_info[:3])).encode())
    digest.update(requirements_of(requirement_set).read_bytes())
    for member in MEMBERS:
        digest.update((ROOT / member / "pyproject.toml").read_bytes())
    return digest.hexdigest()


def is_installed(requirement_set: str) -> bool:
    if UNFINISHED.exists() or not PYTHON.exists() or not marker_of(requirement_set).exists():
        return False
    return marker_of(requirement_set).read_text() == fingerprint(requirement_set)


def needs_new_environment() -> bool:
    """Whether .venv is missing, broken, half installed, moved, or of another Python version."""
    if UNFINISHED.exists() or not PYTHON.exists():
        return True
    question = "import sys, pip; print((*sys.version_info[:3], sys.prefix))"
    answer = subprocess.run([str(PYTHON), "-c", question], capture_output=True, text=True, check=False)
    return answer.stdout.strip() != repr((*sys.version_info[:3], str(ENVIRONMENT)))


def create_environment() -> None:
    if UNFINISHED.exists():
        say("The last installation was interrupted: starting it over.")
    say("Creating the Python environment .venv …")
    try:
        import venv  # noqa: PLC0415  Debian's python3 may come without it
    except ImportError:
        raise SystemExit(NO_VENV) from None
    try:
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=True).create(ENVIRONMENT)
    except subprocess.CalledProcessError:
        raise SystemExit(NO_VENV) from None


def pip_install(title: str, arguments: list[str], total: int) -> None:
    """Runs pip with one line that counts, and shows pip's own last words when it fails."""
    say(f"{title} …")
    quiet = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with subprocess.Popen(
        [str(PYTHON), "-m", "pip", "install", *quiet, *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as pip:
        last_lines = show_progress(pip.stdout or (), total)
    if pip.returncode:
        say("\n".join(last_lines))
        raise SystemExit("The installation failed; pip's own words are above. Run the same command again when mended.")


def show_progress(lines: Iterable[str], total: int) -> deque[str]:
    on_terminal = sys.stderr.isatty()
    fetched = 0
    last_lines: deque[str] = deque(maxlen=25)
    for line in lines:
        last_lines.append(line.rstrip())
        if line.startswith("Collecting "):
            fetched += 1
            if on_terminal:
                sys.stderr.write(f"\r\033[K  {fetched} of {total}: {line.split()[1].split('=')[0]}")
            elif fetched % 20 == 0:
                say(f"  {fetched} of {total} fetched")
        elif line.startswith("Installing collected packages"):
            say(f"{chr(13) + chr(27) + '[K' if on_terminal else ''}  writing and compiling them")
    return last_lines


def install(requirement_set: str) -> None:
    if needs_new_environment():
        create_environment()
    UNFINISHED.touch()
    requirements = requirements_of(requirement_set)
    total = sum("==" in line for line in requirements.read_text().splitlines())
    pip_install(
        f"Installing {total} pinned packages (a minute or so the first time)",
        ["--require-hashes", "--no-deps", "--requirement", str(requirements)],
        total,
    )
    if requirement_set != "lock":
        members = [argument for member in MEMBERS for argument in ("--editable", f"./{member}")]
        pip_install("Installing Kansli's own packages", ["--no-deps", "--no-build-isolation", *members], len(MEMBERS))
    for included in INCLUDED_SETS[requirement_set]:
        marker_of(included).write_text(fingerprint(included))
    UNFINISHED.unlink()


def main(arguments: list[str]) -> None:
    require_new_python()
    requirement_set = arguments[0]
    os.umask(0o022)  # PostgreSQL does not run as root: another user must be able to read what is installed
    if is_installed(requirement_set):
        return
    with requirements_of("run").open() as held_while_installing:
        fcntl.flock(held_while_installing, fcntl.LOCK_EX)
        if not is_installed(requirement_set):
            install(requirement_set)


if __name__ == "__main__":
    main(sys.argv[1:])
