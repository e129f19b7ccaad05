"""The error to raise for one field of a mutation's input."""

from __future__ import annotations

from graphql_api.transport.errors.codes import ApiError, ErrorCode


class UserInputError(ApiError):
    """A field of the input that cannot be used: ``UserInputError("name", "is taken", ErrorCode.CONFLICT)``."""

    def __init__(self, field: str, message: str, code: ErrorCode = ErrorCode.BAD_USER_INPUT) -> None:
        super().__init__(code, message, field=field)
        self.field = field
