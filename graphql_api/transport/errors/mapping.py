"""Which code an error of the product gets; what is not named here stays inside the server."""

from __future__ import annotations

from domain.errors import ConflictingStateError, InputError, NotFoundError, ProblemFileError, SolverUnavailableError
from graphql_api.transport.errors.codes import ApiError, ErrorCode

FAULTS_SHOWN = 100
CODES: dict[type[Exception], ErrorCode] = {
    InputError: ErrorCode.BAD_USER_INPUT,
    NotFoundError: ErrorCode.NOT_FOUND,
    ConflictingStateError: ErrorCode.CONFLICT,
    SolverUnavailableError: ErrorCode.SOLVER_UNAVAILABLE,
}


def public_error(error: BaseException | None) -> ApiError | None:
    """The error as a client may see it, or None where it is nobody's business."""
    if isinstance(error, ApiError):
        return error
    if isinstance(error, ProblemFileError):
        faults = [{"place": fault.place, "message": fault.message} for fault in error.faults[:FAULTS_SHOWN]]
        return ApiError(ErrorCode.BAD_USER_INPUT, "the problem has faults", faults=faults)
    for kind, code in CODES.items():
        if isinstance(error, kind):
            return ApiError(code, str(error))
    return None
