"""HTTP responses that carry GraphQL answers, in the media type that a client takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from starlette.responses import Response

from graphql_api.json_codec import dumps
from graphql_api.transport.errors.codes import RETRY_SECONDS, ErrorCode, HttpError
from graphql_api.transport.execution.request import Answer

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
