from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings

from domain.construction import Start, building, first_portfolio
from domain.construction.board import Board
from domain.construction.ground import Ground
from domain.optimization.preparation import PreparedProblem, prepare
from domain.portfolio.evaluation import GOAL_SHORTFALL, TIE_BREAK_SCORE, TIE_BREAK_TOKENS
from domain.problem.constraints import ConstraintSet
from domain.problem.problem import PortfolioProblem
from domain.problem.selection import PortfolioSolution
from persistence.problem_files.problem_file import read_problem
from tests.domain.builders import d, initiative, problem
from tests.domain.construction.backlogs import backlog
from tests.domain.construction.plain_greedy import plain_greedy
from tests.near_ties.problems import near_tie
from tests.oracle import Oracle
from tests.strategies import problems, random_problem

BENCH = Path(__file__).resolve().parents[3].parent / "shared" / "bench"
EMPTY = PortfolioSolution({})


def small(seed: int) -> PortfolioProblem:
    return random_problem(seed, 200)


def start_of(prepared: PreparedProblem) -> Start | None:
    return first_portfolio(prepared.formulation)


def violations(prepared: PreparedProblem, solution: PortfolioSolution) -> tuple[object, ...]:
    return prepared.judged(solution).violations


def objectives(stages: dict[str, Fraction]) -> tuple[Fraction, ...]:
    """The values that decide, the greater the better."""
    return tuple(
        -value if name == GOAL_SHORTFALL else value
        for name, value in stages.items()
        if name not in (TIE_BREAK_SCORE, TIE_BREAK_TOKENS)
    )


def assert_no_worse(prepared: PreparedProblem, start: Start | None, other: PortfolioSolution) -> None:
    if violations(prepared, other):
        return
    assert start is not None
    theirs = prepared.judged(other).stage_values
    assert objectives(dict(start.portfolio.stage_values)) >= objectives(theirs)


@settings(max_examples=150, deadline=None)
@given(problems(3000))
def test_every_start_keeps_all_rules_and_is_no_worse_than_greedy_or_nothing(question: PortfolioProblem) -> None:
    prepared = prepare(question)
    start = start_of(prepared)
    if start is not None:
        assert prepared.formulation.plan.model.admits(start.values)
        assert not violations(prepared, start.portfolio.solution)
        assert prepared.formulation.decode(start.values) == start.portfolio.solution
        assert start.portfolio.stage_values == prepared.judged(start.portfolio.solution).stage_values
    assert_no_worse(prepared, start, plain_greedy(prepared, "whole"))
    assert_no_worse(prepared, start, EMPTY)


@pytest.mark.parametrize("seed", range(60))
def test_no_worse_than_greedy_where_the_last_unit_of_large_figures_decides(seed: int) -> None:
    prepared = prepare(near_tie(seed))
    start = start_of(prepared)
    assert start is None or not violations(prepared, start.portfolio.solution)
    assert_no_worse(prepared, start, plain_greedy(prepared, "whole"))
    assert_no_worse(prepared, start, EMPTY)


@pytest.mark.parametrize("seed", range(40))
def test_no_worse_than_greedy_on_backlogs_with_periods_sizes_and_rules(seed: int) -> None:
    prepared = prepare(backlog(seed, 20 + seed % 5 * 15, 1 + seed % 4, (0, 0.8, 2)[seed % 3]))
    assert_no_worse(prepared, start_of(prepared), plain_greedy(prepared, "whole"))


@pytest.mark.skipif(not BENCH.is_dir(), reason="the public problems are not here")
@pytest.mark.parametrize("path", sorted(BENCH.glob("*-*.json")) + sorted(BENCH.glob("jeu*.json")), ids=lambda p: p.stem)
@pytest.mark.parametrize("by", ["own", "whole"])
def test_no_worse_than_greedy_on_public_problems(path: Path, by: str) -> None:
    prepared = prepare(read_problem(path))
    assert_no_worse(prepared, start_of(prepared), plain_greedy(prepared, by))


def test_small_problems_are_nearly_always_solved_to_the_optimum() -> None:
    best = [(Oracle(question).best(), start_of(prepare(question))) for question in map(small, range(120))]
    assert all(start is None for optimum, start in best if optimum is None)
    feasible = [(optimum, start) for optimum, start in best if optimum is not None]
    found = [start for _, start in feasible if start is not None]
    optimal = [
        start for optimum, start in feasible if start is not None and start.portfolio.stage_values == optimum.stages
    ]
    assert len(found) >= 0.98 * len(feasible)
    assert len(optimal) >= 0.95 * len(feasible)


def test_the_same_problem_gives_the_same_start() -> None:
    for seed in range(10):
        question = backlog(seed, 40, 2)
        first, again = start_of(prepare(question)), start_of(prepare(question))
        assert first is not None
        assert again is not None
        assert first.values == again.values


def test_five_thousand_initiatives_take_a_bounded_number_of_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    boards = []
    build = Board

    def kept(ground: Ground) -> Board:
        boards.append(build(ground))
        return boards[-1]

    monkeypatch.setattr(building, "Board", kept)
    assert start_of(prepare(backlog(1, 5_000, 1, 1.2))) is not None
    assert sum(board.work for board in boards) < 400_000


def test_the_empty_portfolio_where_nothing_is_worth_it() -> None:
    prepared = prepare(problem(initiative("A", 5, -3), initiative("B", 2, -1), capacity_total_tokens=d(9)))
    start = start_of(prepared)
    assert start is not None
    assert not start.portfolio.solution.choices


def test_the_empty_portfolio_where_there_are_no_candidates() -> None:
    start = start_of(prepare(problem()))
    assert start is not None
    assert not start.portfolio.solution.choices


def test_none_where_something_mandatory_is_no_candidate() -> None:
    rules = ConstraintSet(mandatory_initiatives=("Z",))
    assert start_of(prepare(problem(initiative("A"), rules=rules))) is None


def test_what_only_the_model_forbids_is_not_given() -> None:
    prepared = prepare(problem(initiative("A", 5, 9), initiative("B", 2, 4), capacity_total_tokens=d(9)))
    formulation = prepared.formulation
    closed = replace(formulation.plan.model, upper=[0] * formulation.plan.model.num_columns)
    narrowed = replace(prepared, formulation=replace(formulation, plan=replace(formulation.plan, model=closed)))
    start = start_of(narrowed)
    assert start is not None
    assert not start.portfolio.solution.choices
