"""Tokens, the audit log, and requests that were made before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from domain.storage.tokens_and_roles import ApiSession, ApiToken, AuditEntry, IdempotencyKey


class AccessRepository(Protocol):
    """Who may do what, what was done, and what was asked before."""

    def add_token(self, token: ApiToken) -> ApiToken:
        """Store a new token; it comes back with its number."""

    def token_by_hash(self, token_hash: str) -> ApiToken | None:
        """The token whose secret has this SHA-256, valid or not."""

    def tokens(self) -> Sequence[ApiToken]:
        """Every token, by name."""

    def revoke_token(self, name: str, at: datetime) -> ApiToken:
        """End a token; one that has ended keeps its time."""

    def note_use(self, token_id: int, at: datetime) -> None:
        """Note when a token was last used."""

    def add_session(self, session: ApiSession) -> ApiSession:
        """Store a session of a token; it comes back with its number."""

    def session_by_hash(self, session_hash: str) -> tuple[ApiSession, ApiToken] | None:
        """The session whose secret has this SHA-256, and its token, valid or not."""

    def end_session(self, session_hash: str) -> None:
        """Remove a session."""

    def forget_sessions(self, before: datetime) -> None:
        """Remove the sessions that ended before a moment."""

    def log(self, entry: AuditEntry) -> AuditEntry:
        """Add an entry to the audit log."""

    def amend(self, entry: AuditEntry) -> None:
        """Bring an entry of the audit log up to date."""

    def audit_log(self, before_id: int | None = None, limit: int = 100) -> Sequence[AuditEntry]:
        """The audit log, the newest first."""

    def remember(self, request: IdempotencyKey) -> IdempotencyKey:
        """Claim a key; where it was claimed before, what was stored then (its answer is None until there is one)."""

    def answer(self, request_id: int, answer: Any) -> None:
        """Keep the answer to a claimed key."""

    def forget_requests(self, before: datetime) -> int:
        """Remove keys that were claimed before a moment; how many."""
