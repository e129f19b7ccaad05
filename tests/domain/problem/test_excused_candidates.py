"""Who may do without a contribution: what another candidate needs, and nobody else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from domain.problem.candidates import judge_candidates
from domain.problem.constraints import Bundle, ConstraintSet, Prerequisite
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode, Scenario

SCENARIO = Scenario("S", "2026-Q1", ObjectiveMode.NORTH_STAR)
ENABLER = Initiative("enabler", engineering_tokens=Decimal(1))
OTHER = Initiative("other", engineering_tokens=Decimal(1), kpi_contribution={"north_star": Decimal(1)})
NEEDS = Prerequisite("other", "enabler")
TOGETHER = Bundle("B", ("other", "enabler"))


@pytest.mark.parametrize("rules", [ConstraintSet(prerequisites=(NEEDS,)), ConstraintSet(bundles=(TOGETHER,))])
def test_what_a_candidate_needs_is_excused(rules: ConstraintSet) -> None:
    assert "enabler" in judge_candidates(PortfolioProblem(SCENARIO, rules, (ENABLER, OTHER))).candidates


@pytest.mark.parametrize("rules", [ConstraintSet(prerequisites=(NEEDS,)), ConstraintSet(bundles=(TOGETHER,))])
@pytest.mark.parametrize("delivered", [(), ("other",)])
def test_what_only_an_unknown_or_delivered_one_needs_is_not(rules: ConstraintSet, delivered: tuple[str, ...]) -> None:
    initiatives = (ENABLER, OTHER) if delivered else (ENABLER,)
    pool = judge_candidates(PortfolioProblem(SCENARIO, rules, initiatives, delivered))
    assert pool.invalid == {"enabler": ("contribution to north_star is missing (zero is fine)",)}
