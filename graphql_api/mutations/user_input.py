"""The input of a mutation: what is looked at in single fields, the error to raise for one, and the whole as JSON."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, cast

import strawberry

from domain.records.descriptions import camel_case
from graphql_api.transport.errors.codes import ApiError, ErrorCode
from graphql_api.transport.relay.ids import decode_int_id
from persistence.database.faults import is_storable

LONGEST_KEY = 200
LONGEST_TEXT = 2_000
LONGEST_LIST = 100


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


@cache
def _api_names(kind: Hashable) -> dict[str, str]:
    """The fields of an input, and how the API spells them."""
    return {field.name: camel_case(field.name) for field in fields(cast(Any, kind))}


def plain(value: Any) -> Any:
    """An input as the client named it and JSON can hold it, without what was left out; long texts and lists are cut."""
    if is_dataclass(value):
        given = [(shown, getattr(value, name)) for name, shown in _api_names(cast(Hashable, type(value))).items()]
        return {shown: plain(each) for shown, each in given if each is not strawberry.UNSET}
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value[:LONGEST_LIST]]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value[:LONGEST_TEXT].replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, float | Decimal):
        return Decimal(str(value))
    return value
