"""Cookies of web pages, and what keeps pages of others from using them."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import HTTPConnection, cookie_parser

from graphql_api.transport.auth.gate import Gate
from graphql_api.transport.auth.origins import same_origin
from graphql_api.transport.auth.principal import Principal
from graphql_api.transport.auth.tokens import bearer
from graphql_api.transport.errors.codes import ErrorCode, HttpError

COOKIE = "optengine_session"
HOST_COOKIE = f"__Host-{COOKIE}"
"""Over TLS: browsers take a cookie of such a name from this very host only."""
OWN_HEADER = "x-optengine-session"
"""No page of another origin can send it unless this server allows it to, which it never does."""
SAFE = frozenset({"GET", "HEAD"})


def session_in(headers: Mapping[str, str]) -> str | None:
    """The secret of the session in the cookies of a request."""
    cookies = cookie_parser(headers.get("cookie", ""))
    return cookies.get(HOST_COOKIE) or cookies.get(COOKIE) or None


async def admitted(gate: Gate, connection: HTTPConnection, secret: str | None = None) -> Principal:
    """Who sends a request or opens a WebSocket, by a token or by the cookie of a page of this server."""
    headers, address = connection.headers, connection.client.host if connection.client else ""
    session = None
    if secret is None and bearer(headers.get("authorization")) is None:
        session = session_in(headers)
        if session is not None:
            _check_page(connection)
    return await gate.admit(headers, secret, address, session)


def _check_page(connection: HTTPConnection) -> None:
    """Raise ``HttpError`` unless a page of this server asks, where more than reading may come of it."""
    headers, scope = connection.headers, connection.scope
    if scope["type"] == "http" and scope["method"] in SAFE:
        return
    if not same_origin(headers.get("origin", ""), headers.get("host", "")):
        raise HttpError(
            403, ErrorCode.FORBIDDEN, "a session works for pages of this server only: the Origin is another"
        )
    if scope["type"] == "http" and OWN_HEADER not in headers:
        raise HttpError(403, ErrorCode.FORBIDDEN, "with a session, send the header X-Optengine-Session: 1")
