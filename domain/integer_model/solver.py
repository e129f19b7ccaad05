"""A solver as the use cases see it, and one running solve seen from outside; adapters are wired in ``cli`` only."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Protocol

from domain.integer_model.model import Plan, SolveParameters
from domain.integer_model.result import PlanResult, Progress


def ignore_progress(_: Progress) -> None:
    """A listener that does nothing."""


class SolveControl:
    """Controls one running solve from outside: hear of progress, stop it (keep the best) or cancel it (keep none).

    Safe to use from any thread; stop and cancel take effect within a second.
    """

    def __init__(
        self,
        on_progress: Callable[[Progress], None] = ignore_progress,
        on_point: Callable[[PlanResult], None] | None = None,
    ) -> None:
        """on_point: hears of each better point, with all that is proven by then, as if the solve had been stopped."""
        self.on_progress, self.on_point = on_progress, on_point
        self._stop = Event()
        self._cancel = Event()

    def stop(self) -> None:
        """Ask for the best portfolio found so far."""
        self._stop.set()

    def cancel(self) -> None:
        """Abandon the solve and free its processor."""
        self._cancel.set()

    @property
    def stop_requested(self) -> bool:
        """Whether stop was called."""
        return self._stop.is_set()

    @property
    def cancel_requested(self) -> bool:
        """Whether cancel was called."""
        return self._cancel.is_set()


class SolverPort(Protocol):
    """Solves plans. A crash, overrun or memory fault is a ``PlanResult`` with termination error, never an exception."""

    @property
    def name(self) -> str:
        """Its name, such as ``cp-sat``, ``highs`` or ``auto``."""

    @property
    def exact_up_to(self) -> int:
        """The largest integer objective range that it proves exactly."""

    def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
        """Solve all stages in order. Raises ``ParameterError`` for parameters that it does not accept."""


class SolverSource(Protocol):
    """Hands out solvers by name, each backend in a process that stays warm."""

    @property
    def available(self) -> tuple[str, ...]:
        """Names of the solvers that can run here."""

    def solver(self, name: str) -> SolverPort:
        """Return a solver by name, or ``auto``; other solvers confirm its claims and answer where it fails."""

    def alone(self, name: str) -> SolverPort:
        """Return a solver by name without any solver to confirm it, for comparisons."""

    def peak_megabytes(self) -> float:
        """Sum of the peak memory of all living solver processes; 0 where it is not known."""

    def close(self) -> None:
        """End all solver processes; the next request starts new ones."""
