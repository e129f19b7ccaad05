"""HiGHS as a backend: branch and cut in floating point, its answers brought back to exact integers.

HiGHS is fast on large sparse models, but its points hold within a tolerance only. So every point is rounded
and checked exactly; where it fails, the columns left continuous are solved again as integers, and at last the
whole model without presolve and with tighter tolerances.
"""

from __future__ import annotations

import math
import time
from array import array
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from domain.model import NO_LOWER, NO_UPPER, Model, OptionValue, SolveParameters
from domain.result import SolutionStatus, SolveResult, Termination
from solvers.backend import Backend, Capabilities, Watch
from solvers.hookspecs import hookimpl

EXACT_UP_TO = 2**40
"""Measured: no wrong proof in hundreds of random knapsacks up to 2**48; beyond 2**50 proofs fail the exact check."""
LOOK_SECONDS = 0.02
TAKEN = {
    "time_limit": "time_limit",
    "mip_max_nodes": "deterministic_limit",
    "mip_rel_gap": "gap",
    "mip_abs_gap": "gap",
    "random_seed": "seed",
    "threads": "threads",
}
INFEASIBLE = ("kInfeasible", "kUnboundedOrInfeasible")
BOUND_SLACK = 1e-6
"""Added to a floating-point bound before it is cut down to an integer, so that it stays a bound."""


def _library() -> Any:
    import highspy

    return highspy


@dataclass(frozen=True)
class _Attempt:
    """One way of asking: which columns are left continuous, and with what care."""

    relax_implied: bool = False
    careful: bool = False
    fixed: array[int] | None = None


def _pass_model(highs: Any, model: Model, attempt: _Attempt) -> None:
    """Hand the model over as arrays; a list of expressions takes twenty times as long."""
    import numpy as np

    lower, upper = np.array(model.lower, dtype=float), np.array(model.upper, dtype=float)
    implied = np.frombuffer(model.implied or bytes(model.num_columns), dtype=np.uint8) != 0
    if attempt.fixed is not None:
        point = np.array(attempt.fixed, dtype=float)
        lower, upper = np.where(implied, lower, point), np.where(implied, upper, point)
    row_lower, row_upper = np.array(model.row_lower, dtype=float), np.array(model.row_upper, dtype=float)
    cost = np.zeros(model.num_columns)
    cost[np.array(model.objective.columns, dtype=np.int64)] = np.array(model.objective.coefs, dtype=float)
    library = _library()
    highs.passModel(
        model.num_columns,
        model.num_rows,
        len(model.columns),
        int(library.MatrixFormat.kRowwise),
        int(library.ObjSense.kMaximize),
        0.0,
        cost,
        lower,
        upper,
        np.where(row_lower <= NO_LOWER, -np.inf, row_lower),
        np.where(row_upper >= NO_UPPER, np.inf, row_upper),
        np.array(model.starts[:-1], dtype=np.int32),
        np.array(model.columns, dtype=np.int32),
        np.array(model.coefs, dtype=float),
        np.where(implied & attempt.relax_implied, 0, 1).astype(np.int32),
    )


def _rounded(point: Any) -> array[int]:
    return array("q", [round(value) for value in point])


def _option_fault(highs: Any, library: Any, name: str, value: OptionValue) -> str | None:
    """What is wrong with one of HiGHS's own options, else None."""
    if name in TAKEN:
        return f"option {name} of highs is set through {TAKEN[name]}"
    status, kind = highs.getOptionType(name)
    if status != library.HighsStatus.kOk or name.endswith("_file"):
        return f"highs has no option {name!r} (see the list of options in the HiGHS documentation)"
    kinds = {
        "kBool": (isinstance(value, bool), "true or false"),
        "kInt": (isinstance(value, int) and not isinstance(value, bool), "an integer"),
        "kDouble": (isinstance(value, (int, float)) and not isinstance(value, bool), "a number"),
        "kString": (isinstance(value, str), "a text"),
    }
    fits, wanted = kinds[kind.name]
    if not fits:
        return f"option {name} of highs must be {wanted}, not {value!r}"
    if highs.setOptionValue(name, float(value) if kind.name == "kDouble" else value) != library.HighsStatus.kOk:
        return f"option {name} of highs does not take {value!r}"
    return None


