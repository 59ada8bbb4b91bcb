"""Passwords and keys of the suite's processes, made once and kept."""

import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

from boardkit.auth.keys import SigningKey
from boardkit.db.provision import Role
from kansli_local.folder import Folder, KeyFolder, read_json, write_secret_json
from kansli_local.members import GATEWAY, REGISTRY, Member


def ensure_roles(folder: Folder, members: Iterable[Member]) -> dict[str, tuple[Role, Role]]:
    """For each member by name the role that owns its database and the one it works as."""
    passwords: dict[str, str] = read_json(folder.database_passwords) or {}
    roles: dict[str, tuple[Role, Role]] = {}
    for member in members:
        names = (f"{member.database}_owner", member.database)
        for name in names:
            passwords.setdefault(name, secrets.token_hex(24))
        owner, runtime = (Role(name, passwords[name]) for name in names)
        roles[member.name] = (owner, runtime)
    write_secret_json(folder.database_passwords, passwords)
    return roles


def ensure_keys(keys: KeyFolder, members: Iterable[Member], *, demonstration: bool) -> dict[str, SigningKey]:
    """Each member's own signing key by its name.

    The keys of the demonstration have names (`kid`) that production refuses to start with.
    """
    found = {}
    for member in members:
        path = keys.key_of(member.name)
        if not path.exists():
            _write_key(path, f"demo-{member.name}-{secrets.token_hex(4)}" if demonstration else None)
        found[member.name] = SigningKey.load(path)
    return found


def write_trusted_issuers(folder: KeyFolder, members: Iterable[Member], keys: Mapping[str, SigningKey]) -> None:
    """Everybody believes the gateway; case-registry also the services that ask it for something."""
    members = tuple(members)
    gateway = {GATEWAY.name: _issuer(keys[GATEWAY.name], {"*"})}
    services = {
        member.name: _issuer(keys[member.name], member.asks_registry_for)
        for member in members
        if member.asks_registry_for
    }
    for member in members:
        believed = gateway | services if member.name == REGISTRY else gateway
        write_secret_json(folder.trusted_issuers_of(member.name), believed)


def _write_key(path: Path, kid: str | None) -> None:
    fresh = path.with_name(f"{path.name}.new")
    fresh.unlink(missing_ok=True)
    SigningKey.generate(kid).save(fresh)
    fresh.replace(path)


def _issuer(key: SigningKey, scopes: Iterable[str]) -> dict[str, object]:
    return {"keys": [key.public_jwk()], "scopes": sorted(scopes)}
