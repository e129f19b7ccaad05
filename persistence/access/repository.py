"""Tokens, audit log and idempotency keys in the database."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from domain.errors import NotFoundError
from domain.storage.tokens_and_roles import ApiSession, ApiToken, AuditEntry, IdempotencyKey
from persistence.access import tables
from persistence.access.mapping import AUDIT_ENTRY, IDEMPOTENCY_KEY, SESSION, TOKEN
from persistence.database.base import table_of
from persistence.database.statements import Statements, batches

_TOKENS = table_of(tables.ApiToken)
_SESSIONS = table_of(tables.ApiSession)
_AUDIT = table_of(tables.AuditEntry)
_REQUESTS = table_of(tables.IdempotencyKey)
_CLAIMED = ("operation", "actor", "key")


class SqlAccess:
    """Who may do what, what was done, and what was asked before."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    def add_token(self, token: ApiToken) -> ApiToken:
        """Store a new token; it comes back with its number."""
        return replace(token, id=self._statements.insert(_TOKENS, TOKEN.values(token)))

    def token_by_hash(self, token_hash: str) -> ApiToken | None:
        """The token whose secret has this SHA-256, valid or not."""
        row = self._statements.row(select(_TOKENS).where(_TOKENS.c.token_hash == token_hash))
        return None if row is None else TOKEN.record(row)

    def tokens(self) -> Sequence[ApiToken]:
        """Every token, by name."""
        rows = self._statements.rows(select(_TOKENS))
        return sorted(map(TOKEN.record, rows), key=lambda token: token.name)

    def revoke_token(self, name: str, at: datetime) -> ApiToken:
        """End a token; one that has ended keeps its time."""
        open_token = (_TOKENS.c.name == name, _TOKENS.c.revoked_at.is_(None))
        self._statements.run(update(_TOKENS).where(*open_token).values(revoked_at=at))
        row = self._statements.row(select(_TOKENS).where(_TOKENS.c.name == name))
        if row is None:
            raise NotFoundError("token", name)
        return TOKEN.record(row)

    def note_use(self, token_id: int, at: datetime) -> None:
        """Note when a token was last used."""
        self._statements.run(update(_TOKENS).where(_TOKENS.c.id == token_id).values(last_used_at=at))

    def add_session(self, session: ApiSession) -> ApiSession:
        """Store a session of a token; it comes back with its number."""
        return replace(session, id=self._statements.insert(_SESSIONS, SESSION.values(session)))

    def session_by_hash(self, session_hash: str) -> tuple[ApiSession, ApiToken] | None:
        """The session whose secret has this SHA-256, and its token, valid or not."""
        row = self._statements.row(select(_SESSIONS).where(_SESSIONS.c.session_hash == session_hash))
        if row is None:
            return None
        session = SESSION.record(row)
        token = self._statements.row(select(_TOKENS).where(_TOKENS.c.id == session.api_token_id))
        return None if token is None else (session, TOKEN.record(token))

    def end_session(self, session_hash: str) -> None:
        """Remove a session."""
        self._statements.run(delete(_SESSIONS).where(_SESSIONS.c.session_hash == session_hash))

    def forget_sessions(self, before: datetime) -> None:
        """Remove the sessions that ended before a moment."""
        self._statements.run(delete(_SESSIONS).where(_SESSIONS.c.expires_at < before))

    def log(self, entry: AuditEntry) -> AuditEntry:
        """Add an entry to the audit log."""
        return replace(entry, id=self._statements.insert(_AUDIT, AUDIT_ENTRY.values(entry)))

    def amend(self, entry: AuditEntry) -> None:
        """Bring an entry of the audit log up to date."""
        self._statements.run(update(_AUDIT).where(_AUDIT.c.id == entry.id).values(**AUDIT_ENTRY.values(entry)))

    def audit_log(self, before_id: int | None = None, limit: int = 100) -> Sequence[AuditEntry]:
        """The audit log, the newest first."""
        statement = select(_AUDIT).order_by(_AUDIT.c.id.desc()).limit(limit)
        if before_id is not None:
            statement = statement.where(_AUDIT.c.id < before_id)
        return [AUDIT_ENTRY.record(row) for row in self._statements.rows(statement)]

    def remember(self, request: IdempotencyKey) -> IdempotencyKey:
        """Claim a key; where it was claimed before, what was stored then (its answer is None until there is one)."""
        number = self._statements.insert_unless(_REQUESTS, _CLAIMED, IDEMPOTENCY_KEY.values(request))
        if number is not None:
            return replace(request, id=number)
        known = self.remembered(request)
        if known is None:
            raise NotFoundError("request", request.key)
        return known

    def remembered(self, request: IdempotencyKey) -> IdempotencyKey | None:
        """The request that claimed a key before; None where none did."""
        same = [_REQUESTS.c[name] == getattr(request, name) for name in _CLAIMED]
        row = self._statements.row(select(_REQUESTS).where(*same))
        return None if row is None else IDEMPOTENCY_KEY.record(row)

    def answer(self, request_id: int, answer: Any) -> None:
        """Keep the answer to a claimed key."""
        self._statements.run(update(_REQUESTS).where(_REQUESTS.c.id == request_id).values(answer_json=answer))

    def forget_answers(self, run_ids: Collection[str], before: datetime) -> None:
        """Remove keys that were claimed before a moment and answered with one of these runs."""
        if not run_ids:
            return
        answered = select(_REQUESTS.c.id, _REQUESTS.c.answer_json)
        rows = self._statements.rows(
            answered.where(_REQUESTS.c.created_at < before, _REQUESTS.c.answer_json.is_not(None))
        )
        found = [row["id"] for row in rows if not set(run_ids).isdisjoint(_texts(row["answer_json"]))]
        for some in batches(found):
            self._statements.run(delete(_REQUESTS).where(_REQUESTS.c.id.in_(some)))

    def forget_requests(self, before: datetime) -> int:
        """Remove keys that were claimed before a moment; how many."""
        return self._statements.run(delete(_REQUESTS).where(_REQUESTS.c.created_at < before)).rowcount


def _texts(answer: Any) -> list[str]:
    return [each for each in (answer if isinstance(answer, list) else [answer]) if isinstance(each, str)]
