"""Prices of rules against a brute force over all portfolios."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.analyses.pricing.rule_prices import RuleKind, RulePricesRequest, rule_prices
from domain.analyses.session.session import PlanningSession
from domain.errors import InputError
from domain.integer_model.result import SolutionStatus
from domain.integer_model.solver import SolverPort
from domain.numbers import to_decimal
from domain.problem.constraints import Cap, ConstraintSet, Dimension, Target, TargetKind
from domain.problem.scenario import ObjectiveMode
from solvers.pool import SolverPool
from tests.domain.builders import d, initiative, problem
from tests.oracle import Oracle
from tests.planning_oracle import SEEDS, best, feasible, main_value, varied_oracle
from tests.tiny_solver import TinySolver

FIRST = 63000


def without_goal(oracle: Oracle, rule_id: str) -> Oracle | None:
    """The problem without a goal; None where the judgement of its candidates would change."""
    rules = oracle.problem.constraint_set
    kept = []
    for target in rules.targets:
        suffix = "" if target.period_key is None else f"@{target.period_key}"
        name = f"target:{target.market or 'global'}:{target.kpi_key}{suffix}"
        if target.floor_or_goal is not TargetKind.GOAL or name != rule_id:
            kept.append(target)
    other = Oracle(replace(oracle.problem, constraint_set=replace(rules, targets=tuple(kept))))
    return other if set(other.figures) == set(oracle.figures) else None


def check(oracle: Oracle, solver: SolverPort, every: bool) -> None:
    session = PlanningSession(oracle.problem, solver)
    result = rule_prices(session, RulePricesRequest(every=every))
    if session.prepared.formulation.notes:
        return
    top = best(feasible(oracle))
    assert result.complete
    assert (result.value is None) == (top is None)
    lexicographic = oracle.scenario.objective_mode is ObjectiveMode.LEXICOGRAPHIC
    for price in result.prices:
        if price.kind is RuleKind.GOAL:
            other = without_goal(oracle, price.rule_id) if lexicographic and top is not None else oracle
            if other is None:
                continue
            after = best(feasible(other))
        else:
            after = best(feasible(oracle, lambda rule_id, gone=price.rule_id: rule_id == gone))
        if top is None:
            expected = SolutionStatus.INFEASIBLE if after is None else SolutionStatus.OPTIMAL
            assert price.gain.status is expected
        else:
            assert after is not None
            assert price.gain.at_least == to_decimal(main_value(after) - main_value(top)), price
            assert price.gain.at_least == price.gain.at_most


@pytest.mark.parametrize("name", ["cp-sat", "highs"])
def test_prices_are_what_dropping_the_rule_gains(pool: SolverPool, name: str) -> None:
    faults = []
    for seed in range(FIRST, FIRST + SEEDS):
        oracle = varied_oracle(seed, 400)
        try:
            check(oracle, pool.solver(name), every=seed % 3 == 0)
        except Exception as error:
            faults.append(f"seed {seed}: {type(error).__name__}: {error}")
    assert not faults, "\n\n".join(faults)


def capped(limit: int) -> ConstraintSet:
    return ConstraintSet(
        caps=(Cap(Dimension.CATEGORY, d(limit), "UX"), Cap(Dimension.CATEGORY, d(limit + 1), "Infra")),
        targets=(Target("north_star", d(1), TargetKind.FLOOR),),
    )


PAIR = (initiative("A", 5, 50, category="UX"), initiative("B", 4, 30, category="Infra"))


def test_rules_that_cost_nothing_are_settled_together() -> None:
    solver = TinySolver()
    result = rule_prices(PlanningSession(problem(*PAIR, rules=capped(9)), solver), RulePricesRequest())
    assert [price.gain.at_most for price in result.prices] == [0, 0, 0]
    assert result.questions == 1


def test_a_rule_with_a_price_is_dropped_by_itself() -> None:
    result = rule_prices(PlanningSession(problem(*PAIR, rules=capped(4)), TinySolver()), RulePricesRequest())
    prices = {price.rule_id: price.gain.at_least for price in result.prices}
    assert prices == {"cap:category:UX": Decimal(50), "cap:category:Infra": 0, "target:global:north_star": 0}
    assert result.prices[0].gain.entered == ("A",)


def test_a_rule_that_is_not_there_is_refused() -> None:
    with pytest.raises(InputError, match="there is no rule cap:category:Ops"):
        rule_prices(
            PlanningSession(problem(*PAIR, rules=capped(4)), TinySolver()), RulePricesRequest(("cap:category:Ops",))
        )
