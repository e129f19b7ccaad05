"""The secrets of API tokens: made here, and kept as SHA-256 only."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import Protocol

from domain.errors import InputError
from domain.storage.tokens_and_roles import ApiSession, ApiToken, Role

PREFIX = "oe_"
SESSION_PREFIX = "oes_"


class TokenStore(Protocol):
    """Where tokens are kept. Called in a thread of its own, never on the event loop."""

    def by_hash(self, token_hash: str) -> ApiToken | None:
        """The token of a SHA-256 in lower-case hexadecimal, expired and revoked ones included."""

    def by_session(self, session_hash: str) -> ApiToken | None:
        """The token that a session stands for, with the hash and the end of the session; None for one that ended."""

    def open_session(self, token_id: int, hours: float) -> tuple[ApiSession, str]:
        """Begin a session of a token, and its secret."""

    def end_session(self, session_hash: str) -> None:
        """End a session."""

    def exists(self) -> bool:
        """Whether there is any token at all."""


def new_token(
    name: str, email: str, role: Role, now: datetime, expires_at: datetime | None = None
) -> tuple[ApiToken, str]:
    """A new token and its secret. Raises ``InputError`` for a name or an e-mail address that cannot be one."""
    name, email = name.strip(), email.strip()
    if not name:
        raise InputError("a token needs a name")
    if "@" not in email.strip("@"):
        raise InputError(f"{email!r} is not an e-mail address")
    secret = new_secret()
    return ApiToken(name, token_hash(secret), email, role, now, expires_at), secret


def new_secret(prefix: str = PREFIX) -> str:
    """A new secret, 256 bits of chance, to be shown once and never kept."""
    return prefix + secrets.token_urlsafe(32)


def token_hash(secret: str) -> str:
    """The SHA-256 by which a token is known."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
