"""Who is asking."""

from __future__ import annotations

from dataclasses import dataclass

from domain.storage.tokens_and_roles import Role


@dataclass(frozen=True, slots=True)
class Principal:
    """The caller of a request. ``email`` is who a run was requested by; ``token_id`` is None without a token."""

    role: Role
    email: str = ""
    name: str = ""
    token_id: int | None = None


LOCAL = Principal(Role.ADMIN, name="local")
"""Whoever reaches a server that was started without tokens, which only loopback addresses do."""
