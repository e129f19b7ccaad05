"""What almost made it: the cheapest candidates outside a plan, against a brute force, and where little is proven."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import pytest

from domain.analyses.pricing.near_misses import known_base, near_misses
from domain.analyses.session.session import PlanningSession
from domain.integer_model.model import Effort, SolveParameters
from domain.integer_model.result import Proof, SolutionStatus
from domain.integer_model.solver import SolverPort
from domain.optimization.optimize import optimize
from solvers.pool import SolverPool
from tests.domain.builders import initiative, problem
from tests.planning_oracle import num_objectives, objective, varied_oracle
from tests.tiny_solver import TinySolver

FIRST, PROBLEMS, MOST = 61000, 24, 3
QUESTION = problem(initiative("A", 6, 60), initiative("B", 5, 45), initiative("C", 5, 44), initiative("D", 20, 90),
                   capacity_total_tokens=10)  # fmt: skip


@pytest.fixture(scope="module")
def pool() -> Iterator[SolverPool]:
    with SolverPool() as running:
        yield running


def check(seed: int, solver: SolverPort) -> int:
    """Of one problem: the base is the answer that is kept, the prices are exact, and nobody left is cheaper."""
    oracle = varied_oracle(seed, 300)
    report = optimize(oracle.problem, solver, SolveParameters())
    session = PlanningSession(oracle.problem, solver, SolveParameters())
    if report.solution_status is not SolutionStatus.OPTIMAL or session.prepared.formulation.notes:
        return 0
    base, solved = known_base(session, report), session.base()
    assert base is not None and base.solution is not None
    assert (base.status, base.selected, base.stages) == (solved.status, solved.selected, solved.stages)
    keys = [key for key in session.prepared.pool.candidates if key not in base.solution.choices]
    everything = near_misses(session, base, keys, MOST)
    found = [each for each in everything if each.lost is not None]
    assert {each.initiative_key for each in everything if each.lost is None} <= set(keys)
    names = list(oracle.best().stages)
    names = names[: num_objectives(names)]
    top = objective(oracle.best())
    prices: dict[str, tuple[int, Fraction]] = {}
    for key in keys:
        having = [objective(each) for each in oracle.portfolios() if not each.broken and key in each.picks]
        losses = [best - other for best, other in zip(top, max(having), strict=True)] if having else []
        at = next((place for place, lost in enumerate(losses) if lost), len(losses))
        if having:
            prices[key] = (-at, losses[at] if at < len(losses) else Fraction(0))
    for each in found:
        assert each.proven
        place = -len(names) if each.stage is None else -names.index(each.stage)
        assert place == prices[each.initiative_key][0]
        assert float(each.lost) == pytest.approx(float(prices[each.initiative_key][1]), rel=1e-12)
        assert not {each.initiative_key, *each.enters} & set(base.selected) and set(each.leaves) <= set(base.selected)
    assert len(found) == min(MOST, len(prices)) and len(everything) == min(MOST, len(keys))
    assert not prices.keys() & {each.initiative_key for each in everything if each.lost is None}
    told = {each.initiative_key for each in found}
    assert not told or max(prices[key] for key in told) <= min((p for k, p in prices.items() if k not in told),
                                                               default=(1, Fraction(0)))  # fmt: skip
    return len(found)


@pytest.mark.solver
@pytest.mark.slow
@pytest.mark.parametrize("name", ["highs", "cp-sat"])
def test_the_cheapest_to_take_in_are_what_the_brute_force_says(pool: SolverPool, name: str) -> None:
    faults, judged = [], 0
    for seed in range(FIRST, FIRST + PROBLEMS):
        try:
            judged += check(seed, pool.solver(name))
        except Exception as error:
            faults.append(f"seed {seed}: {type(error).__name__}: {error}")
    assert not faults, "\n\n".join(faults)
    assert judged


def test_it_is_said_who_makes_room_and_what_can_never_come_in() -> None:
    session = PlanningSession(QUESTION, TinySolver())
    found = near_misses(session, session.base(), ["D", "A"], MOST)
    assert [(each.initiative_key, each.stage, each.lost, each.proven) for each in found] == [
        ("A", "north_star", 29, True),
        ("D", None, None, True),
    ]
    assert (found[0].leaves, found[0].enters) == (("B", "C"), ())


def test_where_the_plan_is_not_proven_best_nothing_is_asked_and_at_least_the_bound_is_told() -> None:
    report = optimize(QUESTION, TinySolver(), SolveParameters())
    doubted = replace(report, solution_status=SolutionStatus.FEASIBLE, proof=Proof.NONE)
    session = PlanningSession(QUESTION, TinySolver())
    base = known_base(session, doubted)
    assert base is not None and base.status is SolutionStatus.FEASIBLE
    assert not any(each.proven for each in near_misses(session, base, ["D", "A"], MOST))


def test_where_the_work_is_used_up_others_cost_at_least_as_much_as_what_is_cheaper() -> None:
    swapped = [initiative(f"S{each}", 5, 50 - each) for each in range(4)]
    question = problem(initiative("A", 5, 60), initiative("B", 5, 57), *swapped, capacity_total_tokens=10)
    session = PlanningSession(question, TinySolver(), SolveParameters(effort=Effort.NORMAL, deterministic_limit=1.0))
    base = session.base()
    session._budget.spend(1.0 - 0.06)
    found = near_misses(session, base, [each.initiative_key for each in swapped], MOST)
    assert [(each.initiative_key, each.lost, each.proven) for each in found][:1] == [("S0", 7, True)]
    assert len(found) == MOST and all(each.lost >= 7 for each in found)


def test_a_plan_that_does_not_fit_its_problem_is_no_base() -> None:
    report = optimize(QUESTION, TinySolver(), SolveParameters())
    other = problem(initiative("A", 6, 60), initiative("B", 7, 45), initiative("C", 5, 44), capacity_total_tokens=10)
    assert known_base(PlanningSession(other, TinySolver()), report) is None
