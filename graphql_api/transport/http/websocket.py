"""GraphQL over WebSocket, in the protocol ``graphql-transport-ws`` and no other."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from graphql_api.context import Context
from graphql_api.json_codec import dumps, loads
from graphql_api.services import Services
from graphql_api.transport.auth.gate import Gate, admitted, bearer, session_in
from graphql_api.transport.auth.origins import ANY, normal, same_origin
from graphql_api.transport.auth.principal import Principal
from graphql_api.transport.errors.codes import ErrorCode, HttpError
from graphql_api.transport.execution.engine import GraphQLEngine
from graphql_api.transport.execution.request import Answer, GraphQLRequest
from graphql_api.transport.http.messages import from_object, request_id
from graphql_api.transport.http.watching import while_admitted


def origin_allowed(headers: Mapping[str, str], allowed: Iterable[str]) -> bool:
    """Whether a handshake may pass. Clients that are no browsers send no origin, and have no cookies to abuse."""
    origin = headers.get("origin")
    if origin is None:
        return True
    known = tuple(allowed)
    return (
        ANY in known
        or (normal(origin) is not None and normal(origin) in map(normal, known))
        or same_origin(origin, headers.get("host", ""))
    )


PROTOCOL = "graphql-transport-ws"
TRY_AGAIN_LATER = 1013
"""What passes by itself; clients of the protocol take most codes of its own for final, 4429 among them."""


class _Close(Exception):
    """The connection is to be closed with a code of the protocol."""

    def __init__(self, code: int, reason: str) -> None:
        self.code, self.reason = code, reason


class WebSocketSession:
    """One connection from its handshake to its end."""

    def __init__(self, socket: WebSocket, engine: GraphQLEngine, services: Services, gate: Gate) -> None:
        self._socket = socket
        self._engine = engine
        self._services = services
        self._gate = gate
        self._settings = engine.settings
        self._secret: str | None = None
        self._greeted = False
        self._acknowledged = False
        self._operations: dict[str, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Serve the connection until either side closes it."""
        if not origin_allowed(self._socket.headers, self._settings.allowed_origins):
            await self._socket.close(1008)  # before it is accepted: the handshake is answered with 403
            return
        offered = self._socket.scope.get("subprotocols", ())
        await self._socket.accept(PROTOCOL if PROTOCOL in offered else None)
        try:
            if PROTOCOL not in offered:
                raise _Close(4406, "Subprotocol not acceptable")
            await self._serve()
        except _Close as close:
            if self._socket.application_state is WebSocketState.CONNECTED:
                await self._socket.close(close.code, close.reason)
        except WebSocketDisconnect:
            pass
        finally:
            await self._end_operations()

    async def _serve(self) -> None:
        try:
            async with asyncio.timeout(self._settings.websocket_init_seconds):
                while not self._acknowledged:
                    await self._handle(await self._receive())
        except TimeoutError:
            raise _Close(4408, "Connection initialisation timeout") from None
        while True:
            await self._handle(await self._receive())

    async def _receive(self) -> dict[str, Any]:
        frame = await self._socket.receive()
        if frame["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(frame.get("code", 1005))
        text = frame.get("text")
        if text is None:
            raise _Close(4400, "Messages must be text")
        if len(text) > self._settings.max_body_bytes:
            raise _Close(1009, "Message too big")
        try:
            message = loads(text)
        except ValueError:
            raise _Close(4400, "Messages must be JSON") from None
        if not isinstance(message, dict) or not isinstance(message.get("type"), str):
            raise _Close(4400, "Messages must be objects with a type")
        return message

    async def _handle(self, message: dict[str, Any]) -> None:
        match message["type"]:
            case "connection_init":
                await self._greet(message.get("payload"))
            case "ping":
                await self._send({"type": "pong"})
            case "pong":
                pass
            case "subscribe":
                await self._start(message)
            case "complete":
                task = self._operations.pop(str(message.get("id")), None)
                if task:
                    task.cancel()
            case _:
                raise _Close(4400, "Unknown message type")

    async def _greet(self, payload: object) -> None:
        if self._greeted:
            raise _Close(4429, "Too many initialisation requests")
        if payload is not None and not isinstance(payload, dict):
            raise _Close(4400, "The payload of connection_init must be an object")
        self._greeted = True
        given = {str(name).lower(): value for name, value in (payload or {}).items()}.get("authorization")
        self._secret = bearer(given) if isinstance(given, str) else None
        try:
            await self._admit()
        except HttpError as error:
            raise _Close(TRY_AGAIN_LATER if error.status in (429, 503) else 4403, error.message[:120]) from None
        self._acknowledged = True
        await self._send({"type": "connection_ack"})

    async def _admit(self) -> Principal:
        """Who asks; asked anew for every operation, so that a token may be revoked while connections are open."""
        return await admitted(self._gate, self._socket, self._secret)

    async def _start(self, message: dict[str, Any]) -> None:
        if not self._acknowledged:
            raise _Close(4401, "Unauthorized")
        name = message.get("id")
        if not isinstance(name, str) or not name:
            raise _Close(4400, "A subscribe message needs an id")
        if name in self._operations:
            raise _Close(4409, f"Subscriber for {name[:60]} already exists")
        if len(self._operations) >= self._settings.subscriptions_per_connection:
            busy = HttpError(429, ErrorCode.RATE_LIMITED, "too many operations at once on this connection")
            await self._send({"type": "error", "id": name, "payload": busy.body()["errors"]})
            return
        try:
            request = from_object(message.get("payload"))
        except HttpError as error:
            raise _Close(4400, error.message[:120]) from None
        try:
            principal = await self._admit()
        except HttpError as error:
            await self._send({"type": "error", "id": name, "payload": error.body()["errors"]})
            return
        context = Context(self._services, principal, f"{request_id(self._socket.scope)}/{name[:60]}")
        self._operations[name] = asyncio.create_task(self._operate(name, request, context))

    async def _operate(self, name: str, request: GraphQLRequest, context: Context) -> None:
        answers = await self._engine.subscribe(request, context)
        if isinstance(answers, Answer):
            await self._finish(name, answers)
            return
        headers = self._socket.headers
        answers = while_admitted(answers, lambda: self._gate.check(headers, self._secret, session_in(headers)))
        try:
            async for answer in answers:
                await self._send({"type": "next", "id": name, "payload": answer.body()})
        finally:
            await answers.aclose()
        await self._finish(name, None)

    async def _finish(self, name: str, answer: Answer | None) -> None:
        """Free the id before the last message goes out, so that the client may use it again at once."""
        if self._operations.get(name) is asyncio.current_task():
            del self._operations[name]
        if answer and answer.request_error:
            await self._send({"type": "error", "id": name, "payload": answer.errors})
            return
        if answer:
            await self._send({"type": "next", "id": name, "payload": answer.body()})
        await self._send({"type": "complete", "id": name})

    async def _send(self, message: dict[str, object]) -> None:
        with suppress(WebSocketDisconnect, RuntimeError):  # the client has gone; the loop that reads will notice
            await self._socket.send_text(dumps(message).decode("utf-8"))

    async def _end_operations(self) -> None:
        tasks = list(self._operations.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
