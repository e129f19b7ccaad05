"""Models that multiply totals keep all their points when they are tightened, and come closer to them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from domain.construction.completion import completed
from domain.formulation import formulate
from domain.integer_model.builder import rebuilt
from domain.integer_model.model import EXACT_LIMIT
from domain.problem.constraints import ConstraintSet
from domain.problem.totals import FormulaFactor, KpiFormula
from domain.rules.rulebook import ruled
from solvers.stages.factors import tightened
from tests.domain.builders import initiative, problem
from tests.oracle import Oracle
from tests.strategies import formula_problem


def test_a_tightened_model_has_the_same_points() -> None:
    closer = 0
    for seed in range(2000, 2060):
        given = ruled(formula_problem(seed, max_portfolios=150))
        formulation = formulate(given)
        model = formulation.plan.model
        places = {(o.initiative_key, o.period, o.size.scope.value): c for c, o in enumerate(formulation.options)}
        points = [
            completed(formulation, [places[key, *pick] for key, pick in portfolio.picks.items()])
            for portfolio in Oracle(given.problem).portfolios()
        ]
        # Whatever rows are left away, as a conflict or a relaxation does.
        for part in (model, rebuilt(model, [not tag or n % 2 > 0 for n, tag in enumerate(model.tags)])):
            found = tightened(part, EXACT_LIMIT)
            closer += found is not part
            assert [found.admits(point) for point in points] == [part.admits(point) for point in points], seed
    assert closer > 20


def test_a_total_goes_as_far_as_limits_let_it() -> None:
    kpis = {"visits": Decimal(10), "orders": Decimal(1)}
    every = [initiative(f"I-{n}", 3, kpi_contribution=kpis) for n in range(9)]
    formula = KpiFormula("north_star", (FormulaFactor("visits", Decimal(0)), FormulaFactor("orders", Decimal(0))))
    loose = problem(*every, rules=ConstraintSet(kpi_formulas=(formula,)))
    limited = replace(loose, scenario=replace(loose.scenario, capacity_total_tokens=Decimal(7)))
    whole, bound = (formulate(ruled(each)).plan.model for each in (loose, limited))
    total = next(column for column, high in enumerate(whole.upper) if high == 9)
    found = tightened(bound, EXACT_LIMIT)
    assert (tightened(whole, EXACT_LIMIT).upper[total], bound.upper[total], found.upper[total]) == (9, 9, 2)
    assert (found.num_rows, tightened(bound, 10).num_rows) == (bound.num_rows + 1, bound.num_rows)
