"""CP-SAT of OR-Tools as a backend: integers only, no floating point in its proof.

The compiled core is used directly: the usual Python layer on top of it imports a data frame library, which
costs 50 MB and half a second, and builds an expression object for every term.
"""

from __future__ import annotations

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
from solvers.default_plugins.stopping import stopper

TAKEN = {
    "max_time_in_seconds": "time_limit",
    "max_deterministic_time": "deterministic_limit",
    "relative_gap_limit": "gap",
    "random_seed": "seed",
    "num_workers": "threads",
    "num_search_workers": "threads",
    "max_memory_in_mb": "memory_limit_mb",
}


def set_option(settings: Any, name: str, value: OptionValue) -> str | None:
    """Set one of CP-SAT's parameters; what is wrong with it, else None."""
    if name in TAKEN:
        return f"option {name} of cp-sat is set through {TAKEN[name]}"
    current = getattr(settings, name, None)
    if name.startswith("_") or not name.islower() or current is None or callable(current):
        return f"cp-sat has no option {name!r} (see SatParameters in the OR-Tools documentation)"
    if isinstance(current, bool):
        fits, wanted = isinstance(value, bool), "true or false"
    elif isinstance(current, int):
        fits, wanted = isinstance(value, int) and not isinstance(value, bool), "an integer"
    elif isinstance(current, float):
        fits, wanted = isinstance(value, (int, float)) and not isinstance(value, bool), "a number"
    elif hasattr(current, "__members__"):
        members = type(current).__members__
        fits, wanted = value in members, "one of " + ", ".join(members)
        value = members.get(value, value)
    else:
        fits, wanted = False, "left out: it cannot be set here"
    if not fits:
        return f"option {name} of cp-sat must be {wanted}, not {value!r}"
    try:
        setattr(settings, name, value)
    except (TypeError, ValueError, OverflowError):
        return f"option {name} of cp-sat does not take {value!r}"
    return None


def settings_of(core: Any, parameters: SolveParameters, packing: bool = False) -> Any:
    """The settings of one solve; options are taken to have been checked."""
    settings = core.SatParameters()
    settings.num_workers = parameters.threads or 1
    # One worker proves these models only with the full linear relaxation, and packs choices far sooner without any.
    # Several share their findings in a fixed order, or the same problem would not always give the same portfolio.
    settings.linearization_level = 0 if packing else 2
    settings.interleave_search = settings.num_workers > 1
    # Where one row contains another, presolve of OR-Tools 9.15 adds up Boolean terms in 32 bits, and cuts off points
    # once a row's total passes 2**31 (google/or-tools#5293). Leaving this step out costs nothing measurable.
    settings.presolve_inclusion_work_limit = 0
    settings.random_seed = parameters.seed
    settings.relative_gap_limit = parameters.gap
    if parameters.time_limit is not None:
        settings.max_time_in_seconds = parameters.time_limit
    if parameters.deterministic_limit is not None:
        settings.max_deterministic_time = parameters.deterministic_limit
    for name, value in parameters.options.items():
        set_option(settings, name, value)
    return settings


def _core() -> Any:
    """OR-Tools' compiled CP-SAT module."""
    from ortools.sat.python import cp_model_helper

    return cp_model_helper


def _proto(core: Any, model: Model) -> Any:
    """The model as CP-SAT's own message; it minimises, so the objective is negated."""
    proto = core.CpModelProto()
    for low, high in zip(model.lower, model.upper, strict=True):
        proto.variables.add().domain.extend((low, high))
    for row in range(model.num_rows):
        span = slice(model.starts[row], model.starts[row + 1])
        linear = proto.constraints.add().linear
        linear.vars.extend(list(model.columns[span]))
        linear.coeffs.extend(list(model.coefs[span]))
        linear.domain.extend((model.row_lower[row], model.row_upper[row]))
    if model.objective.columns:
        proto.objective.vars.extend(list(model.objective.columns))
        proto.objective.coeffs.extend([-coef for coef in model.objective.coefs])
        proto.objective.scaling_factor = -1.0
    if model.hint is not None:
        proto.solution_hint.vars.extend(range(model.num_columns))
        proto.solution_hint.values.extend(list(model.hint))
    return proto


