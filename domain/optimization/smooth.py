"""The smooth form of an answer: what a solver of nonlinear models says where curves follow their shapes."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from domain.formulation.nonlinear.smooth import SmoothPlan, smooth_plan
from domain.integer_model.model import SolveParameters, StageRole
from domain.integer_model.result import Proof, Termination
from domain.integer_model.solver import SolveControl, SolverPort
from domain.lean import replace
from domain.numbers import to_decimal
from domain.optimization.preparation import PreparedProblem
from domain.portfolio.figures import SmoothReport
from domain.portfolio.judged import JudgedPortfolio
from domain.problem.kpis.shapes import value_at
from domain.problem.selection import PortfolioSolution
from domain.problem.totals import CurvePoint
from domain.rules.rules import CurveRule

LEAST_SECONDS = 1.0


def along_shapes(
    prepared: PreparedProblem,
    portfolio: JudgedPortfolio,
    solver: SolverPort,
    parameters: SolveParameters,
    control: SolveControl,
    left: float | None,
) -> SmoothReport | None:
    """What a solver that takes smooth functions finds; None where nothing counts along a curve that asks for it.

    portfolio: the exact answer. left: seconds of the time limit; one at least is given.
    """
    asked = smooth_plan(prepared.formulation)
    if asked is None:
        return None
    seconds = None if left is None else max(left, LEAST_SECONDS)
    result = solver.solve(asked.plan, replace(parameters, time_limit=seconds), control)
    stage = next(each for each in reversed(asked.plan.stages) if each.role is StageRole.OBJECTIVE)
    drawn = judged_along(portfolio, asked).stage_values[stage.name]
    notes = list(asked.notes)
    if result.termination is not Termination.OPTIMALITY:
        notes.append(result.detail or f"it ended by {result.termination.value.replace('_', ' ')}")
    found, value, bound = None, None, None
    if result.values is not None:
        found = judged_along(prepared.judged(prepared.formulation.decode(result.values)), asked)
        value = found.stage_values[stage.name]
        notes += [f"kept within its tolerance only: {violation}" for violation in found.violations]
        told = {outcome.name: outcome.bound for outcome in result.stages}.get(stage.name)
        bound = None if told is None else stage.in_unit(told)
    return SmoothReport(
        rule_ids=tuple(rule.rule_id for rule in asked.rules),
        status=result.status,
        value=None if value is None else _rounded(value),
        bound=None if bound is None else _rounded(bound),
        proof=Proof.NUMERICAL if result.proof is not Proof.NONE else Proof.NONE,
        selected=() if found is None else tuple(found.solution.choices),
        drawn=_rounded(drawn),
        solver=result.solver_name,
        seconds=result.seconds,
        notes=tuple(notes),
    )


def judged_along(portfolio: JudgedPortfolio, asked: SmoothPlan) -> JudgedPortfolio:
    """A portfolio judged along the shapes: each curve is drawn anew through where this portfolio stands on it."""
    ruled, solution = portfolio.ruled, portfolio.solution
    for rule in sorted(asked.rules, key=lambda rule: rule.market is None):
        raw = JudgedPortfolio(ruled, solution).figures.on_curve(rule.kpi_key, rule.market)[0]
        through = replace(rule, points=_through(rule, raw))
        curves = tuple(through if each.rule_id == rule.rule_id else each for each in ruled.rules.curves)
        ruled = replace(ruled, rules=replace(ruled.rules, curves=curves))
    return JudgedPortfolio(ruled, PortfolioSolution(solution.choices))


def _through(rule: CurveRule, raw: Fraction) -> tuple[CurvePoint, ...]:
    """Two points of a line that counts at a raw total what the shape does there."""
    assert rule.smooth is not None
    at = to_decimal(raw, 50)
    counted = value_at(rule.smooth, at)
    return CurvePoint(at, counted), CurvePoint(at + Decimal(1), counted)


def _rounded(value: Fraction) -> Decimal:
    """To 12 digits: no more of it means anything."""
    return to_decimal(Fraction(f"{float(value):.12g}"))
