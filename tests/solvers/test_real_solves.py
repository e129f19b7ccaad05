"""Both built-in backends on models of real shapes: bounds that hold under any limit, and the same answer every time."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from domain.integer_model.builder import ModelBuilder
from domain.integer_model.model import LinearForm, Plan, Sense, SolveParameters, Stage, StageRole
from domain.integer_model.result import SolutionStatus
from solvers.conformance.models import Row, plan_of
from solvers.default_plugins.cp_sat import CpSat
from solvers.default_plugins.highs.plugin import Highs
from solvers.processes.worker import Worker

pytestmark = pytest.mark.solver


@pytest.fixture(scope="module", params=[CpSat, Highs], ids=["cp-sat", "highs"])
def worker(request: pytest.FixtureRequest) -> Iterator[Worker]:
    worker = Worker(request.param)
    yield worker
    worker.close()


@pytest.fixture(scope="module")
def other() -> Iterator[Worker]:
    worker = Worker(CpSat)
    yield worker
    worker.close()


def knapsack(seed: int, columns: int = 30, rows: int = 4, times: int = 1) -> Plan:
    """Several capacities, a fixed column (so that the objective has an offset) and a common factor of all values."""
    rng = random.Random(seed)
    weights = [[rng.randint(1, 100) for _ in range(columns)] for _ in range(rows)]
    limits: list[Row] = [(weight, None, sum(weight) // 2) for weight in weights]
    values = [times * (sum(w[column] for w in weights) // rows + rng.randint(0, 20)) for column in range(columns)]
    bounds = [(0, 1)] * (columns - 1) + [(1, 1)]
    return plan_of(bounds, limits, values, [-w for w in weights[0]])


def backlog(seed: int, items: int = 120) -> Plan:
    """One capacity, prerequisites, and synergies through an implied column: the shape of a portfolio."""
    rng = random.Random(seed)
    builder = ModelBuilder()
    cost = [rng.randint(1, 20) for _ in range(items)]
    for _ in range(items):
        builder.add_column()
    builder.add_row("capacity", range(items), cost, upper=sum(cost) // 3)
    for item in range(10, items):
        builder.add_row("prerequisite", [item, rng.randrange(item)], [1, -1], upper=0)
    value = {item: rng.randint(1, 50) for item in range(items)}
    for first in range(0, 40, 4):
        bonus = builder.add_column(0, 60, implied=True)
        partners = rng.sample(range(40, items), 3)
        builder.add_row("", [bonus, *partners], [1, -20, -20, -20], upper=0)
        builder.add_row("", [bonus, first], [1, -60], upper=0)
        value[bonus] = 1
    worth = LinearForm(tuple(value), tuple(value.values()))
    tokens = LinearForm(tuple(range(items)), tuple(-each for each in cost))
    stages = (
        Stage("value", Sense.MAXIMIZE, StageRole.OBJECTIVE, worth),
        Stage("tokens", Sense.MINIMIZE, StageRole.TIE_BREAK, tokens),
    )
    return Plan(builder.build(), stages)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("times", [1, 1000])
def test_bounds_hold_under_any_limit(worker: Worker, seed: int, times: int) -> None:
    plan = knapsack(seed, times=times)
    best = worker.solve(plan, SolveParameters())
    assert best.status is SolutionStatus.OPTIMAL
    for limit in (0.0005, 0.005, 0.05, 5):
        result = worker.solve(plan, SolveParameters(deterministic_limit=limit))
        for cut, whole in zip(result.stages[:1], best.stages[:1], strict=True):
            assert whole.value is not None
            assert cut.bound is None or cut.bound >= whole.value
            assert cut.value is None or cut.value <= whole.value
            assert not cut.proven or cut.value == whole.value


@pytest.mark.parametrize("seed", range(3))
def test_backlogs_are_proven_alike_by_both(worker: Worker, other: Worker, seed: int) -> None:
    plan = backlog(seed)
    result, compared = worker.solve(plan, SolveParameters()), other.solve(plan, SolveParameters())
    assert result.status is SolutionStatus.OPTIMAL
    assert [(s.value, s.bound) for s in result.stages] == [(s.value, s.bound) for s in compared.stages]


def test_the_same_answer_every_time(worker: Worker) -> None:
    """Warm or fresh process, first solve or tenth."""
    plan, answers = knapsack(11), set()
    for repeat in range(10):
        if repeat == 5:
            worker.close()
        result = worker.solve(plan, SolveParameters(seed=3))
        assert result.reproducible
        answers.add((tuple(result.values or ()), result.stages))
    assert len(answers) == 1


def test_a_memory_limit_that_is_too_tight_is_named(worker: Worker) -> None:
    result = worker.solve(knapsack(1), SolveParameters(memory_limit_mb=8))
    assert "out of memory (its limit is 8 MB)" in result.detail
    assert worker.solve(knapsack(1), SolveParameters()).status is SolutionStatus.OPTIMAL
