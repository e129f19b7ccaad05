"""A problem without curves, counts, overheads, formulas, ratios and shares has the model it has without their code."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import pytest

from domain.formulation.elastic import elastic_plan
from domain.formulation.frame import FormulationContext
from domain.formulation.kpi_totals import KpiTotals
from domain.formulation.nonlinear import synergy_columns
from domain.formulation.nonlinear.pulls import Pull
from domain.formulation.objective_terms import objective_weights
from domain.integer_model.model import Plan
from domain.problem.problem import PortfolioProblem
from domain.problem.sizing import kpi_value
from domain.rules.rulebook import ruled
from tests.dense_problems import dense_problem
from tests.period_problems import period_problem
from tests.strategies import random_problem

formulating = import_module("domain.formulation.formulate")
"""The module; its package gives the function of that name."""
MAKERS = (random_problem, random_problem, dense_problem, period_problem)
FAMILIES = ("overhead", "count", "curve", "share", "formula")


def plans(problem: PortfolioProblem) -> tuple[Plan, Plan]:
    formulation = formulating.formulate(ruled(problem))
    return formulation.plan, elastic_plan(formulation).plan


def plain_pull(frame: FormulationContext, kpi_key: str, market: str | None) -> Pull:
    """What pulls at a bonus: the weight of its KPI, and targets over the horizon in which it counts."""
    weight = objective_weights(frame).get(kpi_key, 0)
    felt = any(
        target.period is None and target.kpi_key == kpi_key and target.market in (None, market)
        for target in frame.rules.targets
    )
    return Pull(weight > 0 or felt, weight < 0)


def plain_terms(totals: KpiTotals, kpi_key: str, market: str | None = None, period: int | None = None) -> object:
    """The contributions of options, and the bonuses of the horizon."""
    terms = {}
    for column, option in enumerate(totals.options):
        initiative = totals.candidates[option.initiative_key]
        if market in (None, initiative.market) and period in (None, option.period):
            terms[column] = kpi_value(initiative, option.size, kpi_key)
    for bonus in totals.bonuses if period is None else ():
        if bonus.kpi_key == kpi_key and market in (None, bonus.market):
            terms[bonus.column] = bonus.amount
    return {column: amount for column, amount in terms.items() if amount}


def never(*_: object) -> None:
    raise AssertionError("a problem without any of it comes here")


@pytest.mark.parametrize("place", range(len(MAKERS)))
def test_what_is_not_asked_for_leaves_the_model_as_it_is(place: int, monkeypatch: pytest.MonkeyPatch) -> None:
    make: Callable[[int], PortfolioProblem] = MAKERS[place]
    problems = [make(seed) for seed in range(3000 * place, 3000 * place + 50)]
    found = [plans(problem) for problem in problems]
    with monkeypatch.context() as bypassed:
        for family in FAMILIES:
            bypassed.setattr(formulating, f"add_{family}_columns", never)
        bypassed.setattr(formulating, "add_ratio_rows", never)
        bypassed.setattr(synergy_columns, "pull_at_plain", plain_pull)
        bypassed.setattr(KpiTotals, "terms", plain_terms)
        bypassed.setattr(KpiTotals, "is_bent", lambda *_: False)
        bypassed.setattr(KpiTotals, "overhead_tokens", lambda *_: {})
        bypassed.setattr(KpiTotals, "curve_columns", frozenset())
        assert [plans(problem) for problem in problems] == found
    with monkeypatch.context() as called:
        frames: list[FormulationContext] = []
        build = formulating.build_stages

        def with_all_families(frame: FormulationContext, *given: object) -> object:
            for family in FAMILIES:
                getattr(formulating, f"add_{family}_columns")(frame)
            formulating.add_ratio_rows(frame)
            frames.append(frame)
            return build(frame, *given)  # type: ignore[arg-type]

        called.setattr(formulating, "build_stages", with_all_families)
        assert [plans(problem) for problem in problems] == found
        assert not any(frame.totals.curve_columns or frame.shares for frame in frames)
