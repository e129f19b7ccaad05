"""The web application: the GraphQL address, and JSON errors everywhere else."""

from __future__ import annotations

import strawberry
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute

from graphql_api.auth.gate import Gate, LoopbackGate
from graphql_api.errors.codes import ErrorCode, HttpError
from graphql_api.errors.masking import MASKED, masked
from graphql_api.execution.engine import GraphQLEngine
from graphql_api.graphiql.page import files_path, graphiql_file
from graphql_api.http.endpoint import GraphQLEndpoint
from graphql_api.http.request_id import request_id
from graphql_api.http.responses import error_response
from graphql_api.services import Services
from graphql_api.settings import ApiSettings

CODES = {404: ErrorCode.NOT_FOUND, 405: ErrorCode.METHOD_NOT_ALLOWED}


def create_app(
    schema: strawberry.Schema,
    settings: ApiSettings | None = None,
    services: Services | None = None,
    gate: Gate | None = None,
) -> Starlette:
    """The application that a server runs."""
    settings = settings or ApiSettings()
    engine = GraphQLEngine(schema, settings)
    endpoint = GraphQLEndpoint(engine, services or Services(), gate or LoopbackGate())
    app = Starlette(
        routes=[
            Route(settings.path, endpoint),
            WebSocketRoute(settings.path, endpoint),
            *([Route(f"{files_path(settings)}/{{name}}", graphiql_file)] if settings.graphiql else ()),
        ],
        exception_handlers={HTTPException: _refused, Exception: _unexpected},
    )
    app.router.redirect_slashes = False
    return app


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = CODES.get(error.status_code, ErrorCode.BAD_REQUEST)
    return error_response(HttpError(error.status_code, code, error.detail, error.headers))


async def _unexpected(request: Request, error: Exception) -> Response:
    shown = masked(error, request_id(request.scope))["extensions"]
    details = dict(shown) if isinstance(shown, dict) else {}
    details.pop("code", None)
    return error_response(HttpError(500, ErrorCode.INTERNAL_ERROR, MASKED, None, **details))
