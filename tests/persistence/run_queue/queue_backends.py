"""Backends for tests of the run queue: one that works for a while, two that kill."""

from __future__ import annotations

import os
import signal
import time
from array import array
from collections.abc import Mapping

from domain.integer_model.model import Model, OptionValue, SolveParameters
from domain.integer_model.result import SolutionStatus, SolveResult, Termination
from solvers.backend import Backend, Capabilities, Watch, hookimpl


class Busy(Backend):
    """Keeps a processor busy for ``seconds`` and answers with the least of every column."""

    name = "busy"
    capabilities = Capabilities(exact_up_to=2**53, reports_progress=True, stops_early=True)

    def check_options(self, options: Mapping[str, OptionValue]) -> list[str]:
        return [f"no option {name}" for name in options if name != "seconds"]

    def solve(self, model: Model, parameters: SolveParameters, watch: Watch) -> SolveResult:
        values = array("q", model.lower)
        value = model.objective.value(values)
        end = time.monotonic() + float(parameters.options.get("seconds", 0))
        watch.report(value, None, values)
        while time.monotonic() < end:
            if watch.should_stop():
                return SolveResult(SolutionStatus.FEASIBLE, Termination.STOPPED, values, value, reproducible=False)
        return SolveResult(SolutionStatus.OPTIMAL, Termination.OPTIMALITY, values, value, value)


class Crashing(Busy):
    """Dies the way native code does. Its word is never exact, so that nobody asks it for a second opinion."""

    name = "crashing"
    capabilities = Capabilities(exact_up_to=2**53, certain=False, reports_progress=True, stops_early=True)

    def solve(self, model: Model, parameters: SolveParameters, watch: Watch) -> SolveResult:
        os.kill(os.getpid(), signal.SIGSEGV)
        raise AssertionError("unreachable")


class Poison(Crashing):
    """Kills the worker that it belongs to."""

    name = "poison"

    def solve(self, model: Model, parameters: SolveParameters, watch: Watch) -> SolveResult:
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(10)
        raise AssertionError("unreachable")


@hookimpl
def optimization_engine_solvers() -> list[type[Backend]]:
    return [Busy, Crashing, Poison]
