"""Solves a problem with one backend after the other, and looks where they agree."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from domain.analyses.comparing.results import Agreement, ConvergencePoint, SolverAnswer, SolverComparison
from domain.analyses.session.terms import Listener, Step, ignore
from domain.errors import OptimizationEngineError, ParameterError
from domain.integer_model.model import Sense, SolveParameters
from domain.integer_model.result import Progress, Proof, SolutionStatus, Termination
from domain.integer_model.solver import SolveControl, SolverPort
from domain.numbers import ZERO, exact_arithmetic, to_decimal
from domain.optimization.optimize import optimize
from domain.optimization.stage_reports import main_stage
from domain.portfolio.report import PortfolioReport, StageReport
from domain.problem.problem import PortfolioProblem


@dataclass(frozen=True, slots=True)
class Contestant:
    """One backend that takes part. peak_megabytes: asked after its solve; None where it cannot be told."""

    solver: SolverPort
    peak_megabytes: Callable[[], Decimal | None]


def compare_solvers(
    problem: PortfolioProblem,
    contestants: Sequence[Contestant],
    parameters: SolveParameters,
    control: SolveControl | None = None,
    listen: Listener = ignore,
) -> SolverComparison:
    """Solve a problem with one backend after the other, so that none slows another down.

    Cancelled or stopped, it compares what is there. A backend that fails is listed with its reason. Raises
    ``ParameterError`` where a backend refuses the parameters.
    """
    control = control or SolveControl()
    heard = control.on_progress
    answers: list[SolverAnswer] = []
    reports: list[PortfolioReport | None] = []
    for number, contestant in enumerate(contestants, start=1):
        if control.stop_requested or control.cancel_requested:
            break
        track = _Track(heard)
        control.on_progress = track
        try:
            report = optimize(problem, contestant.solver, parameters, control, explain_infeasibility=False)
        except ParameterError:
            raise
        except OptimizationEngineError as error:
            answers.append(_failed(contestant.solver.name, str(error), track))
            reports.append(None)
        else:
            answers.append(_answer(contestant, report, track))
            reports.append(report)
        finally:
            control.on_progress = heard
        listen(Step(number, len(contestants), answers[-1]))
    main = next((stage for report in reports if report and (stage := main_stage(report.stages))), None)
    pairs = list(combinations(zip(answers, reports, strict=True), 2))
    return SolverComparison(
        stage="" if main is None else main.name,
        sense=None if main is None else Sense(main.sense),
        answers=tuple(answers),
        agreements=tuple(
            _agreement(a, first.stages, b, second.stages)
            for (a, first), (b, second) in pairs
            if first is not None and second is not None and a.value is not None and b.value is not None
        ),
        contradictions=tuple(
            text
            for (a, first), (b, second) in pairs
            if first is not None and second is not None
            for text in _contradictions(a, first, b, second)
        ),
    )


class _Track:
    """Keeps every step of a solve that told something new, and passes it on."""

    def __init__(self, heard: Callable[[Progress], None]) -> None:
        self._heard = heard
        self.points: list[ConvergencePoint] = []

    def __call__(self, progress: Progress) -> None:
        point = ConvergencePoint(
            round(progress.elapsed, 3), progress.stage, _figure(progress.incumbent), _figure(progress.bound)
        )
        last = self.points[-1] if self.points else None
        known = last is not None and (last.stage, last.incumbent, last.bound) == (
            point.stage,
            point.incumbent,
            point.bound,
        )
        if not known and (point.incumbent is not None or point.bound is not None):
            self.points.append(point)
        self._heard(progress)


def _figure(value: float | None) -> Decimal | None:
    return None if value is None or not math.isfinite(value) else Decimal(repr(value))


def _answer(contestant: Contestant, report: PortfolioReport, track: _Track) -> SolverAnswer:
    with exact_arithmetic():
        tokens = sum((initiative.tokens for initiative in report.initiatives), ZERO)
    return SolverAnswer(
        solver=contestant.solver.name,
        version=report.solver.version,
        status=report.solution_status,
        termination=report.termination_reason,
        proven=report.is_proof,
        value=report.objective,
        bound=report.bound,
        gap=report.gap,
        seconds=report.timings.solve,
        peak_megabytes=contestant.peak_megabytes(),
        initiatives=len(report.selected),
        tokens=tokens,
        selected=report.selected,
        convergence=(*track.points, *_last_point(report)),
        detail=report.detail,
        proof=report.proof,
    )


def _last_point(report: PortfolioReport) -> list[ConvergencePoint]:
    """Where the main stage ended: a fast solve may end before it has told anything."""
    main = main_stage(report.stages)
    if main is None or (main.value is None and main.bound is None):
        return []
    return [ConvergencePoint(round(report.timings.solve, 3), main.name, main.value, main.bound)]


def _failed(solver: str, reason: str, track: _Track) -> SolverAnswer:
    return SolverAnswer(
        solver=solver,
        version="",
        status=SolutionStatus.UNKNOWN,
        termination=Termination.ERROR,
        proven=False,
        value=None,
        bound=None,
        gap=None,
        seconds=track.points[-1].seconds if track.points else 0.0,
        peak_megabytes=None,
        initiatives=0,
        tokens=ZERO,
        selected=(),
        convergence=tuple(track.points),
        detail=reason,
    )


def _agreement(
    first: SolverAnswer, stages: Sequence[StageReport], second: SolverAnswer, others: Sequence[StageReport]
) -> Agreement:
    ours, theirs = set(first.selected), set(second.selected)
    shared, either = len(ours & theirs), len(ours | theirs)
    return Agreement(
        first=first.solver,
        second=second.solver,
        same_value=[stage.value for stage in stages] == [stage.value for stage in others],
        shared=shared,
        either=either,
        jaccard=to_decimal(Fraction(shared, either)) if either else Decimal(1),
        only_first=tuple(key for key in first.selected if key not in theirs),
        only_second=tuple(key for key in second.selected if key not in ours),
    )


def _contradictions(first: SolverAnswer, one: PortfolioReport, second: SolverAnswer, two: PortfolioReport) -> list[str]:
    """What the two claim that cannot both be true. A value beyond a bound is one only where earlier stages agree."""
    out = []
    for claims, has, other in ((first, second, two), (second, first, one)):
        if claims.status is SolutionStatus.INFEASIBLE and claims.proven and other.selected:
            out.append(f"{claims.solver} proves that there is no portfolio, and {has.solver} has one")
    if not one.selected or not two.selected:
        return out
    for ours, theirs in zip(one.stages, two.stages, strict=True):
        if ours.role != "objective" or ours.value is None or theirs.value is None:
            break
        better = 1 if ours.sense == "maximize" else -1
        for claims, stage, has, value in (
            (first, ours, second, theirs.value),
            (second, theirs, first, ours.value),
        ):
            bound = stage.bound if stage.proof is Proof.EXACT else None
            if bound is not None and better * (value - bound) > 0:
                out.append(
                    f"{claims.solver} proves {ours.name} {bound:f} to be the limit, and {has.solver} has {value:f}"
                )
        if ours.value != theirs.value:
            break
    return out
