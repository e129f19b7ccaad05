"""The failure that every mutation's union has as a member, and how errors of the product become one.

Declare the answer of a mutation as ``Annotated[ScenarioCreated | MutationFailed, strawberry.union(...)]`` and
raise: what the client can mend arrives as typed errors, what it cannot is masked like anywhere else.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

import strawberry

from domain.errors import (
    ConflictingStateError,
    InputError,
    LimitReachedError,
    NotFoundError,
    ProblemFileError,
    SessionGoneError,
    SolverUnavailableError,
)
from graphql_api.mutations.user_input import UserInputError
from graphql_api.mutations.versions import StaleVersion
from graphql_api.transport.errors.codes import ApiError, ErrorCode, said
from graphql_api.transport.relay.node import Node


@strawberry.enum(description="What kind of fault an input has.")
class UserErrorCode(Enum):
    INVALID = strawberry.enum_value("invalid", description="The value cannot be used; the message says why.")
    INVALID_ID = strawberry.enum_value("invalid_id", description="The id is broken, or the id of something else.")
    NOT_FOUND = strawberry.enum_value("not_found", description="What the input names does not exist.")
    CONFLICT = strawberry.enum_value(
        "conflict", description="It does not go with what is stored, such as a taken name."
    )
    FORBIDDEN = strawberry.enum_value("forbidden", description="The token's role does not allow it.")
    LIMIT_REACHED = strawberry.enum_value(
        "limit_reached", description="Who asks has as much waiting or under way as one may have; ask again later."
    )
    SESSION_GONE = strawberry.enum_value(
        "session_gone",
        description="The live session has ended, or another process of the server has it; open a new one and send the "
        "newest draft again.",
    )
    UNAVAILABLE = strawberry.enum_value("unavailable", description="The solver that was asked for cannot run here.")


@strawberry.interface(
    name="Error",
    description="Whatever says that something was not done: `... on Error { message field }`, of any kind.",
)
class Failure:
    message: str = strawberry.field(description="What is wrong, for people.")
    code: UserErrorCode = strawberry.field(description="What is wrong, for programs.")
    field: str | None = strawberry.field(
        description="Where in the input, such as input.name or initiatives[3].market; null for the input as a whole.",
        default=None,
    )


@strawberry.type(description="One fault of a mutation's input.")
class UserError(Failure):
    """One fault of a mutation's input."""


@strawberry.type(
    description="The mutation changed nothing, because its input is at fault. Message, code and field tell the first."
)
class MutationFailed(Failure):
    errors: list[UserError] = strawberry.field(description="Every fault that was found, one at least.")
    current: Node | None = strawberry.field(
        description="The object as it stands, where ifVersion named another version; else null.", default=None
    )


CODES = {
    ErrorCode.BAD_USER_INPUT: UserErrorCode.INVALID,
    ErrorCode.INVALID_ID: UserErrorCode.INVALID_ID,
    ErrorCode.NOT_FOUND: UserErrorCode.NOT_FOUND,
    ErrorCode.CONFLICT: UserErrorCode.CONFLICT,
    ErrorCode.FORBIDDEN: UserErrorCode.FORBIDDEN,
    ErrorCode.SESSION_GONE: UserErrorCode.SESSION_GONE,
    ErrorCode.SOLVER_UNAVAILABLE: UserErrorCode.UNAVAILABLE,
}
KINDS: dict[type[Exception], UserErrorCode] = {
    InputError: UserErrorCode.INVALID,
    NotFoundError: UserErrorCode.NOT_FOUND,
    ConflictingStateError: UserErrorCode.CONFLICT,
    LimitReachedError: UserErrorCode.LIMIT_REACHED,
    SessionGoneError: UserErrorCode.SESSION_GONE,
    SolverUnavailableError: UserErrorCode.UNAVAILABLE,
}


def _fault(message: str, code: UserErrorCode, field: str | None = None) -> UserError:
    return UserError(message=said(message), code=code, field=field)


def user_errors(error: Exception) -> list[UserError]:
    """The faults in an error; none for an error that is not the client's to mend."""
    if isinstance(error, ProblemFileError):
        return [_fault(fault.message, UserErrorCode.INVALID, fault.place or None) for fault in error.faults]
    if isinstance(error, StaleVersion):
        return [_fault(clash.message, UserErrorCode.CONFLICT, clash.place) for clash in error.clashes]
    if isinstance(error, ApiError):
        code = CODES.get(error.code)
        field = error.field if isinstance(error, UserInputError) else None
        return [_fault(error.message, code, field)] if code else []
    return [_fault(str(error), code) for kind, code in KINDS.items() if isinstance(error, kind)]


def _let_go(error: BaseException | None) -> None:
    """Part an error, and those behind it, from the frames that it came through: these know it in their turn, and such
    a circle is found by the collector of garbage alone.
    """
    while error is not None:
        behind = error.__cause__ or error.__context__
        error.__traceback__ = error.__cause__ = error.__context__ = None
        error = behind


class FailureHandler:
    """Turns errors of the product into the failure of the mutation that they arose in."""

    exception_type = (ApiError, *KINDS)
    error_type = MutationFailed

    def handle(self, exception: Exception, *, field: Any, info: Any) -> MutationFailed | None:
        """The failure, or None to let the error pass on and be masked."""
        errors = user_errors(exception)
        current = exception.current if isinstance(exception, StaleVersion) else None
        if not errors:
            return None
        _let_go(exception)
        first = errors[0]
        return MutationFailed(message=first.message, code=first.code, field=first.field, errors=errors, current=current)


HANDLERS = (FailureHandler(),)
"""The ``exception_handlers`` of every schema of this product."""
