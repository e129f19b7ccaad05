"""What can be wrong with solve parameters, before any process is asked."""

from __future__ import annotations

import math

from domain.errors import ParameterError
from domain.integer_model.model import SolveParameters
from solvers.backend import Backend, Capabilities

MAX_SEED = 2**31 - 1
MAX_THREADS = 1024


def _positive(value: float) -> bool:
    return math.isfinite(value) and value > 0


def parameter_faults(parameters: SolveParameters, name: str, capabilities: Capabilities) -> list[str]:
    """Every fault of the common parameters, a sentence each; a backend's own options are not looked at."""
    faults = []
    if parameters.time_limit is not None and not _positive(parameters.time_limit):
        faults.append(f"time_limit must be a positive number of seconds, not {parameters.time_limit}")
    if parameters.deterministic_limit is not None:
        if not capabilities.deterministic_limit_unit:
            faults.append(f"{name} has no deterministic clock; use time_limit instead of deterministic_limit")
        elif not _positive(parameters.deterministic_limit):
            faults.append(f"deterministic_limit must be positive, not {parameters.deterministic_limit}")
    if not 0 <= parameters.gap < 1:
        faults.append(f"gap must be at least 0 and below 1, not {parameters.gap}")
    if not 0 <= parameters.seed <= MAX_SEED:
        faults.append(f"seed must lie between 0 and {MAX_SEED}, not {parameters.seed}")
    if parameters.threads is not None and parameters.threads < 1:
        faults.append(f"threads must be at least 1, not {parameters.threads}")
    elif parameters.threads is not None and parameters.threads > MAX_THREADS:
        faults.append(f"threads may be {MAX_THREADS} at most, not {parameters.threads}")
    elif parameters.threads is not None and parameters.threads > 1 and not capabilities.threads:
        faults.append(f"{name} works on one thread only; leave threads out or set it to 1")
    if parameters.memory_limit_mb is not None and parameters.memory_limit_mb < 1:
        faults.append(f"memory_limit_mb must be at least 1, not {parameters.memory_limit_mb}")
    return faults


def check_parameters(parameters: SolveParameters, name: str, capabilities: Capabilities) -> None:
    """Raise ``ParameterError`` with every fault of the common parameters."""
    faults = parameter_faults(parameters, name, capabilities)
    if faults:
        raise ParameterError("; ".join(faults))


def check_own_options(parameters: SolveParameters, backend: type[Backend]) -> None:
    """Raise ``ParameterError`` for options that the backend does not know; one that cannot run here is not asked."""
    if not parameters.options:
        return
    asked = backend()
    if asked.unavailable_reason() is None:
        faults = asked.check_options(parameters.options)
        if faults:
            raise ParameterError("; ".join(faults))
