"""What is looked at in single fields of a mutation's input: ids, keys and texts; and the error to raise for one."""

from __future__ import annotations

from graphql_api.transport.errors.codes import ApiError, ErrorCode
from graphql_api.transport.relay.ids import decode_int_id
from persistence.database.faults import is_storable

LONGEST_KEY = 200


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


def checked_key(key: str | None) -> str | None:
    """An idempotency key that can be kept. Raises ``UserInputError``."""
    if key is not None:
        refuse_unstorable("input.idempotencyKey", key, LONGEST_KEY, 1)
    return key


def input_number(global_id: str, type_name: str, place: str) -> int:
    """The number in a global id of the input. Raises ``UserInputError`` with its place."""
    try:
        return decode_int_id(global_id, type_name)
    except ApiError as error:
        raise UserInputError(place, error.message, error.code) from None
