"""Every portfolio is a point of the model, whatever it breaks: curves, overheads and formulas shut nothing out."""

from __future__ import annotations

from domain.construction.completion import completed
from domain.formulation import formulate
from domain.portfolio.judged import JudgedPortfolio
from domain.problem.selection import Choice, PortfolioSolution
from domain.rules.rulebook import ruled
from tests.oracle import Oracle
from tests.strategies import formula_problem

SEEDS = (210165, *range(500, 540))


def test_every_portfolio_is_a_point_that_breaks_rows_of_rules_alone() -> None:
    for seed in SEEDS:
        given = ruled(formula_problem(seed, max_portfolios=200))
        formulation = formulate(given)
        model = formulation.plan.model
        places = {(o.initiative_key, o.period, o.size.scope.value): c for c, o in enumerate(formulation.options)}
        for portfolio in Oracle(given.problem).portfolios():
            point = completed(formulation, [places[key, *pick] for key, pick in portfolio.picks.items()])
            assert all(lo <= x <= up for lo, x, up in zip(model.lower, point, model.upper, strict=True)), seed
            broken = {model.tags[row] for row in model.violated_rows(point)}
            assert broken <= portfolio.broken, (seed, portfolio.picks)
            choices = {
                key: Choice(key, t, next(s for s in given.pool.sizes[key] if s.scope.value == scope))
                for key, (t, scope) in portfolio.picks.items()
            }
            values = JudgedPortfolio(given, PortfolioSolution(choices)).stage_values
            for stage in formulation.plan.stages:
                value = stage.form.value(point)
                assert stage.rounding or stage.in_unit(value) == values[stage.name] == portfolio.stages[stage.name]
