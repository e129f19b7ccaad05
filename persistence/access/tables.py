"""The tables of who may do what, what was done, and what was asked before."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from domain.storage.tokens_and_roles import Role
from persistence.database.base import Base, HasId
from persistence.database.column_types import JsonText, choice


class ApiToken(HasId, Base):
    """A token of the API; only its SHA-256 is kept."""

    __tablename__ = "api_tokens"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("length(token_hash) = 64", name="token_hash"),
    )

    name: Mapped[str] = mapped_column(unique=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str]
    role: Mapped[Role] = mapped_column(choice(Role, "role"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]


class ApiSession(HasId, Base):
    """A session of a web page; only the SHA-256 of its secret is kept."""

    __tablename__ = "api_sessions"
    __table_args__ = (CheckConstraint("length(session_hash) = 64", name="session_hash"),)

    api_token_id: Mapped[int] = mapped_column(ForeignKey("api_tokens.id"), index=True)
    session_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class AuditEntry(HasId, Base):
    """One mutation: who did what to which object, and how it went."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index(None, "occurred_at"), Index(None, "object_type", "object_id"))

    occurred_at: Mapped[datetime]
    actor_email: Mapped[str | None]
    api_token_id: Mapped[int | None] = mapped_column(ForeignKey("api_tokens.id"), index=True)
    operation: Mapped[str]
    object_type: Mapped[str | None]
    object_id: Mapped[str | None]
    input_json: Mapped[Any | None] = mapped_column(JsonText())
    succeeded: Mapped[bool]
    error_code: Mapped[str | None]
    request_id: Mapped[str | None]


class IdempotencyKey(HasId, Base):
    """A request that was made before: the same key with the same input gets the first answer."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (UniqueConstraint("operation", "actor", "key"), Index(None, "created_at"))

    operation: Mapped[str]
    actor: Mapped[str]
    key: Mapped[str]
    input_hash: Mapped[str]
    answer_json: Mapped[Any | None] = mapped_column(JsonText())
    created_at: Mapped[datetime]
