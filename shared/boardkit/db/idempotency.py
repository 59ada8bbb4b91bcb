"""A replayed create has one effect and one answer."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from boardkit.db.tables import idempotency_keys
from boardkit.domain.errors import Conflict, InvalidInput, Text


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer that a create was given the first time."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class IdempotencyKey:
    """A key as one caller used it; `fingerprint` is the SHA-256 of the request it came with."""

    caller: str
    key: str
    fingerprint: bytes


class StillRunning(Conflict):
    """The same create is being carried out right now."""

    slug = "still-running"
    title = Text(sv="Samma anrop pågår", en="The same request is still running")


class KeyReused(InvalidInput):
    """The key has been used for another request."""

    slug = "idempotency-key-reused"
    title = Text(sv="Nyckeln är redan använd", en="Idempotency key already used")


def still_running() -> StillRunning:
    """The error while another request with the same key holds it."""
    return StillRunning(
        Text(
            sv="Ett anrop med samma Idempotency-Key pågår. Försök igen om en stund.",
            en="A request with the same Idempotency-Key is running. Try again shortly.",
        ),
        extra={"retry_after_seconds": 1},
    )


async def earlier_answer(connection: AsyncConnection, key: IdempotencyKey) -> Answer | None:
    """Take the key for this transaction and return the answer it already has, if any.

    Raises `StillRunning` when another transaction holds it and has not answered yet, and `KeyReused` when it
    belongs to another request. Several may read one answer at a time.
    """
    lock = func.pg_try_advisory_xact_lock(func.hashtextextended(f"{key.caller}\n{key.key}", 0))
    is_taken = (await connection.execute(select(lock))).scalar_one()
    row = (await connection.execute(_select(key))).mappings().first()
    if row is None:
        if not is_taken:
            raise still_running()
        return None
    if row["fingerprint"] != key.fingerprint:
        raise KeyReused(
            Text(
                sv="Nyckeln i Idempotency-Key har redan använts för ett annat anrop. Använd en ny.",
                en="The Idempotency-Key has already been used for another request. Use a new one.",
            )
        )
    return Answer(row["status"], row["headers"], row["body"])


async def remember(connection: AsyncConnection, key: IdempotencyKey, answer: Answer) -> None:
    """Keep `answer` as the key's first answer, in the transaction that made it true."""
    statement = (
        insert(idempotency_keys)
        .values(
            caller=key.caller,
            key=key.key,
            fingerprint=key.fingerprint,
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
        )
        .on_conflict_do_nothing()
        .returning(idempotency_keys.c.key)
    )
    if (await connection.execute(statement)).first() is None:
        raise still_running()


def _select(key: IdempotencyKey) -> Any:
    return select(idempotency_keys).where(idempotency_keys.c.caller == key.caller, idempotency_keys.c.key == key.key)