def _listeners(core: Any, wrapper: Any, watch: Watch, bounds: list[float]) -> Any:
    def on_bound(bound: float) -> None:
        bounds[:] = [bound]
        watch.report(None, bound)

    class OnSolution(core.SolutionCallback):  # type: ignore[misc]
        def OnSolutionCallback(self) -> None:
            point = array("q", list(self.Response().solution))
            watch.report(round(self.ObjectiveValue()), self.BestObjectiveBound(), point)

    listener = OnSolution()
    wrapper.add_solution_callback(listener)
    wrapper.add_best_bound_callback(on_bound)
    return listener


class CpSat(Backend):
    """Google's CP-SAT: one worker, the strongest linear relaxation and a fixed seed unless told otherwise."""

    name = "cp-sat"
    distribution = "ortools"
    capabilities = Capabilities(
        exact_up_to=2**50,
        deterministic_limit_unit="about one second of one core (CP-SAT's deterministic time)",
        threads=True,
        reports_progress=True,
        stops_early=True,
        uses_hint=True,
    )

    def warm_up(self) -> None:
        """Import OR-Tools' core."""
        _core()

    def check_options(self, options: Mapping[str, OptionValue]) -> list[str]:
        """What is wrong with options meant for CP-SAT's SatParameters."""
        settings = _core().SatParameters()
        faults = (set_option(settings, name, value) for name, value in options.items())
        return [fault for fault in faults if fault]

    def solve(self, model: Model, parameters: SolveParameters, watch: Watch) -> SolveResult:
        """Maximise the objective; integers too large for 64 bits are an error result that says so."""
        core = _core()
        proto, settings = _proto(core, model), settings_of(core, parameters, model.packing)
        fault = core.CpSatHelper.validate_model(proto)
        if fault:
            detail = f"CP-SAT cannot hold the numbers of this model in 64 bits: {' '.join(fault.split())[:300]}"
            return SolveResult(SolutionStatus.UNKNOWN, Termination.ERROR, detail=detail)
        wrapper = core.SolveWrapper()
        wrapper.set_parameters(settings)
        bounds: list[float] = []
        listener = _listeners(core, wrapper, watch, bounds)
        started = time.monotonic()
        with stopper(wrapper.stop_search, watch) as stopped:
            response = wrapper.solve(proto)
        wrapper.clear_solution_callback(listener)
        seconds = time.monotonic() - started
        by_clock = parameters.time_limit is not None and seconds >= 0.98 * parameters.time_limit
        repeatable = settings.num_workers == 1 or settings.interleave_search
        result = _result(model, parameters, response, bool(bounds))
        if result.termination is not Termination.TIME_LIMIT:
            return replace(result, reproducible=repeatable)
        if stopped.is_set():
            return replace(result, termination=Termination.STOPPED, reproducible=False)
        if by_clock:
            return replace(result, reproducible=False)
        detail = "the limit of deterministic work is reached"
        return replace(result, termination=Termination.WORK_LIMIT, reproducible=repeatable, detail=detail)


def _result(model: Model, parameters: SolveParameters, response: Any, bounded: bool) -> SolveResult:
    work, status = response.deterministic_time, response.status.name
    if status == "INFEASIBLE":
        return SolveResult(SolutionStatus.INFEASIBLE, Termination.INFEASIBILITY, work=work)
    if status not in ("OPTIMAL", "FEASIBLE", "UNKNOWN"):
        detail = f"CP-SAT answers {status}: {response.solution_info or 'no reason given'}"
        return SolveResult(SolutionStatus.UNKNOWN, Termination.ERROR, detail=detail, work=work)
    # CP-SAT keeps the bound of its own (negated) integers exactly; its floating-point twin is not needed.
    # Without a solution or a bound heard of, that field is merely zero.
    bound = -response.inner_objective_lower_bound if model.objective.columns else 0
    if status == "UNKNOWN":
        known = bound if bounded or not model.objective.columns else None
        return SolveResult(SolutionStatus.UNKNOWN, Termination.TIME_LIMIT, bound=known, work=work)
    values = array("q", list(response.solution))
    objective = model.objective.value(values)
    if status == "FEASIBLE":
        return SolveResult(
            SolutionStatus.FEASIBLE, Termination.TIME_LIMIT, values, objective, max(bound, objective), work=work
        )
    bound = objective if parameters.gap == 0 else max(bound, objective)
    return SolveResult(SolutionStatus.OPTIMAL, Termination.OPTIMALITY, values, objective, bound, work=work)


@hookimpl
def optimization_engine_solvers() -> list[type[Backend]]:
    """The CP-SAT backend."""
    return [CpSat]
