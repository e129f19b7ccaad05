"""What closing a missed target costs with the help of a market or department, against a brute force."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest

from domain.analyses.reasons.prompts import prompts
from domain.analyses.reasons.prompts_results import Contribution, PromptsBy, PromptsRequest, PromptsResult
from domain.analyses.reasons.why_results import Proof
from domain.analyses.session.session import PlanningSession
from domain.integer_model.model import SolveParameters
from domain.integer_model.solver import SolverPort
from domain.numbers import to_decimal
from domain.portfolio.evaluation import Evaluation
from domain.problem.constraints import Target, TargetKind
from domain.problem.problem import PortfolioProblem
from domain.problem.sizing import kpi_value
from solvers.pool import SolverPool
from tests.oracle import Oracle
from tests.strategies import random_problem

pytestmark = [pytest.mark.solver, pytest.mark.slow]

PROBLEMS = int(os.environ.get("BRUTE_FORCE_PROMPTS", "60"))
FIRST = int(os.environ.get("BRUTE_FORCE_FIRST", "120000"))


@pytest.fixture(scope="module")
def pool() -> Iterator[SolverPool]:
    with SolverPool() as running:
        yield running


def insisting(problem: PortfolioProblem, rule_id: str) -> PortfolioProblem:
    """The problem with a goal as a floor, rebuilt from its own words."""
    rules = problem.constraint_set
    targets = tuple(
        replace(target, floor_or_goal=TargetKind.FLOOR)
        if f"target:{target.market or 'global'}:{target.kpi_key}" == rule_id.partition("@")[0]
        and target.period_key == (rule_id.partition("@")[2] or None)
        else target
        for target in rules.targets
    )
    return replace(problem, constraint_set=replace(rules, targets=targets))


class Judge:
    def __init__(self, session: PlanningSession) -> None:
        self.session = session
        self.problem = session.problem
        self.stages = [(s.name, 1 if s.sense.value == "maximize" else -1) for s in session.objective_stages]

    def best(self, oracle: Oracle, theirs: set[str]) -> list[Fraction] | None:
        found = [
            [sign * portfolio.stages[name] for name, sign in self.stages]
            for portfolio in oracle.portfolios()
            if not portfolio.broken and (not theirs or theirs & portfolio.picks.keys())
        ]
        return max(found, default=None)

    def theirs(self, rule_id: str, by: PromptsBy, name: str) -> set[str]:
        """Candidates of a group outside the best portfolio that add to a target, by the problem's own words."""
        kpi = rule_id.partition("@")[0].split(":")[2]
        market = rule_id.split(":")[1]
        prepared = self.session.prepared
        return {
            key
            for key, initiative in prepared.pool.candidates.items()
            if ((initiative.market if by is PromptsBy.MARKET else initiative.department) or "") == name
            and key not in self.session.base().selected
            and key not in prepared.rules.unselectable
            and market in ("global", initiative.market)
            and initiative.kpi_contribution.get(kpi, 0) * max(size.share for size in prepared.pool.sizes[key]) > 0
        }

    def check(self, found: Contribution, by: PromptsBy, name: str) -> None:
        base = self.best(Oracle(self.problem), set())
        theirs = self.theirs(found.rule_id, by, name)
        assert theirs
        met = self.best(Oracle(insisting(self.problem, found.rule_id)), theirs)
        assert base is not None
        assert found.proof is Proof.PROVEN
        if met is None:
            assert not found.initiatives, found
            return
        assert set(found.initiatives) <= theirs
        assert found.initiatives
        lost = next(((stage, a - b) for (stage, _), a, b in zip(self.stages, base, met, strict=True) if a != b), None)
        stage, cost = lost or (self.stages[-1][0], Fraction(0))
        assert (found.stage, found.numbers["lost_at_least"]) == (stage, to_decimal(cost)), found
        assert found.numbers["lost_at_least"] == found.numbers["lost_at_most"]


def goals_missed(problem: PortfolioProblem, solver: SolverPort) -> PortfolioProblem:
    """The problem with goals that its best portfolio misses by what the least helpful initiative outside adds."""
    rules = replace(problem.constraint_set, targets=())
    plain = replace(problem, constraint_set=rules)
    session = PlanningSession(plain, solver, SolveParameters())
    base, prepared = session.base(), session.prepared
    if base.solution is None:
        return plain
    evaluation = Evaluation(replace(prepared.ruled, problem=plain), base.solution)
    targets = []
    for market in (None, *sorted({i.market for i in prepared.pool.candidates.values() if i.market})):
        for kpi in sorted({key for i in prepared.pool.candidates.values() for key in i.kpi_contribution}):
            adds = [
                kpi_value(initiative, size, kpi)
                for key, initiative in prepared.pool.candidates.items()
                if key not in base.selected and market in (None, initiative.market)
                for size in prepared.pool.sizes[key]
            ]
            least = min((value for value in adds if value > 0), default=None)
            if least is not None:
                goal = evaluation.kpi_total(kpi, market) + least
                targets.append(Target(kpi, goal, TargetKind.GOAL, market))
    return replace(problem, constraint_set=replace(rules, targets=tuple(targets[:3])))


@pytest.mark.parametrize("by", list(PromptsBy))
def test_the_cheapest_way_to_a_target_is_that_of_the_brute_force(pool: SolverPool, by: PromptsBy) -> None:
    checked = 0
    for seed in range(FIRST, FIRST + PROBLEMS):
        solver = pool.solver("highs")
        problem = goals_missed(random_problem(seed, max_portfolios=300), solver)
        session = PlanningSession(problem, solver, SolveParameters())
        result: PromptsResult = prompts(session, PromptsRequest(by))
        invalid = {each.initiative_key for group in result.groups for each in group.missing}
        assert invalid == set(session.prepared.pool.invalid)
        for group in result.groups:
            for found in group.contributions:
                Judge(session).check(found, by, group.name)
                checked += 1
    assert checked > PROBLEMS // 20
