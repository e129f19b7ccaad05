"""HiGHS as a backend: branch and cut in floating point, its answers brought back to exact integers.

HiGHS is fast on large sparse models, but its points hold within a tolerance only. So every point is rounded
and checked exactly; where it fails, the columns left continuous are solved again as integers, the point is cut
off, and at last the whole model is asked without presolve and with tighter tolerances. Where integers are so large
that HiGHS may be wrong without a point to show it, a proof counts only if a second look gives the same.
"""

from __future__ import annotations

import math
import sys
import time
from array import array
from collections.abc import Callable, Mapping

from domain.integer_model.builder import rebuilt
from domain.lean import replace
from solvers.api import (
    Backend,
    BoundRequest,
    Bounds,
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
from solvers.default_plugins.highs.attempts import Agreement, Attempt, attempts_at
from solvers.default_plugins.highs.covers import cuts_against
from solvers.default_plugins.highs.library import highs_library
from solvers.default_plugins.highs.listener import FirstLook, listen
from solvers.default_plugins.highs.lists import is_small
from solvers.default_plugins.highs.model import hand_over, point_of
from solvers.default_plugins.highs.options import WHOLE_GAP, configured, set_option
from solvers.default_plugins.highs.units import ONES, doubtful
from solvers.default_plugins.highs.work import Work

EXACT_UP_TO = ROWS_EXACT_UP_TO = COLUMNS_EXACT_UP_TO = 2**19
"""Totals of an objective and of a row, and bounds of a column.

Within them, one unit is more than all columns together can be off by when each is taken for whole within 1e-6. Measured
on near ties: no wrong proof of rows in 10,000 models at 19 bits, the first at 24; none of objectives in 8,000 at 27
bits, the first at 29."""
CUT_ROUNDS = 50
"""How often a point that does not hold is cut off and the rest solved again, before asking in another way."""
INTERRUPTED = ("kInterrupt", "kHighsInterrupt")
INFEASIBLE = ("kInfeasible", "kUnboundedOrInfeasible")
PROVES_WITHIN = WHOLE_GAP + 0.005
"""How far the bound may lie above the value of a whole objective that it proves."""
TOLERANCE = 1e-5
"""How far bound and value may differ in the unit of a scaled objective: what HiGHS itself takes for equal."""
BOUND_SLACK = 1e-6
"""Added to a floating-point bound before it is cut down to an integer, so that it stays a bound."""


class Highs(Backend):
    """HiGHS on one thread, to a gap of zero unless told otherwise."""

    name = "highs"
    distribution = "highspy"
    capabilities = Capabilities(
        exact_up_to=EXACT_UP_TO,
        rows_exact_up_to=ROWS_EXACT_UP_TO,
        columns_exact_up_to=COLUMNS_EXACT_UP_TO,
        deterministic_limit_unit="about one second of one core (rounds of cuts and nodes, by the size of the model)",
        threads=True,
        reports_progress=True,
        stops_early=True,
        uses_hint=True,
        relaxation_bounds=True,
    )

    def warm_up(self) -> None:
        """Import HiGHS and create a solver once."""
        highs_library().Highs()

    def prepare(self, model: Model, parameters: SolveParameters, solving: bool) -> None:
        """Import numpy where it is going to be needed."""
        if not solving or not is_small(model) or parameters.memory_limit_mb is not None:
            import numpy  # noqa: F401

    def check_options(self, options: Mapping[str, OptionValue]) -> list[str]:
        """What is wrong with options meant for HiGHS."""
        library = highs_library()
        highs = library.Highs()
        highs.setOptionValue("output_flag", False)
        faults = (set_option(highs, library, name, value) for name, value in options.items())
        return [fault for fault in faults if fault]

    def bounds(self, request: BoundRequest, parameters: SolveParameters, should_stop: Callable[[], bool]) -> Bounds:
        """Bounds from one linear relaxation, solved again from its basis for what is to be sharp."""
        from solvers.default_plugins.highs.bounds import bounds_by_relaxation

        return bounds_by_relaxation(highs_library(), request, parameters, should_stop)

    def solve(self, model: Model, parameters: SolveParameters, watch: Watch) -> SolveResult:
        """Maximise the objective, asking more and more carefully until the answer holds exactly."""
        ends = time.monotonic() + (parameters.time_limit or math.inf)
        agreement = Agreement(2 if doubtful(model) else 1)
        work, over, spent = 0.0, False, False
        for attempt in attempts_at(model):
            for _ in range(CUT_ROUNDS):
                left = replace(parameters, time_limit=max(0.05, ends - time.monotonic()) if ends < math.inf else None)
                if parameters.deterministic_limit is not None:
                    left = replace(left, deterministic_limit=parameters.deterministic_limit - work)
                result, sure = _run(model, left, watch, attempt)
                work += result.work
                spent = parameters.deterministic_limit is not None and work >= parameters.deterministic_limit
                over = watch.should_stop() or time.monotonic() >= ends or spent
                cuts = [] if sure or result.values is None else cuts_against(model, result.values)
                if over or not cuts:
                    break
                model = rebuilt(model, extra=cuts)
            if result.status is SolutionStatus.UNKNOWN:
                result = replace(result, values=None)  # it has served to be cut off and is not handed out
            if agreement.reached(result, sure) or over:
                break
        limit = Termination.STOPPED if watch.should_stop() else Termination.TIME_LIMIT if over else None
        if spent and limit is Termination.TIME_LIMIT:
            limit = Termination.WORK_LIMIT
        return replace(agreement.result(limit), work=work)


def _run(model: Model, parameters: SolveParameters, watch: Watch, attempt: Attempt) -> tuple[SolveResult, bool]:
    """One call of HiGHS; the answer, and whether it holds exactly (else the next attempt may do better)."""
    library, began = highs_library(), time.monotonic()
    highs = configured(library, parameters, attempt.tight, attempt.presolve)
    units = hand_over(library, highs, model, attempt)
    if units.objective != 1:
        highs.setOptionValue("mip_abs_gap", 0.0)
    if model.hint is not None and attempt.fixed is None:
        start = library.HighsSolution()
        start.col_value = units.in_units(model.hint)
        highs.setSolution(start)
    spending = Work.on(model, parameters.deterministic_limit)
    look = FirstLook(began) if units is ONES and "numpy" not in sys.modules else None
    listen(library, highs, model, units, watch, spending, look)
    highs.run()
    status, info, work = highs.getModelStatus().name, highs.getInfo(), spending.spent
    if look is not None and look.over and status in INTERRUPTED:
        return _run(model, _left_after(look, parameters), watch, attempt)
    used_up = spending.limit is not None and work >= spending.limit
    if status in INFEASIBLE:
        known = model.hint is not None and model.admits(model.hint)
        if known:
            detail = "HiGHS calls the model infeasible though a point is known: its numbers are too large for it"
            return SolveResult(SolutionStatus.UNKNOWN, Termination.ERROR, detail=detail, work=work), False
        return SolveResult(SolutionStatus.INFEASIBLE, Termination.INFEASIBILITY, work=work), True
    endings = {
        "kOptimal": Termination.OPTIMALITY,
        "kTimeLimit": Termination.TIME_LIMIT,
        "kSolutionLimit": Termination.WORK_LIMIT,
        "kInterrupt": Termination.WORK_LIMIT if used_up else Termination.STOPPED,
        "kHighsInterrupt": Termination.WORK_LIMIT if used_up else Termination.STOPPED,
    }
    if status not in endings:
        detail = "HiGHS ran out of memory" if status == "kMemoryLimit" else f"HiGHS ended with {status[1:]}"
        return SolveResult(SolutionStatus.UNKNOWN, Termination.ERROR, detail=detail, work=work), False
    claimed = info.mip_dual_bound * units.objective
    by_work = endings[status] is Termination.WORK_LIMIT
    result = SolveResult(
        SolutionStatus.UNKNOWN,
        endings[status],
        bound=_safe_bound(claimed, units.objective),
        detail="the limit of deterministic work is reached" if by_work else "",
        work=work,
        reproducible=status == "kOptimal" or by_work,
    )
    if info.primal_solution_status != 2:
        return result, status != "kOptimal"
    values = point_of(model, units, highs.getSolution().col_value)
    if not model.admits(values):
        repaired = _repaired(model, parameters, watch, values) if attempt.relax_implied else None
        if repaired is None:
            detail = "the point that HiGHS found does not hold in exact arithmetic"
            if result.termination is not Termination.OPTIMALITY:
                return replace(result, detail=detail), True
            return replace(result, termination=Termination.ERROR, values=values, detail=detail), False
        values = repaired
    return _with_point(result, model, values, parameters.gap, claimed, units.objective)


def _left_after(look: FirstLook, parameters: SolveParameters) -> SolveParameters:
    """What is left for the same search from its beginning, with numpy: it repeats, so nothing else is lost."""
    import numpy  # noqa: F401

    limit = parameters.time_limit
    left = None if limit is None else max(0.05, limit - (time.monotonic() - look.began))
    return replace(parameters, time_limit=left)


def _repaired(model: Model, parameters: SolveParameters, watch: Watch, values: array[int]) -> array[int] | None:
    """The same point with its implied columns solved again as integers, or None."""
    settings = replace(parameters, time_limit=min(parameters.time_limit or 5.0, 5.0))
    answer, _ = _run(replace(model, hint=None), settings, watch, Attempt(fixed=values))
    return array("q", answer.values) if answer.values is not None else None


def _safe_bound(bound: float, unit: float) -> int | None:
    return math.floor(bound + BOUND_SLACK * unit + 1e-9 * abs(bound)) if math.isfinite(bound) else None


def _with_point(
    result: SolveResult, model: Model, values: array[int], gap: float, claimed: float, unit: float
) -> tuple[SolveResult, bool]:
    """The result with an exactly checked point; optimal only where the claimed bound and the value agree."""
    objective = model.objective.value(values)
    bound = None if result.bound is None else max(result.bound, objective)
    result = replace(result, status=SolutionStatus.FEASIBLE, values=values, objective=objective, bound=bound)
    if result.termination is not Termination.OPTIMALITY:
        return result, True
    if (
        gap == 0
        and math.isfinite(claimed)
        and claimed - objective >= max(PROVES_WITHIN, TOLERANCE * unit if doubtful(model) else 0)
    ):
        detail = f"HiGHS claims a proof, but its bound {claimed} and the exact value {objective} differ"
        return replace(result, termination=Termination.ERROR, detail=detail), False
    return replace(result, status=SolutionStatus.OPTIMAL, bound=objective if gap == 0 else bound), True


@hookimpl
def optimization_engine_solvers() -> list[type[Backend]]:
    """The HiGHS backend."""
    return [Highs]
