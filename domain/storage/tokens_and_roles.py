"""Who may do what, what was done, and what was asked before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Role(StrEnum):
    """What a token allows; each role includes those before it.

    viewer: reads everything but tokens and the audit log.
    planner: also changes plans and starts runs.
    admin: also manages tokens and reads the audit log.
    """

    VIEWER = "viewer"
    PLANNER = "planner"
    ADMIN = "admin"

    def includes(self, other: Role) -> bool:
        """Whether this role may do whatever the other one may."""
        order = list(Role)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True, slots=True)
class ApiToken:
    """A token, known by the SHA-256 of its secret. email: who asks when it is used."""

    name: str
    token_hash: str
    email: str
    role: Role
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None
    id: int = 0

    def is_valid(self, now: datetime) -> bool:
        """Whether it opens anything at this moment."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


@dataclass(frozen=True, slots=True)
class ApiSession:
    """What a web page has in place of a token, known by the SHA-256 of its secret."""

    api_token_id: int
    session_hash: str
    created_at: datetime
    expires_at: datetime
    id: int = 0


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One mutation: who did what to which object, and how it went."""

    occurred_at: datetime
    operation: str
    succeeded: bool
    actor_email: str | None = None
    api_token_id: int | None = None
    object_type: str | None = None
    object_id: str | None = None
    input: Any = None
    error_code: str | None = None
    request_id: str | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class IdempotencyKey:
    """A request that was made before: the same key with the same input gets the first answer."""

    operation: str
    actor: str
    key: str
    input_hash: str
    created_at: datetime
    answer: Any = None
    id: int = 0
