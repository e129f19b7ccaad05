"""What a backend is: a name, what it can do, and ``solve`` for one model with one objective.

A backend learns no business: it gets bounded integer columns, integer rows and one objective to
maximise, and answers with a ``SolveResult``. Stages, deadlines, crashes and memory are the worker's affair.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import ClassVar, Protocol, TypeVar

from domain.errors import ParameterError
from domain.installed import installed_version
from domain.integer_model.bounding import BoundRequest, Bounds, bounds_by_span
from domain.integer_model.model import Model, OptionValue, SolveParameters
from domain.integer_model.result import SolveResult
from domain.lean import dataclass

API_VERSION = 1
"""Of the contract between the engine and its backends."""
MARK = "optimization_engine_hook"
MAX_SEED = 2**31 - 1
MAX_THREADS = 1024

Hook = TypeVar("Hook", bound=Callable[..., Iterable[object]])


def hookimpl(function: Hook) -> Hook:
    """Mark the function ``optimization_engine_solvers`` of a plugin, which returns its backend classes.

    Only a mark: solver processes import their backend with it, and need no library for plugins for that.
    """
    setattr(function, MARK, True)
    return function


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a backend can do, in plain facts.

    exact_up_to: the largest range of an objective (sum of |coefficient| x bound) that it proves exactly.
    rows_exact_up_to: the largest total of a row (sum of |coefficient| x bound) with which its proofs are exact.
    columns_exact_up_to: the largest |bound| of a column with which its proofs are exact.
    certain: whether its claims that no point can show (nothing is better, or there is none at all) count as exact
        within these limits; without it they are numerical until another backend confirms them.
    deterministic_limit_unit: what one unit of ``deterministic_limit`` is; empty where it has none.
    relaxation_bounds: whether ``bounds`` knows more than each column by itself.
    products: whether it takes the products of a model as such; the others are given models without.
    bends: whether it takes columns that follow smooth functions, and rounds the figures that it answers with.
    """

    exact_up_to: int
    rows_exact_up_to: int = 2**50
    columns_exact_up_to: int = 2**50
    certain: bool = True
    deterministic: bool = True
    deterministic_limit_unit: str = ""
    threads: bool = False
    reports_progress: bool = False
    stops_early: bool = False
    uses_hint: bool = False
    relaxation_bounds: bool = False
    products: bool = False
    bends: bool = False


class Watch(Protocol):
    """The backend's line to the outside while it solves; cheap to call often, from any thread."""

    def report(
        self, incumbent: int | float | None, bound: int | float | None, values: Sequence[int] | None = None
    ) -> None:
        """Say the best objective so far and the proven bound, in the model's integers.

        values: the point behind a new incumbent. A solve that has to be killed falls back on the last one.
        """

    def should_stop(self) -> bool:
        """Whether the best solution so far is wanted now."""


class Backend(ABC):
    """Base class of every backend. Subclass it, set ``name`` and ``capabilities``, implement ``solve``."""

    api_version: ClassVar[int] = 1
    name: ClassVar[str]
    distribution: ClassVar[str] = ""
    capabilities: ClassVar[Capabilities]

    def version(self) -> str:
        """The library's version, read from its package metadata without importing it; empty when unknown."""
        return (installed_version(self.distribution) or "") if self.distribution else ""

    def unavailable_reason(self) -> str | None:
        """None when it can run here, else why not. Must not import the library."""
        if self.distribution and installed_version(self.distribution) is None:
            return f"the package {self.distribution} is not installed (pip install {self.distribution})"
        return None

    def warm_up(self) -> None:
        """Import the library; called once in the worker process, so that the first solve is not slow."""

    def prepare(self, model: Model, parameters: SolveParameters, solving: bool) -> None:
        """Import what only some models need, before memory is limited. solving: else bounds of it are asked for."""

    def check_options(self, options: Mapping[str, OptionValue]) -> list[str]:
        """What is wrong with the backend's own options (unknown name, wrong type), a sentence each."""
        return [f"{self.name} has no option {name!r}" for name in options]

    def bounds(self, request: BoundRequest, parameters: SolveParameters, should_stop: Callable[[], bool]) -> Bounds:
        """What the model can reach at most, for many narrowings of its columns, without solving any of them.

        Every bound has to hold for all integer points, whatever was rounded: evaluate dual values in exact arithmetic
        (``solvers/dual_bounds.py``). A backend that does set ``relaxation_bounds``; for the others each
        column is taken by itself, which ignores all rows.
        """
        return bounds_by_span(request)

    @abstractmethod
    def solve(self, model: Model, parameters: SolveParameters, watch: Watch) -> SolveResult:
        """Maximise ``model.objective``.

        ``parameters.time_limit`` and ``deterministic_limit`` are what is left for this one objective. An
        optimal result has ``bound == objective`` (within ``parameters.gap``); values are integers. Whatever
        it returns is checked in exact arithmetic, and whatever it raises becomes an error result.
        """


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
