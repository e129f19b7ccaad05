"""SCIP as a backend: branch, cut and price in floating point, its answers brought back to exact integers.

A third racer and a third opinion, never the last word: what SCIP says that no point can show counts as numerical until
another backend confirms it. Its points are made to hold exactly while it searches, where rows reach so far that its
tolerances would let others pass.
"""

from __future__ import annotations

import math
import time
from array import array
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from solvers.api import (
    Backend,
    Capabilities,
    Model,
    OptionValue,
    SolutionStatus,
    SolveParameters,
    SolveResult,
    Termination,
    Watch,
    hookimpl,
)
from solvers.default_plugins.scip.listener import listen, work_of
from solvers.default_plugins.scip.model import Built, build
from solvers.default_plugins.scip.options import configured, set_option
from solvers.default_plugins.scip.points import keep_points_exact, point_of
from solvers.default_plugins.stopping import stopper

BOUND_SLACK = 1e-6
"""Added to a floating-point bound before it is cut down to an integer, so that it stays a bound."""
OPTIMAL = ("optimal", "gaplimit")
INFEASIBLE = ("infeasible", "inforunbd")


def _library() -> Any:
    import pyscipopt

    return pyscipopt


class Scip(Backend):
    """SCIP with its own settings, on one thread, to a gap of zero unless told otherwise."""

    name = "scip"
    distribution = "pyscipopt"
    capabilities = Capabilities(
        exact_up_to=2**28,
        rows_exact_up_to=2**20,
        columns_exact_up_to=2**20,
        certain=False,
        deterministic_limit_unit="about one second of one core (iterations of the simplex method, 0.3 ms each)",
        reports_progress=True,
        stops_early=True,
        uses_hint=True,
        bends=True,
    )

    def warm_up(self) -> None:
        """Import PySCIPOpt and create a solver once."""
        _library().Model().free()

    def check_options(self, options: Mapping[str, OptionValue]) -> list[str]:
        """What is wrong with options meant for SCIP."""
        scip = _library().Model()
        faults = [set_option(scip, name, value) for name, value in options.items()]
        scip.free()
        return [fault for fault in faults if fault]

    def solve(self, model: Model, parameters: SolveParameters, watch: Watch) -> SolveResult:
        """Maximise the objective; where implied columns left to themselves give no point, all are integers."""
        if model.bends:
            return _followed(model, parameters, watch)
        ends = time.monotonic() + (parameters.time_limit or math.inf)
        result, sure = _run(model, parameters, watch, relax=True)
        limit, work = parameters.deterministic_limit, result.work
        over = watch.should_stop() or time.monotonic() >= ends or (limit is not None and work >= limit)
        if sure or over or not any(model.implied):
            return result
        left = replace(
            parameters,
            time_limit=None if parameters.time_limit is None else max(0.05, ends - time.monotonic()),
            deterministic_limit=None if limit is None else limit - work,
        )
        result, _ = _run(model, left, watch, relax=False)
        return replace(result, work=work + result.work)


def _run(model: Model, parameters: SolveParameters, watch: Watch, relax: bool) -> tuple[SolveResult, bool]:
    """One call of SCIP; the answer, and whether another way of asking could not do better."""
    library = _library()
    scip = configured(library, parameters)
    try:
        built = build(library, scip, model, relax)
        keep_points_exact(library, built)
        heard = listen(library, built, watch, parameters.deterministic_limit)
        with stopper(scip.interruptSolve, watch) as stopped:
            scip.optimizeNogil()
        return _answer(built, parameters.gap, heard.used_up and not (heard.stopped or stopped.is_set()))
    finally:
        scip.free()


