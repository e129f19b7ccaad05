"""From errors of an execution to errors of the answer: known ones coded, unexpected ones behind an id in the log."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable

from graphql import GraphQLError

from domain.errors import (
    ConflictingStateError,
    DatabaseUnavailableError,
    InputError,
    LimitReachedError,
    NotFoundError,
    ProblemFileError,
    SessionGoneError,
    SolverUnavailableError,
)
from graphql_api.transport.errors.codes import RETRY_SECONDS, ApiError, ErrorCode, said

FAULTS_SHOWN = 100
CODES: dict[type[Exception], ErrorCode] = {
    InputError: ErrorCode.BAD_USER_INPUT,
    NotFoundError: ErrorCode.NOT_FOUND,
    ConflictingStateError: ErrorCode.CONFLICT,
    LimitReachedError: ErrorCode.LIMIT_EXCEEDED,
    SessionGoneError: ErrorCode.SESSION_GONE,
    SolverUnavailableError: ErrorCode.SOLVER_UNAVAILABLE,
}


def public_error(error: BaseException | None) -> ApiError | None:
    """The error as a client may see it, or None where it is nobody's business."""
    if isinstance(error, ApiError):
        return error
    if isinstance(error, ProblemFileError):
        faults = [{"place": fault.place, "message": said(fault.message)} for fault in error.faults[:FAULTS_SHOWN]]
        return ApiError(ErrorCode.BAD_USER_INPUT, "the problem has faults", faults=faults)
    if isinstance(error, DatabaseUnavailableError):
        logger.warning("the database is unavailable: %s", error)
        return ApiError(ErrorCode.UNAVAILABLE, AWAY, retryAfterSeconds=RETRY_SECONDS)
    for kind, code in CODES.items():
        if isinstance(error, kind):
            return ApiError(code, str(error))
    return None


logger = logging.getLogger("optengine.graphql")

AWAY = "The database cannot be used at the moment; try again in a while."
MASKED = "Something went wrong on the server. Quote the error id when you report it."


def formatted(error: GraphQLError) -> dict[str, object]:
    """One error in the form of the specification."""
    return {**error.formatted, "message": said(error.message)}


def masked(error: Exception, request_id: str = "") -> dict[str, object]:
    """Log an unexpected error under a new id, and give the client the id alone."""
    error_id = secrets.token_hex(8)
    logger.error(
        "unexpected error %s in request %s: %s",
        error_id,
        request_id or "-",
        type(error).__name__,
        exc_info=error,
        extra={"error_id": error_id, "request_id": request_id},
    )
    return {"message": MASKED, "extensions": {"code": ErrorCode.INTERNAL_SERVER_ERROR.value, "errorId": error_id}}


def execution_error(error: GraphQLError, request_id: str = "") -> dict[str, object]:
    """One error that arose while the operation ran, as the client may see it."""
    cause = _cause(error)
    public = public_error(cause)
    if public is not None:
        shown: dict[str, object] = {"message": public.message, "extensions": public.extensions()}
    elif _is_argument_fault(error, cause):
        shown = {"message": said(error.message), "extensions": {"code": ErrorCode.BAD_USER_INPUT.value}}
    else:
        shown = masked(cause or error, request_id)
    if error.locations:
        shown["locations"] = [location.formatted for location in error.locations]
    if error.path is not None:
        shown["path"] = list(error.path)
    return shown


def variable_errors(errors: Iterable[GraphQLError], request_id: str = "") -> list[dict[str, object]]:
    """The faults that graphql-core found in the variables before anything ran."""
    shown = []
    for error in errors:
        cause = _cause(error)
        if isinstance(cause, GraphQLError):
            shown.append({**formatted(error), "extensions": {"code": ErrorCode.BAD_USER_INPUT.value}})
        else:
            shown.append(masked(cause or error, request_id))
    return shown


def execution_errors(errors: Iterable[GraphQLError], request_id: str = "") -> list[dict[str, object]]:
    """All errors that arose while the operation ran."""
    return [execution_error(error, request_id) for error in errors]


def _cause(error: GraphQLError) -> Exception | None:
    cause: Exception | None = error
    while isinstance(cause, GraphQLError):
        if cause.original_error is None:
            return cause
        cause = cause.original_error
    return cause


def _is_argument_fault(error: GraphQLError, cause: Exception | None) -> bool:
    """Whether graphql-core found an argument wanting: it then names the place of the argument itself."""
    return isinstance(cause, GraphQLError) and cause is not error and bool(cause.nodes)
