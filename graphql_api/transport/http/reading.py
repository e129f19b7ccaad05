"""From an HTTP request to its id and a GraphQL request, or to the error that says what is wrong with it."""

from __future__ import annotations

import random
import re
import secrets
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.types import Scope

from graphql_api.json_codec import loads
from graphql_api.transport.errors.codes import ErrorCode, HttpError
from graphql_api.transport.execution.request import GraphQLRequest

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
    query = body.get("query")
    if not isinstance(query, str) or not query.strip():
        raise _bad("query must be a text that is not empty")
    name = body.get("operationName")
    if name is not None and not isinstance(name, str):
        raise _bad("operationName must be a text or null")
    _object_or_null(body, "extensions")
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
