"""``POST`` and ``DELETE /session``: a page trades a token for a cookie that no script can read, and gives it back."""

from __future__ import annotations

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graphql_api.json_codec import dumps
from graphql_api.settings import ApiSettings
from graphql_api.transport.auth.gate import COOKIE, HOST_COOKIE, Gate, TokenGate, admitted, bearer, session_in
from graphql_api.transport.auth.origins import same_origin
from graphql_api.transport.errors.codes import ErrorCode, HttpError
from graphql_api.transport.http.messages import NOT_STORED, error_response

PATH = "/session"


def session_route(gate: Gate, settings: ApiSettings) -> Route:
    """The address of sessions."""

    async def answer(request: Request) -> Response:
        try:
            return await (_begin(request, gate, settings) if request.method == "POST" else _end(request, gate))
        except HttpError as error:
            response = error_response(error)
            if request.method == "DELETE" and error.status == 401:
                _forget(request, response)
            return response

    return Route(PATH, answer, methods=["POST", "DELETE"])


async def _begin(request: Request, gate: Gate, settings: ApiSettings) -> Response:
    """A cookie for the token in the ``Authorization`` header."""
    origin = request.headers.get("origin")
    if origin is not None and not same_origin(origin, request.headers.get("host", "")):
        raise HttpError(403, ErrorCode.FORBIDDEN, "a session is begun by a page of this server")
    if isinstance(gate, TokenGate) and bearer(request.headers.get("authorization")) is None:
        message = "a session is begun with a token: Authorization: Bearer <token>"
        raise HttpError(401, ErrorCode.UNAUTHENTICATED, message, {"WWW-Authenticate": "Bearer"})
    who = await admitted(gate, request)
    shown = {"email": who.email or None, "role": who.role.name, "expiresAt": None}
    if not isinstance(gate, TokenGate) or who.token_id is None:
        return _response(shown)
    session, secret = await anyio.to_thread.run_sync(gate.store.open_session, who.token_id, settings.session_hours)
    response = _response(shown | {"expiresAt": session.expires_at.isoformat()})
    is_secure = request.url.scheme == "https"
    lasts = round((session.expires_at - session.created_at).total_seconds())
    response.set_cookie(_name(request), secret, lasts, path="/", secure=is_secure, httponly=True, samesite="strict")
    return response


async def _end(request: Request, gate: Gate) -> Response:
    """End the session of the cookie; nothing happens where there is none."""
    secret = session_in(request.headers)
    if secret is not None and isinstance(gate, TokenGate):
        await admitted(gate, request)
        await anyio.to_thread.run_sync(gate.end_session, secret)
    response = Response(status_code=204, headers=NOT_STORED)
    _forget(request, response)
    return response


def _forget(request: Request, response: Response) -> None:
    """Let the browser forget the cookie, whether its session still held or not."""
    is_secure = request.url.scheme == "https"
    response.delete_cookie(_name(request), path="/", secure=is_secure, httponly=True, samesite="strict")


def _name(request: Request) -> str:
    return HOST_COOKIE if request.url.scheme == "https" else COOKIE


def _response(body: dict[str, str | None]) -> Response:
    return Response(dumps(body), headers={**NOT_STORED, "Content-Type": "application/json; charset=utf-8"})
