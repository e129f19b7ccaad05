"""The codes that errors carry in ``extensions.code``, and the error to raise for each."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

MOST_SAID = 1_000
"""Characters of one message. What a client sent is not said back to it whole, however long it is."""


def said(text: str) -> str:
    """A message, with its middle left out where it is too long."""
    if len(text) <= MOST_SAID:
        return text
    half = MOST_SAID // 2 - 20
    return f"{text[:half]} … ({len(text) - 2 * half} characters) … {text[-half:]}"


class ErrorCode(StrEnum):
    """A closed list: clients may switch over it. The comment says the HTTP status where one is fixed.

    The general ones have the names that Apollo gave them, which clients and tools know.
    """

    BAD_REQUEST = "BAD_REQUEST"  # 400
    BATCHING_DISABLED = "BATCHING_DISABLED"  # 400
    PERSISTED_QUERY_NOT_SUPPORTED = "PERSISTED_QUERY_NOT_SUPPORTED"  # 400
    UNAUTHENTICATED = "UNAUTHENTICATED"  # 401
    FORBIDDEN = "FORBIDDEN"  # 403
    NOT_FOUND = "NOT_FOUND"  # 404 for an address; no fixed status for an object
    METHOD_NOT_ALLOWED = "METHOD_NOT_ALLOWED"  # 405
    NOT_ACCEPTABLE = "NOT_ACCEPTABLE"  # 406
    PAYLOAD_TOO_LARGE = "PAYLOAD_TOO_LARGE"  # 413
    UNSUPPORTED_MEDIA_TYPE = "UNSUPPORTED_MEDIA_TYPE"  # 415
    RATE_LIMITED = "RATE_LIMITED"  # 429
    GRAPHQL_PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
    GRAPHQL_VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
    OPERATION_RESOLUTION_FAILURE = "OPERATION_RESOLUTION_FAILURE"
    INTROSPECTION_DISABLED = "INTROSPECTION_DISABLED"
    LIMIT_EXCEEDED = "LIMIT_EXCEEDED"
    BAD_USER_INPUT = "BAD_USER_INPUT"
    INVALID_ID = "INVALID_ID"  # shown as the reason of a BAD_USER_INPUT
    INVALID_CURSOR = "INVALID_CURSOR"  # shown as the reason of a BAD_USER_INPUT
    CONFLICT = "CONFLICT"
    SESSION_GONE = "SESSION_GONE"  # a live session; open a new one and send the newest draft again
    SOLVER_UNAVAILABLE = "SOLVER_UNAVAILABLE"
    UNAVAILABLE = "UNAVAILABLE"  # 503 where nothing ran; the same may be asked again after Retry-After
    INTERNAL_SERVER_ERROR = "INTERNAL_SERVER_ERROR"


RETRY_SECONDS = 5
"""When what is unavailable now is worth another try."""
REASONS = frozenset({ErrorCode.INVALID_ID, ErrorCode.INVALID_CURSOR})


class ApiError(Exception):
    """An error that the client caused or can act on: its message and code are shown as they are."""

    def __init__(self, code: ErrorCode, message: str, **details: object) -> None:
        super().__init__(said(message))
        self.code = code
        self.message = said(message)
        self.details: Mapping[str, object] = details

    def extensions(self) -> dict[str, object]:
        """What goes into ``extensions`` of the GraphQL error."""
        if self.code in REASONS:
            return {"code": ErrorCode.BAD_USER_INPUT.value, "reason": self.code.value, **self.details}
        return {"code": self.code.value, **self.details}


class HttpError(ApiError):
    """A request that is refused before GraphQL sees it, with its HTTP status."""

    def __init__(
        self,
        status: int,
        code: ErrorCode,
        message: str,
        headers: Mapping[str, str] | None = None,
        **details: object,
    ) -> None:
        super().__init__(code, message, **details)
        self.status = status
        self.headers = dict(headers or {})

    def body(self) -> dict[str, object]:
        """The JSON answer, in the form of a GraphQL request error."""
        return {"errors": [{"message": self.message, "extensions": self.extensions()}]}
