"""A first portfolio, without any solver: good, verified, and there at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain.construction.board import Board
from domain.construction.building import build
from domain.construction.completion import completed
from domain.construction.ground import ground_of
from domain.formulation import Formulation
from domain.lean import dataclass
from domain.portfolio.judged import JudgedPortfolio


@dataclass(frozen=True, slots=True)
class Start:
    """A portfolio that keeps every rule, and its point of the model."""

    values: Sequence[int]
    portfolio: JudgedPortfolio


def first_portfolio(formulation: Formulation) -> Start | None:
    """Find a portfolio to start from; None proves nothing, since one may exist all the same.

    It is never worse than the empty portfolio where that is allowed.
    """
    if any(rule.fault is not None for rule in formulation.ruled.rules.mandatory):
        return None
    plan = formulation.plan
    for columns in _attempts(formulation):
        values = completed(formulation, columns)
        if plan.model.admits(values):
            portfolio = JudgedPortfolio(formulation.ruled, formulation.decode(values))
            if not portfolio.violations:
                return Start(values, portfolio)
    return None


def _attempts(formulation: Formulation) -> Iterator[Sequence[int]]:
    """Selected columns of candidate portfolios, the best first; some may break rules."""
    ground = ground_of(formulation)
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
