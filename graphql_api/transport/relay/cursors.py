"""Cursors: the sort keys of one row, under the name of the order they belong to."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from graphql_api.transport.errors.codes import ApiError, ErrorCode
from graphql_api.transport.relay.ids import pack, unpack

MAX_LENGTH = 2_000
MAX_EXPONENT = 60
KeyKind = type[int] | type[str] | type[Decimal] | type[date] | type[datetime]

READERS: dict[KeyKind, Callable[[str], Any]] = {
    int: int,
    str: str,
    Decimal: Decimal,
    date: date.fromisoformat,
    datetime: lambda text: datetime.fromisoformat(text).astimezone(UTC),
}


@dataclass(frozen=True, slots=True)
class Order:
    """One way to sort: a name, and the kinds of its keys. The last key must be unique, or rows could be lost."""

    name: str
    kinds: tuple[KeyKind, ...]


def encode_cursor(order: Order, keys: Sequence[object]) -> str:
    """The cursor of a row with these sort keys; None stands for an empty one."""
    texts = [None if key is None else key.isoformat() if isinstance(key, date) else str(key) for key in keys]
    return pack(json.dumps([order.name, *texts], separators=(",", ":"), ensure_ascii=False))


def decode_cursor(order: Order, cursor: str) -> tuple[Any, ...]:
    """The sort keys in a cursor. Raises ``ApiError`` INVALID_CURSOR for a broken one and one of another order."""
    try:
        parts = json.loads(unpack(cursor) or "") if len(cursor) <= MAX_LENGTH else None
        if not isinstance(parts, list) or len(parts) != len(order.kinds) + 1 or parts[0] != order.name:
            raise ValueError
        return tuple(_key(kind, text) for kind, text in zip(order.kinds, parts[1:], strict=True))
    except (ValueError, ArithmeticError, RecursionError):
        message = "this cursor does not come from this list in this order"
        raise ApiError(ErrorCode.INVALID_CURSOR, message, cursor=cursor[:MAX_LENGTH]) from None


def _key(kind: KeyKind, text: object) -> Any:
    if text is None:
        return None
    if not isinstance(text, str):
        raise ValueError
    key = READERS[kind](text)
    if isinstance(key, Decimal) and not (key.is_finite() and abs(key.adjusted()) <= MAX_EXPONENT):
        raise ValueError
    return key
