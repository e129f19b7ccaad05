"""What-ifs against a brute force: each run is the best of its edited problem, and none changes more than it must."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from domain.analyses.session.session import PlanningSession
from domain.analyses.what_if.whatif import WhatIfRequest, WhatIfRun, edited_problems, whatif
from domain.edits.edits import Edit, EditKind
from domain.integer_model.model import SolveParameters
from domain.integer_model.result import SolutionStatus
from domain.integer_model.solver import SolverPort
from domain.problem.constraints import Cap, Dimension, Prerequisite
from domain.problem.problem import PortfolioProblem
from solvers.pool import SolverPool
from tests.oracle import Oracle, Picks, Portfolio
from tests.strategies import varied_problem

pytestmark = [pytest.mark.solver, pytest.mark.slow]

PROBLEMS = int(os.environ.get("BRUTE_FORCE_WHATIFS", "20"))
FIRST = int(os.environ.get("BRUTE_FORCE_FIRST", "50000"))


@pytest.fixture(scope="module")
def pool() -> Iterator[SolverPool]:
    with SolverPool() as running:
        yield running


def random_edit(random: Random, problem: PortfolioProblem) -> tuple[Edit, PortfolioProblem]:
    """An edit, and the problem that it has to give, written down independently."""
    scenario, rules = problem.scenario, problem.constraint_set
    initiative = random.choice(problem.initiatives)
    key, number = initiative.initiative_key, random.randint(1, 9)
    kind = random.choice(("capacity", "market", "tokens", "value", "in", "out", "cap", "weight", "needs", "no_caps"))
    if kind == "capacity":
        changed = replace(scenario, capacity_total_tokens=Decimal(number))
        return Edit("capacity:global", str(number)), replace(problem, scenario=changed)
    if kind == "market":
        changed = replace(scenario, capacity_by_market={**scenario.capacity_by_market, "UK": Decimal(number)})
        return Edit("scenario.capacity_by_market[UK]", str(number)), replace(problem, scenario=changed)
    if kind == "weight":
        weights = {**scenario.objective_weights, "gmv": Decimal(number)}
        return Edit("scenario.objective_weights.gmv", str(number)), replace(
            problem, scenario=replace(scenario, objective_weights=weights)
        )
    if kind in ("tokens", "value"):
        field = "engineering_tokens" if kind == "tokens" else "kpi_contribution[north_star]"
        own = replace(initiative, engineering_tokens=Decimal(number))
        if kind == "value":
            contribution = {**initiative.kpi_contribution, "north_star": Decimal(number)}
            own = replace(initiative, kpi_contribution=contribution)
        others = tuple(own if i.initiative_key == key else i for i in problem.initiatives)
        return Edit(f"initiatives[{key}].{field}", str(number)), replace(problem, initiatives=others)
    if kind == "in":
        stated = initiative.is_mandatory or key in rules.mandatory_initiatives
        more = rules.mandatory_initiatives if stated else (*rules.mandatory_initiatives, key)
        return Edit(f"mandatory:{key}"), replace(problem, constraint_set=replace(rules, mandatory_initiatives=more))
    if kind == "out":
        more = rules.forced_out if key in rules.forced_out else (*rules.forced_out, key)
        return Edit(f"forced_out:{key}"), replace(problem, constraint_set=replace(rules, forced_out=more))
    if kind == "cap":
        others_of = [c for c in rules.caps if (c.dimension, c.key, c.period_key) != (Dimension.CATEGORY, "UX", None)]
        more_caps = (*others_of, Cap(Dimension.CATEGORY, Decimal(number), "UX"))
        return Edit("cap:category:UX", str(number)), replace(
            problem, constraint_set=replace(rules, caps=tuple(more_caps))
        )
    if kind == "needs" and len(problem.initiatives) > 1:
        other = random.choice([i.initiative_key for i in problem.initiatives if i.initiative_key != key])
        linked = {(link.initiative_key, link.requires) for link in rules.prerequisites}
        stated = other in initiative.prerequisite_keys or (key, other) in linked
        links = rules.prerequisites if stated else (*rules.prerequisites, Prerequisite(key, other))
        return Edit(f"prerequisite:{key}:{other}"), replace(problem, constraint_set=replace(rules, prerequisites=links))
    return Edit("constraint_set.caps", kind=EditKind.REMOVE), replace(problem, constraint_set=replace(rules, caps=()))


def picks_of(oracle: Oracle, run: WhatIfRun) -> Picks:
    index = {period: t for t, period in enumerate(oracle.horizon)}
    return {i.initiative_key: (index[i.period_key or ""], i.scope.value if i.scope else "") for i in run.selected}


def check_run(oracle: Oracle, run: WhatIfRun) -> tuple[Portfolio, list[Portfolio]] | None:
    best = oracle.best()
    if best is None:
        assert run.status is SolutionStatus.INFEASIBLE
        assert run.conflict is not None
        assert not oracle.feasible_with(run.conflict.rules)
        return None
    assert run.status is SolutionStatus.OPTIMAL
    picks = picks_of(oracle, run)
    (own,) = (p for p in oracle.portfolios() if p.picks == picks)
    assert own.key == best.key
    return own, [p for p in oracle.portfolios() if not p.broken and p.key == best.key]


def check(seed: int, solver: SolverPort) -> int:
    random, problem = Random(seed), varied_problem(seed, max_portfolios=400)
    edits, problems = [], [problem]
    for _ in range(random.randint(1, 4)):
        edit, changed = random_edit(random, problems[-1])
        edits.append(edit)
        problems.append(changed)
    assert [edited.problem for edited in edited_problems(problem, tuple(edits))] == [
        replace(each, constraint_set=each.constraint_set) for each in problems[1:]
    ]
    session = PlanningSession(problem, solver, SolveParameters())
    result = whatif(session, WhatIfRequest(tuple(edits)))
    former: Picks | None = None
    compared = 0
    for number, (run, asked) in enumerate(
        zip([result.base, *(step.run for step in result.steps)], problems, strict=True)
    ):
        oracle = Oracle(asked)
        if any("do not fit" in note for note in session.with_problem(asked).prepared.formulation.notes):
            return compared
        found = check_run(oracle, run)
        diff = result.steps[number - 1].diff if number else None
        if found is None:
            assert diff is None
            continue
        own, equals = found
        if former is not None:
            assert diff is not None
            least = min(len(former.keys() ^ p.picks.keys()) for p in equals)
            assert len(former.keys() ^ own.picks.keys()) == least
            assert {c.initiative_key for c in diff.entered} == own.picks.keys() - former.keys()
            assert {c.initiative_key for c in diff.left} == former.keys() - own.picks.keys()
            compared += 1
        former = own.picks
    assert result.status is result.steps[-1].run.status
    return compared


@pytest.mark.parametrize("name", ["highs", "cp-sat"])
def test_what_ifs_are_what_the_brute_force_says(pool: SolverPool, name: str) -> None:
    faults, compared = [], 0
    for seed in range(FIRST, FIRST + PROBLEMS):
        try:
            compared += check(seed, pool.solver(name))
        except Exception as error:
            faults.append(f"seed {seed}: {type(error).__name__}: {error}")
    print(compared)
    assert not faults, "\n\n".join(faults)
    assert compared
