"""Origins: the scheme, host and port of a web page, as browsers send them."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

ANY = "*"
DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
_FORM = re.compile(r"[a-z][a-z0-9+.-]*://(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(?::[1-9][0-9]{0,4})?")


def origin_fault(origin: str) -> str:
    """Why no browser would ever send this text as an origin; empty for one that some may send."""
    if origin == ANY:
        return ""
    if not _FORM.fullmatch(origin):
        return "is no origin: write scheme, host and port alone, in small letters, such as https://plan.example"
    scheme, _, place = origin.partition("://")
    port = re.search(r":(\d+)$", place)
    if port and int(port[1]) > 65535:
        return "has a port that does not exist"
    if port and int(port[1]) == DEFAULT_PORTS.get(scheme):
        return f"names the usual port, which browsers leave out; write {origin[: -len(port[0])]}"
    return ""


def normal(origin: str) -> tuple[str, str, int] | None:
    """Scheme, host and port of an origin, or None for what is none."""
    try:
        parts = urlsplit(origin)
        port = parts.port or DEFAULT_PORTS.get(parts.scheme, 0)
    except ValueError:
        return None
    if not parts.hostname or "@" in parts.netloc or parts.path or parts.query or parts.fragment:
        return None
    return parts.scheme, parts.hostname.lower(), port


def same_origin(origin: str, host: str) -> bool:
    """Whether a page comes from the host that it calls."""
    page = normal(origin)
    if page is None or not host:
        return False
    return normal(f"{page[0]}://{host}") == page
