"""The door of the API: from the token or the cookie of a request to who asks, or to a refusal."""

from __future__ import annotations

import hmac
import math
import re
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Protocol

import anyio.to_thread
from starlette.requests import HTTPConnection, cookie_parser

from domain.errors import DatabaseUnavailableError
from domain.storage.tokens_and_roles import ApiToken
from graphql_api.transport.auth.origins import same_origin
from graphql_api.transport.auth.principal import LOCAL, Principal
from graphql_api.transport.auth.tokens import TokenStore, token_hash
from graphql_api.transport.errors.codes import RETRY_SECONDS, ErrorCode, HttpError


class RateLimiter:
    """So many requests a minute for each key, in a burst or spread out."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._capacity = float(per_minute)
        self._per_second = per_minute / 60
        self._clock = clock
        self._buckets: dict[object, tuple[float, float]] = {}

    def seconds_to_wait(self, key: object) -> float:
        """Take one request out of the bucket: 0 when it may pass, else how long until one may."""
        if not self._capacity:
            return 0.0
        level, now = self._level(key), self._clock()
        if level < 1:
            self._buckets[key] = (level, now)
            return (1 - level) / self._per_second
        if len(self._buckets) >= MOST_BUCKETS:
            self._buckets = {each: kept for each, kept in self._buckets.items() if self._level(each) < self._capacity}
        self._buckets[key] = (level - 1, now)
        return 0.0

    def is_empty(self, key: object) -> bool:
        """Whether the next request would have to wait; takes none."""
        return bool(self._capacity) and self._level(key) < 1

    def _level(self, key: object) -> float:
        now = self._clock()
        level, filled_at = self._buckets.get(key, (self._capacity, now))
        return min(self._capacity, level + (now - filled_at) * self._per_second)


MOST_BUCKETS = 10_000
WRONG_TOKENS_A_MINUTE = 30
"""From one address; more are refused without being looked up. Tokens that were right before are let in even so."""
REMEMBERED_SECONDS = 5.0
"""How long a token is believed without asking the store again; a revoked one is shut out after that."""
REMEMBERED_TOKENS = 1_000
LOOPBACK_HOST = re.compile(r"(?:localhost|127\.0\.0\.1|\[::1\])(?::(?P<port>[0-9]{1,5}))?", re.IGNORECASE)
LARGEST_PORT = 65535


COOKIE = "optengine_session"
HOST_COOKIE = f"__Host-{COOKIE}"
"""Over TLS: browsers take a cookie of such a name from this very host only."""
OWN_HEADER = "x-optengine-session"
"""No page of another origin can send it unless this server allows it to, which it never does."""
SAFE = frozenset({"GET", "HEAD"})


def bearer(header: str | None) -> str | None:
    """The secret in ``Bearer <secret>``, or None where there is none."""
    scheme, _, secret = (header or "").strip().partition(" ")
    secret = secret.strip()
    return secret if scheme.lower() == "bearer" and secret and " " not in secret else None


class Gate(Protocol):
    """Lets requests in."""

    async def admit(
        self, headers: Mapping[str, str], secret: str | None = None, address: str = "", session: str | None = None
    ) -> Principal:
        """Who asks. Raises ``HttpError`` 401, 403 or 429.

        secret: stands in for the header over a WebSocket. address: where the request comes from. session: the secret in
        a cookie that may be believed.
        """

    async def check(self, headers: Mapping[str, str], secret: str | None = None, session: str | None = None) -> None:
        """Raise ``HttpError`` where somebody who was let in would not be any more; counts as no request."""


class LoopbackGate:
    """Without tokens everybody on this machine may do everything, and nobody else gets here.

    The ``Host`` header is checked, or a web page could reach the server under a name of its own.
    """

    async def admit(
        self, headers: Mapping[str, str], secret: str | None = None, address: str = "", session: str | None = None
    ) -> Principal:
        """The local user."""
        found = LOOPBACK_HOST.fullmatch(headers.get("host", ""))
        if found is None or int(found["port"] or 0) > LARGEST_PORT:
            message = "a server without tokens answers on this machine only, under localhost or 127.0.0.1"
            raise HttpError(403, ErrorCode.FORBIDDEN, message)
        return LOCAL

    async def check(self, headers: Mapping[str, str], secret: str | None = None, session: str | None = None) -> None:
        """Nothing changes for those on this machine."""


class TokenGate:
    """Asks for a token with every request."""

    def __init__(
        self, store: TokenStore, requests_per_minute: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.store = store
        self._clock = clock
        self._rate = RateLimiter(requests_per_minute, clock)
        self._wrong = RateLimiter(WRONG_TOKENS_A_MINUTE, clock)
        self._remembered: dict[str, tuple[float, bool, ApiToken]] = {}

    async def admit(
        self, headers: Mapping[str, str], secret: str | None = None, address: str = "", session: str | None = None
    ) -> Principal:
        """The token's owner, while the token holds and does not ask too often."""
        token = await self._valid(headers, secret, address, session)
        wait = self._rate.seconds_to_wait(token.id)
        if wait:
            raise _too_many("too many requests for this token", wait)
        return Principal(token.role, token.email, token.name, token.id, token.expires_at)

    async def check(self, headers: Mapping[str, str], secret: str | None = None, session: str | None = None) -> None:
        """Raise ``HttpError`` where the token, or the session, does not hold any more."""
        await self._valid(headers, secret, "", session)

    def end_session(self, secret: str) -> None:
        """End a session; blocks."""
        digest = token_hash(secret)
        self.store.end_session(digest)
        self._remembered.pop(digest, None)

    async def _valid(
        self, headers: Mapping[str, str], secret: str | None, address: str, session: str | None
    ) -> ApiToken:
        secret = secret or bearer(headers.get("authorization"))
        is_session = secret is None and session is not None
        if secret is None and session is None:
            raise _unauthenticated("send a token: Authorization: Bearer <token>", "Bearer")
        digest = token_hash(secret or session or "")
        if not is_session and digest not in self._remembered and self._wrong.is_empty(address):
            raise _too_many("too many wrong tokens from this address", 60 / WRONG_TOKENS_A_MINUTE)
        token = await self._token(digest, is_session)
        if token is None or not token.is_valid(datetime.now(UTC)):
            if not is_session:  # pages send cookies of sessions that have ended, and nobody guesses one
                self._wrong.seconds_to_wait(address)
            raise _unauthenticated("the token is unknown, expired or revoked", 'Bearer error="invalid_token"')
        return token

    async def _token(self, digest: str, is_session: bool) -> ApiToken | None:
        known = self._remembered.get(digest)
        if known and known[1] is is_session and self._clock() - known[0] < REMEMBERED_SECONDS:
            return known[2]
        find = self.store.by_session if is_session else self.store.by_hash
        try:
            token = await anyio.to_thread.run_sync(find, digest)
        except DatabaseUnavailableError:
            retry = {"Retry-After": str(RETRY_SECONDS)}
            raise HttpError(503, ErrorCode.UNAVAILABLE, "the token cannot be looked up at the moment", retry) from None
        if token is None or not hmac.compare_digest(token.token_hash, digest):
            self._remembered.pop(digest, None)
            return None
        if len(self._remembered) >= REMEMBERED_TOKENS:
            self._remembered.clear()
        self._remembered[digest] = (self._clock(), is_session, token)
        return token


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


def _too_many(message: str, wait: float) -> HttpError:
    return HttpError(429, ErrorCode.RATE_LIMITED, message, {"Retry-After": str(math.ceil(wait))})


def _unauthenticated(message: str, challenge: str) -> HttpError:
    return HttpError(401, ErrorCode.UNAUTHENTICATED, message, {"WWW-Authenticate": challenge})
