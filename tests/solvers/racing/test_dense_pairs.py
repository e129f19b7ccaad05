"""Who takes part in a race where pairs are dense, and what the others are given."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from domain.integer_model.model import LinearForm, Places, Plan, SolveParameters
from domain.integer_model.result import Proof, SolutionStatus
from domain.lean import replace
from solvers.canonical.compact import compacted
from solvers.conformance.models import plan_of
from solvers.default_plugins.highs.plugin import Highs
from solvers.pairs.backend import PairSearch
from solvers.processes.worker import Worker
from solvers.racing.auto import AutoSolver
from solvers.racing.dense_pairs import DensePairs, can_search
from solvers.staging import plan_for
from tests.solvers import faulty
from tests.solvers.pairs.plans import best_of, random_plan, values_at

PLAN = random_plan(3)


@pytest.fixture
def pairs() -> Iterator[DensePairs]:
    made: list[Worker] = []

    def make(backend: type[PairSearch]) -> Worker:
        made.append(Worker(backend))
        return made[-1]

    yield DensePairs(make)
    for worker in made:
        worker.close()


@pytest.mark.solver
def test_the_search_answers_where_the_first_fails(pairs: DensePairs) -> None:
    failing = Worker(faulty.Exiting)
    try:
        result = AutoSolver([failing], at_once=2, head_start=0.0, pairs=pairs).solve(PLAN, SolveParameters())
    finally:
        failing.close()
    assert (result.solver_name, result.status, result.proof) == ("auto (pairs)", SolutionStatus.OPTIMAL, Proof.EXACT)
    assert result.values is not None
    assert values_at(PLAN, result.values) == best_of(PLAN)


def test_it_is_no_part_of_other_races(pairs: DensePairs) -> None:
    plain = plan_of([(0, 1)] * 3, [([3, 4, 5], None, 7)], [4, 5, 7])
    wide = LinearForm((0,), (2**54,))
    others = (
        plain,
        plan_for(Highs(), PLAN),
        replace(PLAN, stages=(replace(PLAN.stages[0], form=wide),)),
        replace(PLAN, model=replace(PLAN.model, places=Places((), ()))),
    )
    for plan in others:
        assert not can_search(plan)
        assert pairs.searcher(plan) is None
    assert pairs.searcher(PLAN) is pairs.searcher(PLAN) is not None


def test_others_are_given_the_rows_alone() -> None:
    rows_alone = plan_for(Highs(), PLAN)
    assert rows_alone == Plan(replace(PLAN.model, products=()), PLAN.stages)
    assert plan_for(PairSearch(), PLAN) is PLAN
    assert plan_for(Highs(), rows_alone) is rows_alone


def test_a_model_keeps_its_fixed_columns_where_products_name_them() -> None:
    model = replace(PLAN.model, lower=[1, *PLAN.model.lower[1:]], hint=[0] * PLAN.model.num_columns)
    small = compacted(model)
    assert small.model == replace(model, hint=None)
    assert small.up(small.down(model.lower)) == small.down(model.lower)
    assert compacted(replace(model, products=())).model.num_columns < model.num_columns