class Highs(Backend):
    """HiGHS on one thread, to a gap of zero unless told otherwise."""

    name = "highs"
    distribution = "highspy"
    capabilities = Capabilities(
        exact_up_to=EXACT_UP_TO,
        deterministic_limit_unit="one node of the branch-and-cut tree",
        threads=True,
        reports_progress=True,
        stops_early=True,
        uses_hint=True,
    )

    def warm_up(self) -> None:
        """Import highspy and create a solver once."""
        _library().Highs()

    def check_options(self, options: Mapping[str, OptionValue]) -> list[str]:
        """What is wrong with options meant for HiGHS."""
        library = _library()
        highs = library.Highs()
        highs.setOptionValue("output_flag", False)
        faults = (_option_fault(highs, library, name, value) for name, value in options.items())
        return [fault for fault in faults if fault]

    def solve(self, model: Model, parameters: SolveParameters, watch: Watch) -> SolveResult:
        """Maximise the objective, asking more and more carefully until the answer holds exactly."""
        ends = time.monotonic() + (parameters.time_limit or math.inf)
        relax = any(model.implied) and not all(model.implied)
        attempts = [_Attempt(relax_implied=True)] if relax else []
        attempts += [_Attempt(), _Attempt(careful=True)]
        work = 0.0
        result = SolveResult(SolutionStatus.UNKNOWN, Termination.ERROR)
        for attempt in attempts:
            left = replace(parameters, time_limit=max(0.05, ends - time.monotonic()) if ends < math.inf else None)
            result, sure = _run(model, left, watch, attempt)
            work += result.work
            if sure or watch.should_stop() or time.monotonic() >= ends:
                break
        return replace(result, work=work)


def _configured(parameters: SolveParameters, careful: bool) -> Any:
    library = _library()
    # The number of threads belongs to a scheduler that outlives a solve; without this the second number is refused.
    library.Highs.resetGlobalScheduler(True)
    highs = library.Highs()
    options: dict[str, OptionValue] = {
        "output_flag": False,
        "threads": parameters.threads or 1,
        "random_seed": parameters.seed,
        "mip_rel_gap": parameters.gap,
        "mip_abs_gap": 0.0,
    }
    if (parameters.threads or 1) > 1:
        options["parallel"] = "on"
    if parameters.time_limit is not None:
        options["time_limit"] = float(parameters.time_limit)
    if parameters.deterministic_limit is not None:
        options["mip_max_nodes"] = math.ceil(parameters.deterministic_limit)
    if careful:
        options.update(presolve="off", mip_feasibility_tolerance=1e-9, primal_feasibility_tolerance=1e-9)
    for name, value in options.items():
        highs.setOptionValue(name, value)
    for name, value in parameters.options.items():
        _option_fault(highs, library, name, value)
    return highs


def _listen(highs: Any, model: Model, watch: Watch) -> None:
    """Report incumbents and bounds, and interrupt wherever HiGHS lets itself be interrupted."""
    kinds = _library().cb.HighsCallbackType
    improved, tree = int(kinds.kCallbackMipImprovingSolution), int(kinds.kCallbackMipInterrupt)
    next_look = 0.0

    def called(kind: Any, _message: str, out: Any, back: Any, _data: object) -> None:
        nonlocal next_look
        if int(kind) == improved:
            watch.report(out.objective_function_value, out.mip_dual_bound, _rounded(out.mip_solution))
        elif time.monotonic() < next_look:
            # HiGHS calls thousands of times a second; looking up every time costs a tenth of a solve.
            return
        elif int(kind) == tree:
            watch.report(out.mip_primal_bound, out.mip_dual_bound)
        next_look = time.monotonic() + LOOK_SECONDS
        if watch.should_stop():
            next_look = 0.0
            back.user_interrupt = True

    highs.setCallback(called, None)
    for kind in (
        kinds.kCallbackMipImprovingSolution,
        kinds.kCallbackMipInterrupt,
        kinds.kCallbackSimplexInterrupt,
        kinds.kCallbackIpmInterrupt,
    ):
        highs.startCallback(kind)


