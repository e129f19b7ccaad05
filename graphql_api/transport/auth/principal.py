"""Who is asking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.storage.tokens_and_roles import Role


@dataclass(frozen=True, slots=True)
class Principal:
    """The caller of a request.

    email: who a run was requested by. name, token_id: of the token, None without one. expires_at: None for never.
    """

    role: Role
    email: str = ""
    name: str = ""
    token_id: int | None = None
    expires_at: datetime | None = None


LOCAL = Principal(Role.ADMIN, name="local")
"""Whoever reaches a server that was started without tokens, which only loopback addresses do."""
