"""A backend in a process of its own, as the ``SolverPort`` that the use cases know.

The process is started with the first solve and kept warm. Whatever happens to it (a crash, an overrun, memory
used up) becomes a result that says so, and the next solve gets a fresh process.
"""

from __future__ import annotations

import itertools
import threading
import time
from dataclasses import replace

from domain.errors import ParameterError
from domain.model import Plan, SolveParameters
from domain.ports import SolveControl
from domain.result import PlanResult, Termination
from solvers.backend import Backend
from solvers.checks import check_parameters
from solvers.outcome import Standing, concluded, described, without_point
from solvers.process import SolverProcess
from solvers.protocol import Broken, Finished, Found, Moved, Ready, Refused, Solve, Stop, Unavailable

POLL_SECONDS = 0.03
START_SECONDS = 120.0
STOP_GRACE_SECONDS = 0.8
OVERRUN_GRACE_SECONDS = 5.0


class Worker:
    """Solves plans with one backend, one at a time; safe to share between threads."""

    def __init__(
        self,
        backend: type[Backend],
        overrun_grace: float = OVERRUN_GRACE_SECONDS,
        stop_grace: float = STOP_GRACE_SECONDS,
    ) -> None:
        """Nothing is started yet.

        overrun_grace: seconds past the time limit after which the process is killed.
        stop_grace: seconds that a stopped backend has to hand in its best point itself.
        """
        self._backend = backend()
        self._path = f"{backend.__module__}:{backend.__qualname__}"
        self._overrun_grace, self._stop_grace = overrun_grace, stop_grace
        self._lock = threading.Lock()
        self._process: SolverProcess | None = None
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

    def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
        """Solve all stages. Raises ``ParameterError``; everything else that goes wrong is in the result."""
        check_parameters(parameters, self.name, self._backend.capabilities)
        control = control or SolveControl()
        began = time.monotonic()
        while not self._lock.acquire(timeout=POLL_SECONDS):
            if control.cancel_requested or control.stop_requested:
                return self._signed(_ended_early(plan, control), parameters, began)
        try:
            return self._signed(self._solve(plan, parameters, control), parameters, began)
        finally:
            self._lock.release()

    def close(self) -> None:
        """End the process; a later solve starts a new one. Not to be called during a solve."""
        with self._lock:
            self._drop()

    def _signed(self, result: PlanResult, parameters: SolveParameters, began: float) -> PlanResult:
        return replace(
            result,
            solver_name=self.name,
            solver_version=self._backend.version(),
            seconds=time.monotonic() - began,
            parameters=described(parameters),
        )

    def _drop(self) -> None:
        if self._process is not None:
            self._process.kill()
        self._process, self._ready = None, False

    def _solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl) -> PlanResult:
        try:
            early = self._await_ready(plan, control)
            return early or self._Exchange(self, plan, parameters, control).run()
        except EOFError:  # died while starting
            return self._died(plan, Standing.empty(plan), parameters)
        except ParameterError:
            raise
        except BaseException:  # a listener that raises, or Ctrl-C: the process would go on with a plan nobody awaits
            self._drop()
            raise

    def _await_ready(self, plan: Plan, control: SolveControl) -> PlanResult | None:
        """Start the process where there is none; a result where nothing will come of it."""
        if self._process is not None and self._ready:
            return None
        if self._process is None:
            self._process = SolverProcess(self._path)
        deadline = time.monotonic() + START_SECONDS
        while True:
            message = self._process.receive(POLL_SECONDS)
            if isinstance(message, Ready):
                self._ready = True
                return None
            if isinstance(message, Unavailable):
                self._drop()
                return without_point(plan, Termination.ERROR, f"{self.name} does not load: {message.reason}")
            if control.cancel_requested or control.stop_requested:
                return _ended_early(plan, control)
            if time.monotonic() > deadline:
                self._drop()
                return without_point(
                    plan, Termination.ERROR, f"{self.name} did not load within {START_SECONDS:g} s"
                )

    def _died(self, plan: Plan, standing: Standing, parameters: SolveParameters) -> PlanResult:
        detail = self._process.epitaph(parameters.memory_limit_mb) if self._process else ""
        self._drop()
        return concluded(plan, standing, Termination.ERROR, f"{self.name}: {detail}", reproducible=False)

    class _Exchange:
        """One plan on its way through the process: its messages, its deadlines, and what to fall back on."""

        def __init__(self, worker: Worker, plan: Plan, parameters: SolveParameters, control: SolveControl) -> None:
            self.worker, self.plan, self.parameters, self.control = worker, plan, parameters, control
            self.standing = Standing.empty(plan)
            self.ticket = next(worker._tickets)

        def run(self) -> PlanResult:
            worker, control = self.worker, self.control
            process = worker._process
            assert process is not None
            process.send(Solve(self.ticket, self.plan, self.parameters))
            limit, stopped_at = self.parameters.time_limit, None
            deadline = None if limit is None else time.monotonic() + limit + worker._overrun_grace
            while True:
                try:
                    result = self._heard(process.receive(POLL_SECONDS))
                except EOFError:
                    return worker._died(self.plan, self.standing, self.parameters)
                now = time.monotonic()
                if control.cancel_requested:
                    worker._drop()
                    return _ended_early(self.plan, control)
                if result is not None:
                    return result
                if control.stop_requested and stopped_at is None:
                    process.send(Stop(self.ticket))
                    stopped_at = now
                if stopped_at is not None and now > stopped_at + worker._stop_grace:
                    return self._killed(Termination.STOPPED, "it did not react to being stopped")
                if deadline is not None and now > deadline:
                    return self._killed(Termination.TIME_LIMIT, f"it overran its time limit of {limit:g} s")

        def _heard(self, message: object) -> PlanResult | None:
            if isinstance(message, Moved):
                self.control.on_progress(message.progress)
            elif isinstance(message, Found):
                self.standing = message.standing
            elif isinstance(message, Refused):
                raise ParameterError("; ".join(message.faults))
            elif isinstance(message, Finished) and message.ticket == self.ticket:
                return message.result
            elif isinstance(message, Broken):
                self.worker._drop()
                detail = message.detail
                if detail == "out of memory" and self.parameters.memory_limit_mb is not None:
                    detail += f" (its limit is {self.parameters.memory_limit_mb} MB)"
                return concluded(
                    self.plan, self.standing, Termination.ERROR, f"{self.worker.name}: {detail}", reproducible=False
                )
            return None

        def _killed(self, termination: Termination, reason: str) -> PlanResult:
            """The process is ended by force; the last point that it reported is the answer, if there is one."""
            self.worker._drop()
            detail = f"{self.worker.name} was ended by force: {reason}"
            if self.standing.values is not None:
                detail += "; this is the best portfolio that it had reported"
            elif termination is Termination.TIME_LIMIT:
                termination = Termination.ERROR
            return concluded(self.plan, self.standing, termination, detail, reproducible=False)


def _ended_early(plan: Plan, control: SolveControl) -> PlanResult:
    termination = Termination.CANCELLED if control.cancel_requested else Termination.STOPPED
    return without_point(plan, termination, "")