def _run(model: Model, parameters: SolveParameters, watch: Watch, attempt: _Attempt) -> tuple[SolveResult, bool]:
    """One call of HiGHS; the answer, and whether it holds exactly (else the next attempt may do better)."""
    library = _library()
    highs = _configured(parameters, attempt.careful)
    _pass_model(highs, model, attempt)
    if model.hint is not None and attempt.fixed is None:
        start = library.HighsSolution()
        start.col_value = [float(value) for value in model.hint]
        highs.setSolution(start)
    _listen(highs, model, watch)
    highs.run()
    status, info = highs.getModelStatus().name, highs.getInfo()
    work = float(max(0, info.mip_node_count))
    if status in INFEASIBLE:
        known = model.hint is not None and model.admits(model.hint)
        if known:
            detail = "HiGHS calls the model infeasible though a point is known: its numbers are too large for it"
            return SolveResult(SolutionStatus.UNKNOWN, Termination.ERROR, detail=detail, work=work), False
        return SolveResult(SolutionStatus.INFEASIBLE, Termination.INFEASIBILITY, work=work), True
    endings = {
        "kOptimal": Termination.OPTIMALITY,
        "kTimeLimit": Termination.TIME_LIMIT,
        "kSolutionLimit": Termination.TIME_LIMIT,
        "kInterrupt": Termination.STOPPED,
        "kHighsInterrupt": Termination.STOPPED,
    }
    if status not in endings:
        detail = "HiGHS ran out of memory" if status == "kMemoryLimit" else f"HiGHS ended with {status[1:]}"
        return SolveResult(SolutionStatus.UNKNOWN, Termination.ERROR, detail=detail, work=work), False
    by_nodes = status == "kSolutionLimit"
    result = SolveResult(
        SolutionStatus.UNKNOWN,
        endings[status],
        bound=_safe_bound(info.mip_dual_bound),
        detail="the limit of nodes is reached" if by_nodes else "",
        work=work,
        reproducible=status == "kOptimal" or by_nodes,
    )
    if info.primal_solution_status != 2:
        return result, status != "kOptimal"
    values = _rounded(highs.getSolution().col_value)
    if not model.admits(values):
        repaired = _repaired(model, parameters, watch, values) if attempt.relax_implied else None
        if repaired is None:
            detail = "the point that HiGHS found does not hold in exact arithmetic"
            return replace(result, termination=Termination.ERROR, detail=detail), False
        values = repaired
    return _with_point(result, model, values, parameters.gap, info.mip_dual_bound)


def _repaired(model: Model, parameters: SolveParameters, watch: Watch, values: array[int]) -> array[int] | None:
    """The same point with its implied columns solved again as integers, or None."""
    settings = replace(parameters, time_limit=min(parameters.time_limit or 5.0, 5.0))
    answer, _ = _run(replace(model, hint=None), settings, watch, _Attempt(fixed=values))
    return array("q", answer.values) if answer.values is not None else None


def _safe_bound(bound: float) -> int | None:
    return math.floor(bound + BOUND_SLACK + 1e-9 * abs(bound)) if math.isfinite(bound) else None


def _with_point(
    result: SolveResult, model: Model, values: array[int], gap: float, claimed: float
) -> tuple[SolveResult, bool]:
    """The result with an exactly checked point; optimal only where the claimed bound and the value agree."""
    objective = model.objective.value(values)
    bound = None if result.bound is None else max(result.bound, objective)
    result = replace(result, status=SolutionStatus.FEASIBLE, values=values, objective=objective, bound=bound)
    if result.termination is not Termination.OPTIMALITY:
        return result, True
    if gap == 0 and math.isfinite(claimed) and claimed - objective >= 0.5:
        detail = f"HiGHS claims a proof, but its bound {claimed} and the exact value {objective} differ"
        return replace(result, termination=Termination.ERROR, detail=detail), False
    return replace(result, status=SolutionStatus.OPTIMAL, bound=objective if gap == 0 else bound), True


@hookimpl
def optimization_engine_solvers() -> list[type[Backend]]:
    """The HiGHS backend."""
    return [Highs]
