"""What is left of a problem where only the input tabs can say it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from domain.numbers import ZERO, exact_arithmetic
from domain.problem.constraints import Cap, ConstraintSet, Dimension, Floor
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import Scenario
from domain.problem.sizing import sizes_of

_IN_THE_SHEET = (Dimension.MARKET, Dimension.DEPARTMENT, Dimension.CATEGORY, Dimension.GLOBAL)


def flattened(problem: PortfolioProblem) -> PortfolioProblem:
    """The problem as far as the input tabs can say it: one period, one size for each initiative, and rules that need
    neither teams, programs, synergy groups nor single periods. Pins and lags say nothing in one period, or forbid.
    """
    scenario, rules = problem.scenario, problem.constraint_set
    plain = Scenario(
        name=f"{scenario.name}, from the sheet",
        period_key=scenario.period_key,
        objective_mode=scenario.objective_mode,
        north_star_kpi_key=scenario.north_star_kpi_key,
        objective_weights=scenario.objective_weights,
        capacity_total_tokens=_capacity(scenario),
    )
    kept = ConstraintSet(
        name=rules.name,
        floors=tuple(floor for floor in rules.floors if _fits(floor)),
        caps=tuple(cap for cap in rules.caps if _fits(cap)),
        targets=tuple(target for target in rules.targets if target.period_key is None),
        mandatory_initiatives=rules.mandatory_initiatives,
        forced_out=rules.forced_out,
        prerequisites=tuple(replace(link, lag_periods=0) for link in rules.prerequisites),
        exclusions=rules.exclusions,
        bundles=rules.bundles,
    )
    initiatives = tuple(_plain(initiative, scenario) for initiative in problem.initiatives)
    return PortfolioProblem(plain, kept, initiatives, problem.delivered)


def _capacity(scenario: Scenario) -> Decimal | None:
    """The tokens of all periods together; None where one of them has no limit."""
    limits = [scenario.capacity_by_period.get(key, scenario.capacity_total_tokens) for key in scenario.periods]
    known = [limit for limit in limits if limit is not None]
    with exact_arithmetic():
        return sum(known, ZERO) if len(known) == len(limits) else None


def _fits(rule: Floor | Cap) -> bool:
    return rule.dimension in _IN_THE_SHEET and rule.period_key is None


def _plain(initiative: Initiative, scenario: Scenario) -> Initiative:
    """With the tokens and the contribution of its largest size."""
    size = sizes_of(initiative, scenario)[-1]
    return replace(
        initiative,
        engineering_tokens=size.tokens,
        engineering_tokens_mvp=None,
        engineering_tokens_full=None,
        scope_mode=None,
        program_key=None,
        team_tokens={},
        team_tokens_mvp=None,
        synergy_group_keys=(),
        kpi_contribution={key: value * size.share for key, value in initiative.kpi_contribution.items()},
    )
