"""Errors in the shape that Google gives them."""

from __future__ import annotations

from typing import Any

STATUS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}


class ApiError(Exception):
    """An error that is answered to the client."""

    def __init__(self, code: int, message: str) -> None:
        self.code = code
        self.body: dict[str, Any] = {"error": {"code": code, "message": message, "status": STATUS[code]}}
        super().__init__(message)


def not_found() -> ApiError:
    return ApiError(404, "Requested entity was not found.")
