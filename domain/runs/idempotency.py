"""Claims the key under which somebody asks for something, so that asking again starts nothing new."""

from __future__ import annotations

from domain.errors import ConflictingStateError
from domain.ports import Clock
from domain.storage import UnitOfWork
from domain.storage.tokens_and_roles import IdempotencyKey


def claim(
    uow: UnitOfWork, operation: str, email: str | None, key: str | None, digest: str, clock: Clock
) -> IdempotencyKey | None:
    """The claim with the answer to an earlier equal request; None where no key is given.

    digest: that of what is asked for. Raises ``ConflictingStateError`` where the key came with another request before.
    """
    if key is None:
        return None
    known = uow.access.remember(IdempotencyKey(operation, email or "", key, digest, clock.now()))
    if known.input_hash != digest:
        raise ConflictingStateError(f"the idempotency key {key!r} was used before with another input")
    return known
