"""A backend in a process of its own, as the ``SolverPort`` that the use cases know.

The process is started with the first solve, or before it where that is foreseen, and kept warm. Whatever happens to
it (a crash, an overrun, memory used up) becomes a result that says so, and the next solve gets a fresh process.
"""

from __future__ import annotations

import itertools
import threading
import time

from domain.integer_model.bounding import BoundRequest, Bounds
from domain.integer_model.model import Plan, SolveParameters
from domain.integer_model.result import PlanResult, Termination
from domain.integer_model.solver import SolveControl
from domain.lean import replace
from solvers.backend import Backend, check_parameters
from solvers.processes.bound_exchange import BoundExchange
from solvers.processes.exchange import POLL_SECONDS, Exchange, Graces, ended_early
from solvers.processes.process import SolverProcess
from solvers.processes.protocol import Ready, Unavailable
from solvers.processes.starts import Patience
from solvers.stages.outcome import described, without_point

START_SECONDS = 120.0


class Worker:
    """Solves plans with one backend, one at a time; safe to share between threads."""

    def __init__(
        self,
        backend: type[Backend],
        graces: Graces | None = None,
        process: SolverProcess | None = None,
        niceness: int = 0,
    ) -> None:
        """Nothing is started yet. The backend's class must be importable by its module and qualified name.

        process: one that was started for this backend before; it is this worker's from now on. niceness: by how much
        those started later yield to other processes.
        """
        self._backend = backend()
        self._path = f"{backend.__module__}:{backend.__qualname__}"
        self._graces = graces or Graces()
        self._lock = threading.Lock()
        self._process, self._niceness = process, niceness
        self._ready = False
        self._tickets = itertools.count(1)

    @property
    def name(self) -> str:
        """The backend's name."""
        return self._backend.name

    @property
    def backend(self) -> Backend:
        """The backend's description: version, capabilities; its library is not imported here."""
        return self._backend

    @property
    def exact_up_to(self) -> int:
        """The largest integer objective range that the backend proves exactly."""
        return self._backend.capabilities.exact_up_to

    @property
    def pid(self) -> int | None:
        """The process id of the warm process, if there is one."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the process, where there is none, without waiting for it: it loads while its first plan is made."""
        if self._lock.acquire(blocking=False):  # Whoever holds it is starting or using the process.
            try:
                self._process = self._process or SolverProcess(self._path, self._niceness)
            finally:
                self._lock.release()

    def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
        """Solve all stages. Raises ``ParameterError``; everything else that goes wrong is in the result."""
        check_parameters(parameters, self.name, self._backend.capabilities)
        control = control or SolveControl()
        began = time.monotonic()
        result = self._in_turn(plan, parameters, control)
        return replace(
            result,
            solver_name=self.name,
            solver_version=self._backend.version(),
            seconds=time.monotonic() - began,
            parameters=described(parameters),
        )

    def bounds(
        self, request: BoundRequest, parameters: SolveParameters, control: SolveControl | None = None
    ) -> Bounds | None:
        """The backend's bounds of a model; None where it has none, or nothing came of it in time."""
        control = control or SolveControl()
        if not self._backend.capabilities.relaxation_bounds:
            return None
        plan = Plan(request.model)
        while not self._lock.acquire(timeout=POLL_SECONDS):
            if control.cancel_requested or control.stop_requested:
                return None
        try:
            patience = Patience(plan, SolveParameters())
            if self._await_ready(plan, parameters, control, patience) is not None or self._process is None:
                return None
            exchange = BoundExchange(self._process, request, parameters, control)
            try:
                return exchange.run(next(self._tickets), self._graces)
            finally:
                if exchange.spent:
                    self._drop()
        finally:
            self._lock.release()

    def close(self) -> None:
        """End the process, and with an error result a solve that is under way; a later solve starts a new one."""
        while not self._lock.acquire(timeout=POLL_SECONDS):
            process = self._process
            if process is not None:
                process.interrupt()
        try:
            self._drop()
        finally:
            self._lock.release()

    def _in_turn(self, plan: Plan, parameters: SolveParameters, control: SolveControl) -> PlanResult:
        patience = Patience(plan, parameters)
        while not self._lock.acquire(timeout=POLL_SECONDS):
            if control.cancel_requested or control.stop_requested:
                return ended_early(plan, control)
            lost = patience.lost(self.name)
            if lost is not None:
                return lost
        try:
            early = self._await_ready(plan, parameters, control, patience)
            return early or self._exchanged(plan, patience.left(), control)
        finally:
            self._lock.release()

    def _exchanged(self, plan: Plan, parameters: SolveParameters, control: SolveControl) -> PlanResult:
        assert self._process is not None
        looks_up = self._backend.capabilities.stops_early
        exchange = Exchange(self._process, self.name, plan, parameters, control, looks_up)
        try:
            return exchange.run(next(self._tickets), self._graces)
        finally:
            # Spent also when a listener raised or Ctrl-C came: the process would go on with a plan nobody awaits.
            if exchange.spent:
                self._drop()

    def _await_ready(
        self, plan: Plan, parameters: SolveParameters, control: SolveControl, patience: Patience
    ) -> PlanResult | None:
        """Start the process where there is none; a result where nothing will come of it, or not in time."""
        if self._process is not None and not self._process.alive:
            self._drop()
        if self._process is None:
            self._process = SolverProcess(self._path, self._niceness)
        deadline = time.monotonic() + START_SECONDS
        while not self._ready:
            try:
                message = self._process.receive(POLL_SECONDS)
            except EOFError:
                return self._not_started(plan, self._process.epitaph(parameters.memory_limit_mb))
            self._ready = isinstance(message, Ready)
            if isinstance(message, Unavailable):
                return self._not_started(plan, f"does not load: {message.reason}")
            if control.cancel_requested or control.stop_requested:
                return ended_early(plan, control)
            lost = patience.lost(self.name)
            if lost is not None:
                return lost  # the process goes on loading, for the next solve
            if time.monotonic() > deadline:
                return self._not_started(plan, f"did not load within {START_SECONDS:g} s")
        return None

    def _not_started(self, plan: Plan, reason: str) -> PlanResult:
        self._drop()
        return without_point(plan, Termination.ERROR, f"{self.name}: {reason}")

    def _drop(self) -> None:
        if self._process is not None:
            self._process.kill()
        self._process, self._ready = None, False
