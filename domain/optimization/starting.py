"""The constructive start of a problem on its way to a solver, and to people before that."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from domain.integer_model.model import Plan
from domain.integer_model.result import PlanResult, Progress, SolutionStatus, StageOutcome, Termination
from domain.integer_model.solver import SolveControl
from domain.lean import replace
from domain.optimization.preparation import PreparedProblem

if TYPE_CHECKING:
    from domain.construction import Start

TINY_COLUMNS = 40
"""Up to so many columns a solver has its proof sooner than what builds a start is imported."""


def start_of(prepared: PreparedProblem) -> Start | None:
    """A verified portfolio to start from; None where none was found or the solver needs none."""
    return None if _is_tiny(prepared) else _built(prepared)


def started_late(prepared: PreparedProblem, result: PlanResult) -> PlanResult:
    """The solver's answer to a tiny problem; where a limit cut it short, a start if that is better."""
    cut_short = result.status not in (SolutionStatus.OPTIMAL, SolutionStatus.INFEASIBLE)
    if not cut_short or result.termination is Termination.CANCELLED or not _is_tiny(prepared):
        return result
    start, stages = _built(prepared), prepared.formulation.plan.stages
    if start is None:
        return result
    values = [stage.form.value(start.values) for stage in stages]
    former = None if result.values is None else [stage.form.value(result.values) for stage in stages]
    if former is not None and former >= values:
        return result
    # The bound of a stage is one for portfolios as good as that in the stages above it.
    level = next((at for at in range(len(stages)) if former is None or former[at] != values[at]), len(stages))
    known = {outcome.name: outcome for outcome in result.stages}
    outcomes = []
    for at, (stage, value) in enumerate(zip(stages, values, strict=True)):
        outcome = known.get(stage.name) or StageOutcome(stage.name, None, None, proven=False)
        bound = None if at > level or outcome.bound is None else max(outcome.bound, value)
        outcomes.append(replace(outcome, value=value, bound=bound, proven=bound == value))
    return replace(result, status=SolutionStatus.FEASIBLE, values=start.values, stages=tuple(outcomes))


def _is_tiny(prepared: PreparedProblem) -> bool:
    return prepared.formulation.plan.model.num_columns <= TINY_COLUMNS


def _built(prepared: PreparedProblem) -> Start | None:
    from domain.construction import first_portfolio

    return first_portfolio(prepared.formulation)


class LazyStart:
    """Start of a problem, built when first needed."""

    def __init__(self, prepared: PreparedProblem) -> None:
        self._prepared = prepared

    @cached_property
    def values(self) -> Sequence[int] | None:
        """Its point of the model; None where no start was found."""
        start = start_of(self._prepared)
        return None if start is None else start.values


def starting_from(plan: Plan, start: Start | None) -> Plan:
    """The plan with a start as its hint, which solvers begin with and fall back on."""
    return plan if start is None else replace(plan, model=replace(plan.model, hint=start.values))


def announce(start: Start | None, plan: Plan, control: SolveControl) -> None:
    """Report the start as progress before the solver reports anything."""
    if start is not None and plan.stages:
        stage = plan.stages[0]
        control.on_progress(Progress(stage.name, 0.0, incumbent=float(start.portfolio.stage_values[stage.name])))
