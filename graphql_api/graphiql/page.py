"""The page of GraphiQL."""

from __future__ import annotations

from starlette.responses import HTMLResponse, Response

from graphql_api.errors.codes import ErrorCode, HttpError
from graphql_api.http.responses import error_response
from graphql_api.settings import ApiSettings


def graphiql_response(settings: ApiSettings) -> Response:
    """The page, or 404 where it is turned off."""
    if not settings.graphiql:
        return error_response(HttpError(404, ErrorCode.NOT_FOUND, "GraphiQL is turned off here"))
    return HTMLResponse("<!doctype html><title>GraphiQL</title>")
