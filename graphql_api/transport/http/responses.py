"""HTTP responses that carry GraphQL answers."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

from graphql_api.json_codec import dumps
from graphql_api.transport.errors.codes import RETRY_SECONDS, ErrorCode, HttpError
from graphql_api.transport.execution.request import Answer
from graphql_api.transport.http.negotiation import GRAPHQL_JSON, JSON

NOT_STORED = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def answer_response(answer: Answer, media_type: str) -> Response:
    """The answer to one operation."""
    headers = {**NOT_STORED, "Content-Type": f"{media_type}; charset=utf-8"}
    status = answer.status or (400 if answer.request_error and media_type == GRAPHQL_JSON else 200)
    if any(_is_passing(error) for error in answer.errors):
        headers["Retry-After"] = str(RETRY_SECONDS)
        status = status if answer.data else 503
    return Response(dumps(answer.body()), status_code=status, headers=headers)


def _is_passing(error: Mapping[str, object]) -> bool:
    extensions = error.get("extensions")
    return isinstance(extensions, Mapping) and extensions.get("code") == ErrorCode.UNAVAILABLE.value


def error_response(error: HttpError, media_type: str = JSON) -> Response:
    """A request that was refused; JSON at every status."""
    headers = {**NOT_STORED, "Content-Type": f"{media_type}; charset=utf-8", **error.headers}
    return Response(dumps(error.body()), status_code=error.status, headers=headers)
