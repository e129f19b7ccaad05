"""Terms that all planning computations share: figures with their proof, answers, and how far a computation is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any

from domain.integer_model.model import LinearForm, Plan, Sense, Stage, StageRole
from domain.integer_model.result import PlanResult, Proof, SolutionStatus
from domain.numbers import to_decimal
from domain.optimization.preparation import PreparedProblem
from domain.optimization.stage_reports import grade_of, verified
from domain.problem.selection import PortfolioSolution

ExtraRow = tuple[str, LinearForm, int, int]
"""A requirement beside the rules: tag, form, lower and upper side, as ``integer_model.model.rebuilt`` takes it."""


@dataclass(frozen=True, slots=True)
class StageFigure:
    """One stage of the objective in its own unit.

    exact: attained by the portfolio. bound: no portfolio is better, exactly. proof: what the solver's claim about the
    stage rests on; a numerical one leaves it without a bound.
    """

    name: str
    sense: Sense
    role: StageRole
    exact: Fraction
    exact_bound: Fraction | None
    proven: bool
    proof: Proof = Proof.NONE

    @property
    def value(self) -> Decimal:
        """The attained value, rounded only where its decimals do not end."""
        return to_decimal(self.exact)

    @property
    def bound(self) -> Decimal | None:
        """The proven bound; None where nothing is known."""
        return None if self.exact_bound is None else to_decimal(self.exact_bound)


@dataclass(frozen=True, slots=True)
class Answer:
    """Result of one solve of a session.

    solution, values: the portfolio and its point; None where none was found. status: optimal when every objective stage
    asked for is proven exactly; infeasible is a proof, too. What is known in floating point only is feasible or
    unknown, and proof says numerical.
    """

    status: SolutionStatus
    stages: tuple[StageFigure, ...] = ()
    solution: PortfolioSolution | None = None
    values: Sequence[int] | None = None
    detail: str = ""
    proof: Proof = Proof.NONE

    @property
    def proven(self) -> bool:
        """Whether the best is proven, or that there is none."""
        return self.status in (SolutionStatus.OPTIMAL, SolutionStatus.INFEASIBLE)

    @property
    def main(self) -> StageFigure | None:
        """The last objective stage: what "value" means, the stages before it being held. None without a portfolio."""
        deciding = [stage for stage in self.stages if stage.role is StageRole.OBJECTIVE]
        return deciding[-1] if deciding else None

    @property
    def selected(self) -> tuple[str, ...]:
        """Keys of the portfolio in file order; empty where there is none."""
        return () if self.solution is None else tuple(self.solution.choices)

    def reached(self, stage: Stage) -> int:
        """The integer of a stage's form that stands for what the portfolio attains, whatever model the form is of.

        Under other rules a model may have other columns, so the point of one says nothing in another.
        """
        exact = next(figure.exact for figure in self.stages if figure.name == stage.name)
        return ceil((-exact if stage.sense is Sense.MINIMIZE else exact) * stage.scale)


@dataclass(frozen=True, slots=True)
class Proven:
    """A figure with its proof.

    value: what the portfolio attains, in the unit of the figure; None where no portfolio was found.
    bound: no portfolio is better than this; None where no bound is known.
    proven: whether the value is exact and the best there is; otherwise the best lies between value and bound.
    proof: what that rests on; numerical where a solver claims it in floating point and nothing confirms it.
    """

    value: Decimal | None
    bound: Decimal | None
    proven: bool
    proof: Proof = Proof.NONE


def proven_figure(stage: StageFigure) -> Proven:
    """Convert a stage of an answer to a figure of a result."""
    return Proven(stage.value, stage.value if stage.proven else stage.bound, stage.proven, stage.proof)


@dataclass(frozen=True, slots=True)
class Step:
    """Progress of an analysis. latest: the newest partial result; None where a step has none."""

    done: int
    total: int
    latest: Any = None


Listener = Callable[[Step], None]
"""Hears of each step as it is done."""


def ignore(_: Step) -> None:
    """A listener that does nothing."""


def answered(prepared: PreparedProblem, plan: Plan, result: PlanResult) -> Answer:
    """The verified portfolio of a result, with the exact value of each stage that is the problem's own.

    Raises ``VerificationError`` where it breaks a rule, or contradicts what is proven.
    """
    values = result.values
    assert values is not None
    outcomes = {outcome.name: outcome for outcome in result.stages}
    own = {stage.name for stage in prepared.formulation.plan.stages}
    known = [stage for stage in plan.stages if stage.name in own]
    portfolio = verified(prepared, values, outcomes, known)
    exact = portfolio.stage_values
    figures = []
    for stage in (stage for stage in plan.stages if stage.role is not StageRole.CANONICAL):
        outcome = outcomes.get(stage.name)
        value = exact[stage.name] if stage.name in own else stage.in_unit(stage.form.value(values))
        proof = Proof.NONE if outcome is None else grade_of(stage, outcome)
        exactly = outcome is not None and proof is Proof.EXACT
        bound = stage.in_unit(outcome.bound) if exactly and outcome and outcome.bound is not None else None
        proven = exactly and outcome is not None and outcome.proven
        figures.append(StageFigure(stage.name, stage.sense, stage.role, value, bound, proven, proof))
    optimal = result.status is SolutionStatus.OPTIMAL and result.is_proof
    status = SolutionStatus.OPTIMAL if optimal else SolutionStatus.FEASIBLE
    return Answer(status, tuple(figures), portfolio.solution, values, result.detail, result.proof)
