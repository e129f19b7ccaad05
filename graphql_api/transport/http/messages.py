"""What goes over HTTP: the GraphQL request in a request, and the response that carries an answer or an error."""

from __future__ import annotations

import random
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from graphql_api.json_codec import dumps, loads
from graphql_api.transport.errors.codes import RETRY_SECONDS, ErrorCode, HttpError
from graphql_api.transport.execution.request import Answer, GraphQLRequest

STATE_KEY = "optengine.request_id"
HEADER = b"x-request-id"
DECENT = re.compile(rb"[A-Za-z0-9._-]{1,64}")
_numbers = random.Random(secrets.randbits(256))
"""For ids of requests, which are no secrets but have to differ, also between servers."""


def request_id(scope: Scope) -> str:
    """The id of this request, the same whenever it is asked for."""
    known = scope.get(STATE_KEY)
    if isinstance(known, str):
        return known
    given = next((value for name, value in scope.get("headers", ()) if name == HEADER), b"")
    found = given.decode("ascii") if DECENT.fullmatch(given) else f"{_numbers.getrandbits(64):016x}"
    scope[STATE_KEY] = found
    return found


UTF_8 = frozenset({"", "utf-8", "utf8", '"utf-8"'})


async def read_request(request: Request, max_bytes: int) -> GraphQLRequest:
    """The GraphQL request in a GET or POST. Raises ``HttpError``."""
    if request.method == "GET":
        return from_parameters(request.query_params)
    if request.method == "POST":
        _check_content_type(request.headers.get("content-type", ""))
        return from_body(await read_body(request, max_bytes))
    raise HttpError(405, ErrorCode.METHOD_NOT_ALLOWED, "use GET or POST", {"Allow": "GET, POST"})


async def read_body(request: Request, max_bytes: int) -> bytes:
    """The body, read no further than the limit."""
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > max_bytes:
        raise _too_large(max_bytes)
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > max_bytes:
            raise _too_large(max_bytes)
        chunks.append(chunk)
    return b"".join(chunks)


def from_body(data: bytes) -> GraphQLRequest:
    """The GraphQL request in a JSON body."""
    if not data:
        raise _bad("the body is empty; send a JSON object with a query")
    try:
        body = loads(data)
    except ValueError as error:
        raise _bad(f"the body is not valid JSON: {error}") from None
    return from_object(body)


def from_object(body: object, read_only: bool = False) -> GraphQLRequest:
    """The GraphQL request in a JSON value."""
    if isinstance(body, list):
        raise HttpError(400, ErrorCode.BATCHING_DISABLED, "send one operation a request; batches are not accepted")
    if not isinstance(body, dict):
        raise _bad("the body must be a JSON object")
    query, extensions = body.get("query"), _object_or_null(body, "extensions")
    if query is None and extensions and "persistedQuery" in extensions:
        # In the words of Apollo's protocol, by which clients learn to send their queries whole.
        raise HttpError(400, ErrorCode.PERSISTED_QUERY_NOT_SUPPORTED, "PersistedQueryNotSupported")
    if not isinstance(query, str) or not query.strip():
        raise _bad("query must be a text that is not empty")
    name = body.get("operationName")
    if name is not None and not isinstance(name, str):
        raise _bad("operationName must be a text or null")
    return GraphQLRequest(query, _object_or_null(body, "variables"), name or None, read_only)


def from_parameters(parameters: Mapping[str, str]) -> GraphQLRequest:
    """The GraphQL request in the parameters of an address."""
    body: dict[str, Any] = {name: parameters[name] for name in ("query", "operationName") if name in parameters}
    for name in ("variables", "extensions"):
        if parameters.get(name):
            try:
                body[name] = loads(parameters[name])
            except ValueError as error:
                raise _bad(f"{name} is not valid JSON: {error}") from None
    return from_object(body, read_only=True)


def _object_or_null(body: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    value = body.get(name)
    if value is None or isinstance(value, dict):
        return value
    raise _bad(f"{name} must be an object or null")


def _check_content_type(header: str) -> None:
    kind, *parameters = (piece.strip().lower() for piece in header.split(";"))
    charsets = [piece[8:] for piece in parameters if piece.startswith("charset=")]
    if kind != "application/json" or not UTF_8.issuperset(charsets):
        message = "send the request as application/json in UTF-8"
        raise HttpError(415, ErrorCode.UNSUPPORTED_MEDIA_TYPE, message)


def _bad(message: str) -> HttpError:
    return HttpError(400, ErrorCode.BAD_REQUEST, message)


def _too_large(max_bytes: int) -> HttpError:
    return HttpError(413, ErrorCode.PAYLOAD_TOO_LARGE, f"the body may have {max_bytes} bytes at most")


JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"
EVENT_STREAM = "text/event-stream"
HTML = "text/html"
ANY_JSON = ("*/*", "application/*")


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a client takes. ``json`` is None where it lists other media types only."""

    json: str | None
    event_stream: bool
    html_first: bool

    @property
    def errors_as(self) -> str:
        """The media type of errors: JSON, even for a client that lists none."""
        return self.json or JSON


@lru_cache(256)
def negotiate(accept: str) -> Accepted:
    """Read an ``Accept`` header. A client that says nothing, or anything, gets ``application/json``."""
    weights = _weights(accept)
    if not weights:
        return Accepted(JSON, False, False)
    chosen = max((JSON, GRAPHQL_JSON), key=lambda kind: (weights.get(kind, 0.0), kind == JSON))
    if not weights.get(chosen):
        takes_any = any(weights.get(kind) for kind in ANY_JSON)
        only_stream = bool(weights.get(EVENT_STREAM))
        chosen_or_none = None if only_stream and not takes_any else JSON
    else:
        chosen_or_none = chosen
    html = weights.get(HTML, 0.0)
    html_first = html > max(weights.get(JSON, 0.0), weights.get(GRAPHQL_JSON, 0.0))
    return Accepted(chosen_or_none, bool(weights.get(EVENT_STREAM)), html_first)


def _weights(accept: str) -> dict[str, float]:
    weights: dict[str, float] = {}
    for part in accept.split(","):
        kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if kind:
            weights[kind] = max(weights.get(kind, 0.0), _quality(parameters))
    return weights


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return min(max(float(parameter[2:]), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


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
