"""Answers to what is not run."""

from __future__ import annotations

from graphql_api.context import Context
from graphql_api.transport.errors.codes import ApiError, ErrorCode
from graphql_api.transport.errors.masking import masked
from graphql_api.transport.execution.prepared import PreparedOperation
from graphql_api.transport.execution.request import Answer


class Refused(Exception):
    """An answer that is ready before anything ran."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer


def refusal(error: ApiError, status: int = 0) -> Answer:
    """The answer that says why nothing ran."""
    shown: dict[str, object] = {"message": error.message, "extensions": error.extensions()}
    return Answer(errors=[shown], request_error=True, status=status)


def forbidden(operation: PreparedOperation) -> ApiError:
    """The error for a caller whose role is too small."""
    role = operation.role.value
    return ApiError(ErrorCode.FORBIDDEN, f"this needs the role {role}", role=role)


def unexpected(error: Exception, context: Context) -> Answer:
    """The answer where the server itself is at fault."""
    return Answer(errors=[masked(error, context.request_id)], request_error=True, status=500)
