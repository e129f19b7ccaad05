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
from graphql_api.mutations.user_input import LONGEST_KEY, UserInputError, checked_key
from graphql_api.transport.errors.codes import ErrorCode
from persistence.unit_of_work import SqlUnitOfWork

ABOUT = (
    f"A text of your own choice, {LONGEST_KEY} characters at most. Sent again with the same input, it gets the first "
    "answer and nothing is done twice; with another input it is refused."
)


REHEARSED = "Store nothing and hand nothing on: say in effect what would be changed."


@strawberry.input
class Rehearsable:
    """What every input says whose mutation can be rehearsed."""

    validate_only: bool = strawberry.field(description=REHEARSED, default=False)


@strawberry.input
class Repeatable(Rehearsable):
    """What every input says that may be sent again."""

    idempotency_key: str | None = strawberry.field(description=ABOUT, default=None)


def key_field() -> dict[str, tuple[Any, Any]]:
    """The same as fields of an input that is made from a record."""
    return {
        "idempotency_key": (str | None, strawberry.field(description=ABOUT, default=None)),
        "validate_only": (bool, strawberry.field(description=REHEARSED, default=False)),
    }


def once(uow: SqlUnitOfWork, context: Context, operation: str, asked: Any, make: Callable[[], int]) -> int:
    """The number of what was made, now or when the same was asked before. ``asked`` has an ``idempotency_key``."""
    return int(answer_once(uow, context, operation, asked, make))


def answer_once(uow: SqlUnitOfWork, context: Context, operation: str, asked: Any, make: Callable[[], Any]) -> Any:
    """The same for what is told by more than a number: any value of JSON whose texts can be stored."""
    claim = claim_of(context, operation, asked)
    if claim is None:
        return make()
    known = uow.access.remember(claim)
    answer = answer_to(claim, known)
    if answer is None:
        answer = make()
        uow.access.answer(known.id, answer)
    return answer


def told_once(uow: SqlUnitOfWork, context: Context, operation: str, asked: Any, make: Callable[[], Any]) -> Any:
    """The same for what may repeat texts of the input, which can hold what no database keeps."""
    return json.loads(answer_once(uow, context, operation, asked, lambda: json.dumps(make())))


def claim_of(context: Context, operation: str, asked: Any) -> IdempotencyKey | None:
    """What claims the key of an input; None where it has none. Raises ``UserInputError``."""
    key = None if asked.idempotency_key is strawberry.UNSET else checked_key(asked.idempotency_key)
    if key is None:
        return None
    return IdempotencyKey(operation, context.email or "", key, _digest(asked), context.clock.now())


def answer_to(claim: IdempotencyKey, known: IdempotencyKey | None) -> Any:
    """The answer that the same request got before; None for a new one. Raises ``UserInputError`` for another input."""
    if known is not None and known.input_hash != claim.input_hash:
        raise UserInputError("input.idempotencyKey", "was used before with another input", ErrorCode.CONFLICT)
    return None if known is None else known.answer


def _digest(asked: Any) -> str:
    values = {name: value for name, value in asdict(asked).items() if name not in {"idempotency_key", "validate_only"}}
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=_plain).encode("utf-8")).hexdigest()


def _plain(value: Any) -> Any:
    """A value that JSON has no form for; what was left out is another one than an empty text."""
    return {} if value is strawberry.UNSET else str(value)
