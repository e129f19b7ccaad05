"""The error to raise for one field of a mutation's input."""

from __future__ import annotations

from graphql_api.transport.errors.codes import ApiError, ErrorCode
from persistence.database.faults import is_storable


class UserInputError(ApiError):
    """A field of the input that cannot be used: ``UserInputError("name", "is taken", ErrorCode.CONFLICT)``."""

    def __init__(self, field: str, message: str, code: ErrorCode = ErrorCode.BAD_USER_INPUT) -> None:
        super().__init__(code, message, field=field)
        self.field = field


def refuse_unstorable(field: str, text: str, longest: int, shortest: int = 0) -> None:
    """Raise ``UserInputError`` for a text of another length, or one that no database keeps."""
    if not shortest <= len(text) <= longest:
        allowed = f"has to have {shortest} to {longest}" if shortest else f"may have at most {longest}"
        raise UserInputError(field, f"{allowed} characters")
    if not is_storable(text):
        raise UserInputError(field, "holds a character that cannot be stored")
