"""The one address of the API, as an ASGI application: GET and POST, server-sent events, WebSocket, GraphiQL."""

from __future__ import annotations

from graphql import OperationType
from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

from graphql_api.context import Context
from graphql_api.services import Services
from graphql_api.transport.auth.gate import Gate, admitted, session_in
from graphql_api.transport.errors.codes import HttpError
from graphql_api.transport.execution.engine import GraphQLEngine
from graphql_api.transport.execution.request import Answer, GraphQLRequest
from graphql_api.transport.http.graphiql_page import graphiql_response
from graphql_api.transport.http.messages import (
    JSON,
    Accepted,
    answer_response,
    error_response,
    negotiate,
    read_request,
    request_id,
)
from graphql_api.transport.http.sse import send_events
from graphql_api.transport.http.watching import while_admitted
from graphql_api.transport.http.websocket import WebSocketSession


class GraphQLEndpoint:
    """Answers every request to the API's address."""

    def __init__(self, engine: GraphQLEngine, services: Services, gate: Gate) -> None:
        self._engine = engine
        self._services = services
        self._gate = gate
        self._settings = engine.settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one HTTP request or one WebSocket."""
        if scope["type"] == "websocket":
            socket = WebSocket(scope, receive, send)
            await WebSocketSession(socket, self._engine, self._services, self._gate).run()
            return
        request = Request(scope, receive)
        accepted = negotiate(request.headers.get("accept", ""))
        try:
            await self._http(request, accepted, receive, send)
        except HttpError as error:
            await error_response(error, accepted.errors_as)(scope, receive, send)
        except ClientDisconnect:  # while the request was still being read
            pass

    async def _http(self, request: Request, accepted: Accepted, receive: Receive, send: Send) -> None:
        if request.method == "GET" and accepted.html_first and "query" not in request.query_params:
            await graphiql_response(self._settings)(request.scope, receive, send)
            return
        principal = await admitted(self._gate, request)
        asked = await read_request(request, self._settings.max_body_bytes)
        context = Context(self._services, principal, request_id(request.scope))
        if accepted.event_stream and self._streams(asked, accepted):
            await self._stream(asked, context, request.scope, receive, send)
        else:
            answer = await self._engine.execute(asked, context)
            await answer_response(answer, accepted.errors_as)(request.scope, receive, send)

    def _streams(self, asked: GraphQLRequest, accepted: Accepted) -> bool:
        """Events go to subscriptions, and to clients that take nothing else."""
        return accepted.json is None or self._engine.kind(asked) is OperationType.SUBSCRIPTION

    async def _stream(
        self, asked: GraphQLRequest, context: Context, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Send events, or one JSON error where the request is refused."""
        answers = await self._engine.subscribe(asked, context)
        if isinstance(answers, Answer) and answers.request_error:
            answers.status = answers.status or 400
            await answer_response(answers, JSON)(scope, receive, send)
            return
        if not isinstance(answers, Answer):
            headers = Headers(scope=scope)
            answers = while_admitted(answers, lambda: self._gate.check(headers, session=session_in(headers)))
        await send_events(answers, receive, send, self._settings.sse_heartbeat_seconds)
