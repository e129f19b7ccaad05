"""The tokens in the database, as the gate asks for them."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from domain.errors import DatabaseError
from domain.ports import Clock
from domain.storage import Storage
from domain.storage.tokens_and_roles import ApiSession, ApiToken, AuditEntry
from graphql_api.transport.auth.tokens import SESSION_PREFIX, new_secret, token_hash

logger = logging.getLogger("optengine.tokens")
NOTED_EVERY = timedelta(minutes=1)
MAX = datetime.max.replace(tzinfo=UTC)


class StoredTokens:
    """``TokenStore`` over the database; notes when a token was last used, to the minute."""

    def __init__(self, storage: Storage, clock: Clock) -> None:
        self._storage = storage
        self._clock = clock

    def by_hash(self, token_hash: str) -> ApiToken | None:
        """The token of a SHA-256, expired and revoked ones included."""
        with self._storage.reading() as uow:
            token = uow.access.token_by_hash(token_hash)
        if token is not None:
            self._note(token)
        return token

    def by_session(self, session_hash: str) -> ApiToken | None:
        """The token that a session stands for, with the hash and the end of the session; None for one that ended."""
        with self._storage.reading() as uow:
            found = uow.access.session_by_hash(session_hash)
        if found is None or found[0].expires_at <= self._clock.now():
            return None
        session, token = found
        self._note(token)
        return replace(token, token_hash=session_hash, expires_at=min(session.expires_at, token.expires_at or MAX))

    def open_session(self, token_id: int, hours: float) -> tuple[ApiSession, str]:
        """Begin a session of a token, and its secret; those that have ended go."""
        now, secret = self._clock.now(), new_secret(SESSION_PREFIX)
        session = ApiSession(token_id, token_hash(secret), now, now + timedelta(hours=hours))
        with self._storage.writing() as uow:
            uow.access.forget_sessions(now)
            uow.access.log(AuditEntry(now, "session begin", True, api_token_id=token_id))
            return uow.access.add_session(session), secret

    def end_session(self, session_hash: str) -> None:
        """End a session."""
        with self._storage.writing() as uow:
            found = uow.access.session_by_hash(session_hash)
            if found is not None:
                uow.access.end_session(session_hash)
                uow.access.log(AuditEntry(self._clock.now(), "session end", True, api_token_id=found[0].api_token_id))

    def exists(self) -> bool:
        """Whether there is any token at all; revoked ones count, so that revoking the last opens nothing."""
        with self._storage.reading() as uow:
            return bool(uow.access.tokens())

    def _note(self, token: ApiToken) -> None:
        now = self._clock.now()
        if not token.is_valid(now) or (token.last_used_at and now - token.last_used_at < NOTED_EVERY):
            return
        try:
            with self._storage.writing() as uow:
                uow.access.note_use(token.id, now)
        except DatabaseError:
            logger.warning("the use of token %s could not be noted", token.name, exc_info=True)
