"""The secrets of API tokens: made here, kept as SHA-256 only, read from the ``Authorization`` header."""

from __future__ import annotations

import hashlib
import secrets
from typing import Protocol

from domain.storage.tokens_and_roles import ApiToken

PREFIX = "oe_"


class TokenStore(Protocol):
    """Where tokens are kept. Called in a thread of its own, never on the event loop."""

    def by_hash(self, token_hash: str) -> ApiToken | None:
        """The token of a SHA-256 in lower-case hexadecimal, expired and revoked ones included."""

    def exists(self) -> bool:
        """Whether there is any token at all."""


def new_secret() -> str:
    """A new token, 256 bits of chance, to be shown once and never kept."""
    return PREFIX + secrets.token_urlsafe(32)


def token_hash(secret: str) -> str:
    """The SHA-256 by which a token is known."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def bearer(header: str | None) -> str | None:
    """The secret in ``Bearer <secret>``, or None where there is none."""
    scheme, _, secret = (header or "").strip().partition(" ")
    secret = secret.strip()
    return secret if scheme.lower() == "bearer" and secret and " " not in secret else None
