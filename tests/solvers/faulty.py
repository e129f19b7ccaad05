"""Backends that misbehave, each in its own way; only ever run inside a solver process."""

from __future__ import annotations

import os
import signal
import time
from array import array
from collections.abc import Mapping

from domain.integer_model.model import Model, OptionValue, SolveParameters
from domain.integer_model.result import SolutionStatus, SolveResult, Termination
from solvers.backend import Backend, Capabilities, Watch

OPTIONS = ("mode",)


class Obedient(Backend):
    """Answers the all-lower point as optimal for an objective without positive coefficients."""

    name = "obedient"
    capabilities = Capabilities(exact_up_to=2**53)

    def check_options(self, options: Mapping[str, OptionValue]) -> list[str]:
        return [f"no option {name}" for name in options if name not in OPTIONS]

    def solve(self, model: Model, parameters: SolveParameters, watch: Watch) -> SolveResult:
        self.misbehave(model, parameters, watch)
        values = array("q", model.lower)
        value = model.objective.value(values)
        return SolveResult(SolutionStatus.OPTIMAL, Termination.OPTIMALITY, values, value, value)

    def misbehave(self, model: Model, parameters: SolveParameters, watch: Watch) -> None:
        """Do harm when the option mode is set."""
        if parameters.options.get("mode"):
            raise ValueError("a plugin's own bug")


class Segfaulting(Obedient):
    name = "segfaulting"

    def misbehave(self, model: Model, parameters: SolveParameters, watch: Watch) -> None:
        if parameters.options.get("mode"):
            os.kill(os.getpid(), signal.SIGSEGV)


class Exiting(Obedient):
    name = "exiting"

    def misbehave(self, model: Model, parameters: SolveParameters, watch: Watch) -> None:
        os._exit(3)


class Hanging(Obedient):
    """Finds a point, says so, and never comes back."""

    name = "hanging"

    def misbehave(self, model: Model, parameters: SolveParameters, watch: Watch) -> None:
        if parameters.options.get("mode") == "found":
            values = array("q", model.lower)
            watch.report(model.objective.value(values), None, values)
        while True:
            time.sleep(0.05)


class Looping(Obedient):
    """Looks up once and never again, as a library does that is caught in a loop of its own.

    With a mode it works on for a second: looking up, or waiting without work.
    """

    name = "looping"
    capabilities = Capabilities(exact_up_to=2**53, stops_early=True)

    def misbehave(self, model: Model, parameters: SolveParameters, watch: Watch) -> None:
        values, mode, began = array("q", model.lower), parameters.options.get("mode"), time.monotonic()
        watch.report(model.objective.value(values), None, values)
        watch.should_stop()
        while not mode or time.monotonic() < began + 1:
            if mode == "looking":
                watch.should_stop()
            elif mode == "waiting":
                time.sleep(0.1)


class Hungry(Obedient):
    name = "hungry"

    def misbehave(self, model: Model, parameters: SolveParameters, watch: Watch) -> None:
        eaten = []
        for _ in range(2000 if parameters.options.get("mode") else 0):
            eaten.append(bytearray(2**20))


class Lying(Obedient):
    """Returns a point that breaks a row."""

    name = "lying"

    def solve(self, model: Model, parameters: SolveParameters, watch: Watch) -> SolveResult:
        values = array("q", model.upper)
        value = model.objective.value(values)
        return SolveResult(SolutionStatus.OPTIMAL, Termination.OPTIMALITY, values, value, value)


class Denying(Obedient):
    """Calls everything infeasible, and says that its proofs end with the number two."""

    name = "denying"
    capabilities = Capabilities(exact_up_to=2**53, rows_exact_up_to=2, columns_exact_up_to=2)

    def solve(self, model: Model, parameters: SolveParameters, watch: Watch) -> SolveResult:
        return SolveResult(SolutionStatus.INFEASIBLE, Termination.INFEASIBILITY)


class Unloadable(Obedient):
    name = "unloadable"

    def warm_up(self) -> None:
        raise ImportError("libsolver.so.1: cannot open shared object file")


class DyingAtStart(Obedient):
    name = "dying-at-start"

    def warm_up(self) -> None:
        os._exit(7)


class Late(Obedient):
    """Takes its time to load."""

    name = "late"

    def warm_up(self) -> None:
        time.sleep(3)
