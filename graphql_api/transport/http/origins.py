"""Which web pages may open a WebSocket: those of the same origin, and those that are listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}


def origin_allowed(headers: Mapping[str, str], allowed: Iterable[str]) -> bool:
    """Whether a handshake may pass. Clients that are no browsers send no origin, and have no cookies to abuse."""
    origin = headers.get("origin")
    if origin is None:
        return True
    known = tuple(allowed)
    return (
        "*" in known
        or (normal(origin) is not None and normal(origin) in map(normal, known))
        or _same(origin, headers.get("host", ""))
    )


def normal(origin: str) -> tuple[str, str, int] | None:
    """Scheme, host and port of an origin, or None for what is none."""
    try:
        parts = urlsplit(origin)
        port = parts.port or DEFAULT_PORTS.get(parts.scheme, 0)
    except ValueError:
        return None
    return (parts.scheme, parts.hostname.lower(), port) if parts.hostname else None


def _same(origin: str, host: str) -> bool:
    page = normal(origin)
    if page is None or not host:
        return False
    return normal(f"{page[0]}://{host}") == page
