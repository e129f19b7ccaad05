"""Requests that may be sent again: the same key with the same input gets the first answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import strawberry

from domain.storage.tokens_and_roles import IdempotencyKey
from graphql_api.context import Context
from graphql_api.mutations.user_input import UserInputError, refuse_unstorable
from graphql_api.transport.errors.codes import ErrorCode
from persistence.unit_of_work import SqlUnitOfWork

LONGEST = 200
ABOUT = (
    f"A text of your own choice, {LONGEST} characters at most. Sent again with the same input, it gets the first "
    "answer and nothing is done twice; with another input it is refused."
)


def key_field() -> dict[str, tuple[Any, Any]]:
    """The field of an input that may be sent again."""
    return {"idempotency_key": (str | None, strawberry.field(description=ABOUT, default=None))}


def checked_key(key: str | None) -> str | None:
    """An idempotency key that can be kept. Raises ``UserInputError``."""
    if key is not None:
        refuse_unstorable("input.idempotencyKey", key, LONGEST, 1)
    return key


def once(uow: SqlUnitOfWork, context: Context, operation: str, asked: Any, make: Callable[[], int]) -> int:
    """The number of what was made, now or when the same was asked before. ``asked`` has an ``idempotency_key``."""
    return int(answer_once(uow, context, operation, asked, make))


def answer_once(uow: SqlUnitOfWork, context: Context, operation: str, asked: Any, make: Callable[[], Any]) -> Any:
    """The same for what is told by more than a number: any value of JSON."""
    key = None if asked.idempotency_key is strawberry.UNSET else checked_key(asked.idempotency_key)
    if key is None:
        return make()
    digest = _digest(asked)
    claim = IdempotencyKey(operation, context.email or "", key, digest, context.clock.now())
    known = uow.access.remember(claim)
    if known.input_hash != digest:
        message = "was used before with another input"
        raise UserInputError("input.idempotencyKey", message, ErrorCode.CONFLICT)
    if known.answer is not None:
        return known.answer
    answer = make()
    uow.access.answer(known.id, answer)
    return answer


def _digest(asked: Any) -> str:
    values = {name: value for name, value in asdict(asked).items() if name != "idempotency_key"}
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode("utf-8")).hexdigest()
