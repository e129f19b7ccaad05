"""A first portfolio, without any solver: good, verified, and there at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from domain.construction.board import Board
from domain.construction.building import build
from domain.construction.completion import completed
from domain.construction.ground import ground_of
from domain.formulation import Formulation
from domain.lean import dataclass
from domain.portfolio.evaluation import stage_values
from domain.portfolio.verification import verify
from domain.problem.candidates import CandidatePool
from domain.problem.problem import PortfolioProblem
from domain.problem.selection import PortfolioSolution
from domain.rules.rules import RuleBook


@dataclass(frozen=True, slots=True)
class Start:
    """A portfolio that keeps every rule: its point of the model, its solution, and the value of each stage."""

    values: Sequence[int]
    solution: PortfolioSolution
    stages: Mapping[str, Fraction]


def first_portfolio(
    problem: PortfolioProblem, pool: CandidatePool, rules: RuleBook, formulation: Formulation
) -> Start | None:
    """Find a portfolio to start from; None proves nothing, since one may exist all the same.

    It is never worse than the empty portfolio where that is allowed.
    """
    if any(rule.fault is not None for rule in rules.mandatory):
        return None
    plan = formulation.plan
    for columns in _attempts(pool, rules, formulation):
        values = completed(formulation, columns)
        if plan.model.admits(values):
            solution = formulation.decode(values)
            if not verify(problem, pool, rules, solution):
                return Start(values, solution, stage_values(problem, pool, rules, solution))
    return None


def _attempts(pool: CandidatePool, rules: RuleBook, formulation: Formulation) -> Iterator[Sequence[int]]:
    """Selected columns of candidate portfolios, the best first; some may break rules."""
    ground = ground_of(list(pool.candidates), rules, formulation)
    built = build(ground)
    empty = Board(ground).value
    for each in built:
        if each.value > empty:
            yield each.columns
    if not ground.units.must:
        yield ()
    for each in built:
        if each.value <= empty:
            yield each.columns
