"""The tokens in the database, as the gate asks for them."""

from __future__ import annotations

import logging
from datetime import timedelta

from domain.errors import DatabaseError
from domain.ports import Clock
from domain.storage import Storage
from domain.storage.tokens_and_roles import ApiToken

logger = logging.getLogger("optengine.tokens")
NOTED_EVERY = timedelta(minutes=1)


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