def _followed(model: Model, parameters: SolveParameters, watch: Watch) -> SolveResult:
    """The best point along smooth functions, to the nearest integers: nothing of it is exact, nor checked."""
    library = _library()
    scip = configured(library, parameters)
    try:
        built = build(library, scip, model, relax=True)
        heard = listen(library, built, watch, parameters.deterministic_limit)
        with stopper(scip.interruptSolve, watch) as stopped:
            scip.optimizeNogil()
        status, work = scip.getStatus(), work_of(built)
        if status in INFEASIBLE:
            return SolveResult(SolutionStatus.INFEASIBLE, Termination.INFEASIBILITY, work=work)
        termination, detail, repeatable = _ending(status, heard.used_up and not (heard.stopped or stopped.is_set()))
        claimed = scip.getDualbound()
        bound = math.ceil(claimed) if abs(claimed) < scip.infinity() else None
        result = SolveResult(SolutionStatus.UNKNOWN, termination, None, None, bound, detail, work, repeatable)
        if not scip.getNSols():
            return result
        best = scip.getBestSol()
        values = array("q", [round(scip.getSolVal(best, column)) for column in built.columns])
        proved = SolutionStatus.OPTIMAL if termination is Termination.OPTIMALITY else SolutionStatus.FEASIBLE
        return replace(result, status=proved, values=values, objective=math.floor(scip.getSolObjVal(best)))
    finally:
        scip.free()


def _answer(built: Built, gap: float, used_up: bool) -> tuple[SolveResult, bool]:
    """What SCIP ended with, in exact integers. used_up: the limit of work ended it."""
    scip, model = built.scip, built.model
    status, work = scip.getStatus(), work_of(built)
    if status in INFEASIBLE:
        if model.hint is not None and model.admits(model.hint):
            detail = "SCIP calls the model infeasible though a point is known: its numbers are too large for it"
            return SolveResult(SolutionStatus.UNKNOWN, Termination.ERROR, detail=detail, work=work), False
        return SolveResult(SolutionStatus.INFEASIBLE, Termination.INFEASIBILITY, work=work), True
    termination, detail, repeatable = _ending(status, used_up)
    claimed = scip.getDualbound()
    known = abs(claimed) < scip.infinity()
    bound = math.floor(claimed + BOUND_SLACK + 1e-9 * abs(claimed)) if known else None
    result = SolveResult(SolutionStatus.UNKNOWN, termination, None, None, bound, detail, work, repeatable)
    if not scip.getNSols():
        return result, True
    values = point_of(built, scip.getBestSol())
    if not model.admits(values):
        detail = "the point that SCIP found does not hold in exact arithmetic"
        proved = termination is Termination.OPTIMALITY
        return replace(result, termination=Termination.ERROR if proved else termination, detail=detail), False
    return _with_point(result, model, values, claimed, gap)


def _ending(status: str, used_up: bool) -> tuple[Termination, str, bool]:
    """Why SCIP ended, with a detail, and whether it would end there again."""
    if status in OPTIMAL:
        return Termination.OPTIMALITY, "", True
    if status == "userinterrupt" and used_up:
        return Termination.WORK_LIMIT, "the limit of deterministic work is reached", True
    if status == "userinterrupt":
        return Termination.STOPPED, "", False
    if status == "timelimit":
        return Termination.TIME_LIMIT, "", False
    if status == "memlimit":
        return Termination.ERROR, "SCIP ran out of memory", False
    if status.endswith("limit"):
        return Termination.WORK_LIMIT, f"SCIP ended with {status}, as its options ask", True
    return Termination.ERROR, f"SCIP ended with {status}", True


def _with_point(
    result: SolveResult, model: Model, values: array[int], claimed: float, gap: float
) -> tuple[SolveResult, bool]:
    """The result with an exactly checked point; optimal only where the claimed bound and the value agree."""
    objective = model.objective.value(values)
    bound = None if result.bound is None else max(result.bound, objective)
    result = replace(result, status=SolutionStatus.FEASIBLE, values=values, objective=objective, bound=bound)
    if result.termination is not Termination.OPTIMALITY:
        return result, True
    if gap == 0 and abs(claimed - objective) >= 0.5:
        detail = f"SCIP claims a proof, but its bound {claimed} and the exact value {objective} differ"
        return replace(result, termination=Termination.ERROR, detail=detail), False
    return replace(result, status=SolutionStatus.OPTIMAL, bound=objective if gap == 0 else bound), True


@hookimpl
def optimization_engine_solvers() -> list[type[Backend]]:
    """The SCIP backend."""
    return [Scip]
