"""The web application: the explorer, the GraphQL address, GraphiQL, health and metrics; JSON errors everywhere else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

import anyio.to_thread
import strawberry
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute

from graphql_api.columns.routes import column_routes
from graphql_api.files.routes import file_routes
from graphql_api.mutations.audit import note_refusals
from graphql_api.pictures.routes import picture_routes
from graphql_api.services import Services
from graphql_api.settings import ApiSettings
from graphql_api.transport.auth.gate import Gate, LoopbackGate, admitted
from graphql_api.transport.errors.codes import ErrorCode, HttpError
from graphql_api.transport.errors.masking import MASKED, masked
from graphql_api.transport.execution.engine import GraphQLEngine
from graphql_api.transport.execution.request import OperationObserver
from graphql_api.transport.http.endpoint import GraphQLEndpoint
from graphql_api.transport.http.graphiql_page import files_path, graphiql_file
from graphql_api.transport.http.messages import error_response, request_id
from graphql_api.transport.http.session import session_route
from graphql_api.transport.observability.health import Check, healthz, readyz
from graphql_api.transport.observability.metrics import Metrics, ObserveRequests, OperationLog, OperationMetrics
from graphql_api.web.page import web_routes

THREADS = 8
"""That read at a time, beside those of mutations; there are 15 connections, and each holds another large answer."""
CODES = {404: ErrorCode.NOT_FOUND, 405: ErrorCode.METHOD_NOT_ALLOWED}


def create_app(
    schema: strawberry.Schema,
    settings: ApiSettings | None = None,
    services: Services | None = None,
    gate: Gate | None = None,
    checks: Mapping[str, Check] | None = None,
    observers: Sequence[OperationObserver] = (),
) -> Starlette:
    """The application that a server runs. Without a gate it is open, to this machine only.

    checks: what must pass for the server to call itself ready, by name.
    observers: who else hears of every operation that has ended.
    """
    settings, gate, metrics = settings or ApiSettings(), gate or LoopbackGate(), Metrics()
    observers = [OperationMetrics(metrics), *([OperationLog()] if settings.trace_operations else ()), *observers]
    engine = GraphQLEngine(schema, settings, observers, note_refusals)
    metrics.open_streams.set_function(lambda: engine.open_streams)
    known = services or Services()
    known.shared[ApiSettings] = settings
    endpoint = GraphQLEndpoint(engine, known, gate)

    async def metrics_page(request: Request) -> Response:
        try:
            await admitted(gate, request)
        except HttpError as error:
            return error_response(error)
        return metrics.page()

    app = Starlette(
        routes=[
            Route(settings.path, endpoint),
            WebSocketRoute(settings.path, endpoint),
            *([Route(f"{files_path(settings)}/{{name}}", graphiql_file)] if settings.graphiql else ()),
            session_route(gate, settings),
            *picture_routes(known, gate),
            *column_routes(known, gate),
            *file_routes(known, settings, gate),
            *web_routes(settings, known.sample),
            Route("/healthz", healthz),
            Route("/readyz", readyz(checks or {})),
            Route("/metrics", metrics_page),
        ],
        middleware=[Middleware(ObserveRequests, metrics=metrics), *_cors(settings)],
        exception_handlers={HTTPException: _refused, Exception: _unexpected},
        lifespan=_few_threads,
    )
    app.router.redirect_slashes = False
    return app


@asynccontextmanager
async def _few_threads(_: Starlette) -> AsyncIterator[None]:
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    yield


def _cors(settings: ApiSettings) -> list[Middleware]:
    """Lets the listed web pages call the API; nobody needs cookies, as tokens come in a header."""
    if not settings.allowed_origins:
        return []
    cors = Middleware(
        CORSMiddleware,
        allow_origins=settings.allowed_origins,
        allow_methods=["GET", "POST"],
        allow_headers=["Authorization", "Content-Type", "X-Request-Id"],
        expose_headers=["X-Request-Id", "Retry-After"],
    )
    return [cors]


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = CODES.get(error.status_code, ErrorCode.BAD_REQUEST)
    return error_response(HttpError(error.status_code, code, error.detail, error.headers))


async def _unexpected(request: Request, error: Exception) -> Response:
    shown = masked(error, request_id(request.scope))["extensions"]
    details = dict(shown) if isinstance(shown, dict) else {}
    details.pop("code", None)
    return error_response(HttpError(500, ErrorCode.INTERNAL_SERVER_ERROR, MASKED, None, **details))
