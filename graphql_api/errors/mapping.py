"""Which code an error of the product gets; what is not named here stays inside the server."""

from __future__ import annotations

from domain.errors import InputError, ProblemFileError, SolverUnavailableError
from graphql_api.errors.codes import ApiError, ErrorCode

FAULTS_SHOWN = 100


def public_error(error: BaseException | None) -> ApiError | None:
    """The error as a client may see it, or None where it is nobody's business."""
    if isinstance(error, ApiError):
        return error
    if isinstance(error, ProblemFileError):
        faults = [{"place": fault.place, "message": fault.message} for fault in error.faults[:FAULTS_SHOWN]]
        return ApiError(ErrorCode.BAD_USER_INPUT, "the problem has faults", faults=faults)
    if isinstance(error, InputError):
        return ApiError(ErrorCode.BAD_USER_INPUT, str(error))
    if isinstance(error, SolverUnavailableError):
        return ApiError(ErrorCode.SOLVER_UNAVAILABLE, str(error))
    return None
