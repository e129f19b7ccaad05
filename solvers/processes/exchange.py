"""One plan on its way through a solver process: its messages, its deadlines, and what to fall back on."""

from __future__ import annotations

import time

from domain.errors import ParameterError
from domain.integer_model.model import Plan, SolveParameters
from domain.integer_model.result import PlanResult, Termination
from domain.integer_model.solver import SolveControl
from domain.lean import dataclass
from solvers.processes.memory import processor_seconds, resident_megabytes
from solvers.processes.process import SolverProcess
from solvers.processes.protocol import Alive, Broken, Finished, Found, Moved, Refused, Solve, Stop
from solvers.processes.starts import Foreknown, known_at_start
from solvers.stages.outcome import PlanState, concluded, without_point

POLL_SECONDS = 0.03


@dataclass(frozen=True, slots=True)
class Graces:
    """How long a process is waited for, in seconds.

    overrun: past the time limit.
    stop: after it was told to stop.
    silence: without looking up, and of work after that, for a backend that stops early: it is caught in a loop.
    """

    overrun: float = 5.0
    stop: float = 0.8
    silence: float = 10.0


def ended_early(plan: Plan, control: SolveControl) -> PlanResult:
    """The result of a plan that was cancelled, or stopped before anything better than its start was found."""
    if control.cancel_requested:
        return without_point(plan, Termination.CANCELLED, "")
    return concluded(plan, known_at_start(plan), Termination.STOPPED, reproducible=False)


class Exchange:
    """Sends a plan to a process and listens until there is a result.

    ``run`` leaves the process usable only where ``spent`` is False afterwards.
    """

    def __init__(
        self,
        process: SolverProcess,
        name: str,
        plan: Plan,
        parameters: SolveParameters,
        control: SolveControl,
        looks_up: bool,
    ) -> None:
        """looks_up: whether the backend asks every now and then whether it should stop."""
        self._process, self._name, self._looks_up = process, name, looks_up
        self._seen = 0.0
        self._worked: float | None = None
        self._plan, self._parameters, self._control = plan, parameters, control
        self._standing = PlanState.empty(plan)
        self._foreknown = Foreknown(plan)
        self.spent = True

    def run(self, ticket: int, graces: Graces) -> PlanResult:
        """Solve. Raises ``ParameterError`` for options that the backend does not accept."""
        self._process.send(Solve(ticket, self._plan, self._parameters))
        limit, control = self._parameters.time_limit, self._control
        deadline = None if limit is None else time.monotonic() + limit + graces.overrun
        stop_deadline: float | None = None
        self._seen = time.monotonic()
        while True:
            try:
                result = self._heard(self._process.receive(POLL_SECONDS), ticket)
            except EOFError:
                return self._failed(self._process.epitaph(self._parameters.memory_limit_mb))
            if control.cancel_requested:
                return ended_early(self._plan, control)
            if result is not None:
                return result
            if self._too_large():
                return self._failed(f"the solver process ran out of memory{self._limit_told()}")
            if self._looks_up and self._is_silent(graces.silence):
                return self._failed(f"it worked on for {graces.silence:g} s without looking up and was ended by force")
            now = time.monotonic()
            if control.stop_requested and stop_deadline is None:
                self._process.send(Stop(ticket))
                stop_deadline = now + graces.stop
            if stop_deadline is not None and now > stop_deadline:
                return self._forced(Termination.STOPPED, "it did not react to being stopped")
            if deadline is not None and now > deadline:
                return self._forced(Termination.TIME_LIMIT, f"it overran its time limit of {limit:g} s")

    def _heard(self, message: object, ticket: int) -> PlanResult | None:
        match message:
            case Alive():
                self._seen, self._worked = time.monotonic(), None
            case Moved(progress):
                self._control.on_progress(self._foreknown.completed(progress))
            case Found(standing):
                self._standing = standing
                if self._control.on_point is not None:
                    self._control.on_point(concluded(self._plan, standing, Termination.STOPPED, reproducible=False))
            case Refused(faults):
                self.spent = False
                raise ParameterError("; ".join(faults))
            case Finished(answered, result) if answered == ticket:
                self.spent = self._control.cancel_requested
                return result
            case Broken(detail):
                return self._failed(detail + self._limit_told() if "memory" in detail else detail)
        return None

    def _is_silent(self, most: float) -> bool:
        """Whether it has given no sign for so long, and worked on as long again; one that is kept waiting does not."""
        if time.monotonic() - self._seen <= most:
            return False
        worked = processor_seconds(self._process.pid)
        if self._worked is None:
            self._worked = worked
        return worked - self._worked > most

    def _too_large(self) -> bool:
        limit = self._parameters.memory_limit_mb
        return limit is not None and resident_megabytes(self._process.pid) > limit

    def _limit_told(self) -> str:
        limit = self._parameters.memory_limit_mb
        return "" if limit is None else f" (its limit is {limit} MB)"

    def _failed(self, detail: str) -> PlanResult:
        detail = f"{self._name}: {detail}"
        return concluded(self._plan, self._standing, Termination.ERROR, detail, reproducible=False)

    def _forced(self, termination: Termination, reason: str) -> PlanResult:
        """The process is to be ended by force; the last point that it reported is the answer, if there is one."""
        detail = f"{self._name} was ended by force: {reason}"
        if self._standing.values is None:
            self._standing = known_at_start(self._plan)
        if self._standing.values is not None:
            detail += "; this is the best portfolio that it had reported"
        elif termination is Termination.TIME_LIMIT:
            termination = Termination.ERROR
        return concluded(self._plan, self._standing, termination, detail, reproducible=False)
