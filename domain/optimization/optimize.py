"""The whole path from a problem to a proven, checked and explained portfolio."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from domain.errors import SolveFailedError
from domain.explanation.explanation import Certainty, explain, explain_absence
from domain.integer_model.model import Plan, SolveParameters
from domain.integer_model.result import PlanResult, Proof, SolutionStatus, Termination
from domain.integer_model.solver import SolveControl, SolverPort
from domain.lean import replace
from domain.optimization.preparation import PreparedProblem, engine_version, prepare
from domain.optimization.stage_reports import main_stage, stage_reports, verified
from domain.optimization.starting import announce, start_of, started_late, starting_from
from domain.portfolio.judged import JudgedPortfolio
from domain.portfolio.report import PortfolioReport, SolverReport, Timings
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode

if TYPE_CHECKING:
    from domain.optimization.infeasibility import Diagnosis

_DETAILS = {
    Termination.OPTIMALITY: "no allowed portfolio does better",
    Termination.INFEASIBILITY: "no portfolio keeps all rules",
    Termination.GAP_REACHED: "the gap that was allowed is reached",
    Termination.WORK_LIMIT: "the work that it was worth is used up before the proof was complete",
    Termination.TIME_LIMIT: "the limit was reached before the proof was complete",
    Termination.STOPPED: "stopped; the best portfolio found so far was kept",
    Termination.CANCELLED: "cancelled; nothing was kept",
}


def optimize(
    problem: PortfolioProblem,
    solver: SolverPort,
    parameters: SolveParameters,
    control: SolveControl | None = None,
    *,
    load_seconds: float = 0.0,
    inputs_hash: str = "",
    explain_infeasibility: bool = True,
) -> PortfolioReport:
    """Solve a problem, verify the portfolio in exact arithmetic and explain it.

    Raises ``SolveFailedError`` when the solver fails, ``VerificationError`` when its portfolio does not
    hold, ``FormulationError`` for numbers beyond any scaling, ``ParameterError`` for refused parameters.
    """
    started = time.perf_counter()
    prepared = prepare(problem, parameters.stage_tolerances)
    plan, control = prepared.formulation.plan, control or SolveControl()

    solving = time.perf_counter()
    start = start_of(prepared)
    announce(start, plan, control)
    result = started_late(prepared, _solved(solver, starting_from(plan, start), parameters, control))
    diagnosis = None
    if result.status is SolutionStatus.INFEASIBLE and explain_infeasibility:
        left = None if parameters.time_limit is None else parameters.time_limit - (time.perf_counter() - started)
        from domain.optimization.infeasibility import diagnose

        diagnosis = diagnose(prepared, solver, parameters, control, left, result.proof)
        if diagnosis.point is not None:
            result, diagnosis = _refuted(solver, plan, parameters, control, diagnosis.point), None
    verifying = time.perf_counter()
    portfolio = _verified(prepared, result)

    explaining = time.perf_counter()
    report = _bare_report(prepared, result, _provenance(prepared, result, parameters, inputs_hash))
    if portfolio is not None:
        report = _with_portfolio(report, prepared, result, portfolio)
        if any(curve.smooth for curve in prepared.rules.curves):
            from domain.optimization.smooth import along_shapes

            left = None if parameters.time_limit is None else parameters.time_limit - (time.perf_counter() - started)
            report = replace(report, smooth=along_shapes(prepared, portfolio, solver, parameters, control, left))
    elif diagnosis is not None:
        report = _with_diagnosis(report, diagnosis)

    ended = time.perf_counter()
    timings = Timings(
        load=load_seconds,
        formulate=prepared.seconds,
        solve=verifying - solving,
        verify=explaining - verifying,
        explain=ended - explaining,
        total=load_seconds + ended - started,
    )
    return replace(report, timings=timings)


def _solved(solver: SolverPort, plan: Plan, parameters: SolveParameters, control: SolveControl | None) -> PlanResult:
    result = solver.solve(plan, parameters, control)
    if result.termination is Termination.ERROR:
        raise SolveFailedError(result.detail or f"{solver.name} failed without saying why")
    return result


def _refuted(
    solver: SolverPort, plan: Plan, parameters: SolveParameters, control: SolveControl | None, point: Sequence[int]
) -> PlanResult:
    """Solve a plan again that was called infeasible, starting from a point that keeps all its rules."""
    result = _solved(solver, replace(plan, model=replace(plan.model, hint=tuple(point))), parameters, control)
    note = "it was called infeasible at first, which a portfolio that keeps every rule has refuted"
    return replace(result, notes=(*result.notes, note))


def _verified(prepared: PreparedProblem, result: PlanResult) -> JudgedPortfolio | None:
    """Check the portfolio against the problem itself; None where there is no portfolio."""
    if result.values is None or result.termination is Termination.CANCELLED:
        return None
    outcomes = {outcome.name: outcome for outcome in result.stages}
    return verified(prepared, result.values, outcomes, prepared.formulation.plan.stages)


def _bare_report(prepared: PreparedProblem, result: PlanResult, solver: SolverReport) -> PortfolioReport:
    """Report of a solve that found no portfolio."""
    plan = prepared.formulation.plan
    infeasible = result.status is SolutionStatus.INFEASIBLE
    detail = _DETAILS[Termination.INFEASIBILITY] if infeasible else result.detail or _DETAILS[result.termination]
    stages = stage_reports(plan, {outcome.name: outcome for outcome in result.stages}, {})
    main = main_stage(stages)
    return PortfolioReport(
        solution_status=_status_without_portfolio(result),
        termination_reason=result.termination,
        detail=detail,
        objective=None,
        bound=None if main is None else main.bound,
        gap=None,
        stages=stages,
        selected=(),
        initiatives=explain_absence(prepared.ruled, f"no portfolio: {detail}"),
        usage=(),
        limiting_rules=(),
        kpis=(),
        targets=(),
        warnings=(*prepared.rules.warnings, *prepared.formulation.notes),
        conflict=None,
        relaxation=None,
        solver=solver,
        timings=Timings(),
        proof=result.proof if infeasible else Proof.NONE,
    )


def _with_portfolio(
    report: PortfolioReport, prepared: PreparedProblem, result: PlanResult, portfolio: JudgedPortfolio
) -> PortfolioReport:
    """Report with the verified portfolio and its explanation."""
    problem, plan = prepared.problem, prepared.formulation.plan
    stages = stage_reports(plan, {outcome.name: outcome for outcome in result.stages}, portfolio.stage_values)
    main = main_stage(stages)
    goals = problem.scenario.objective_mode is ObjectiveMode.LEXICOGRAPHIC
    certainty = Certainty(result.is_proof, goals)
    explanation = explain(portfolio, certainty)
    return replace(
        report,
        solution_status=result.status,
        proof=_grade(result, plan),
        canonical=problem.scenario.canonical and is_canonical(prepared, result),
        objective=None if main is None else main.value,
        bound=None if main is None else main.bound,
        gap=None if main is None else main.gap,
        stages=stages,
        selected=tuple(portfolio.solution.choices),
        initiatives=explanation.initiatives,
        usage=explanation.usage,
        limiting_rules=explanation.limiting_rules,
        kpis=explanation.kpis,
        targets=explanation.targets,
        curves=explanation.curves,
        overheads=explanation.overheads,
        ratios=explanation.ratios,
        formulas=explanation.formulas,
    )


def is_canonical(prepared: PreparedProblem, result: PlanResult) -> bool:
    """Whether every solver returns this portfolio; true where there is nothing to select."""
    return result.is_canonical or (not prepared.formulation.options and result.is_proof)


def _grade(result: PlanResult, plan: Plan) -> Proof:
    """Grade of proof of the status; a rounded stage is never exact."""
    rounded = any(stage.rounding for stage in plan.stages)
    return Proof.NUMERICAL if rounded and result.proof is Proof.EXACT else result.proof


def _with_diagnosis(report: PortfolioReport, diagnosis: Diagnosis) -> PortfolioReport:
    return replace(
        report,
        conflict=diagnosis.conflict,
        relaxation=diagnosis.relaxation,
        warnings=(*report.warnings, *diagnosis.notes),
    )


def _status_without_portfolio(result: PlanResult) -> SolutionStatus:
    infeasible = result.status is SolutionStatus.INFEASIBLE
    return SolutionStatus.INFEASIBLE if infeasible else SolutionStatus.UNKNOWN


def _provenance(
    prepared: PreparedProblem, result: PlanResult, parameters: SolveParameters, inputs_hash: str
) -> SolverReport:
    asked: dict[str, Any] = {
        "time_limit": parameters.time_limit,
        "deterministic_limit": parameters.deterministic_limit,
        "gap": parameters.gap,
        "effort": None if parameters.effort is None else parameters.effort.value,
        "threads": parameters.threads,
        "memory_limit_mb": parameters.memory_limit_mb,
        "options": dict(parameters.options),
        "stage_tolerances": {
            name: {"absolute": tolerance.absolute, "relative": tolerance.relative}
            for name, tolerance in parameters.stage_tolerances.items()
        },
    }
    return SolverReport(
        name=result.solver_name,
        version=result.solver_version,
        parameters={**result.parameters, **asked, "threads": result.parameters.get("threads", parameters.threads)},
        seed=parameters.seed,
        reproducible=result.reproducible,
        notes=result.notes,
        engine_version=engine_version(),
        inputs_hash=inputs_hash,
    )
