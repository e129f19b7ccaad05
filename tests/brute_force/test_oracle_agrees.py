"""The engine's exact judgement against the brute force's, portfolio by portfolio."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings

from domain.portfolio.judged import JudgedPortfolio
from domain.portfolio.verification import verify
from domain.problem.candidates import CandidatePool
from domain.problem.problem import PortfolioProblem
from domain.problem.selection import Choice, PortfolioSolution
from domain.rules.rulebook import ruled
from tests.oracle import Oracle, Picks
from tests.strategies import problems, random_problem

SEEDS = range(600)
SAMPLE = 60


def as_solution(pool: CandidatePool, picks: Picks) -> PortfolioSolution:
    choices = {}
    for key, (period, scope) in picks.items():
        (size,) = (size for size in pool.sizes[key] if size.scope.value == scope)
        choices[key] = Choice(key, period, size)
    return PortfolioSolution(choices)


def compare(problem: PortfolioProblem, random: Random) -> bool:
    """Assert agreement on a sample of portfolios; whether any portfolio is feasible."""
    oracle = Oracle(problem)
    given = ruled(problem)
    assert set(given.pool.candidates) == set(oracle.figures)
    assert set(given.pool.invalid) == oracle.invalid
    assert given.pool.delivered == oracle.delivered
    named = (given.rules.tokens, given.rules.mandatory, given.rules.forced_out, given.rules.prerequisites)
    named += (given.rules.bundles, given.rules.exclusions, given.rules.windows)
    engine_ids = {rule.rule_id for family in named for rule in family}
    engine_ids |= {target.rule_id for target in given.rules.targets if target.kind.value == "floor"}
    assert engine_ids == set(oracle.rule_ids)
    portfolios = oracle.portfolios()
    feasible = [p for p in portfolios if not p.broken]
    selectable = {key for p in portfolios for key in p.picks if not _logical(p.broken)}
    assert selectable.isdisjoint(given.rules.unselectable)
    some = random.sample(portfolios, min(SAMPLE, len(portfolios)))
    some += random.sample(feasible, min(SAMPLE // 3, len(feasible)))
    for portfolio in some:
        solution = as_solution(given.pool, portfolio.picks)
        assert {v.rule_id for v in verify(given, solution)} == portfolio.broken, portfolio
        assert JudgedPortfolio(given, solution).stage_values == portfolio.stages, portfolio
    return bool(feasible)


def _logical(broken: frozenset[str]) -> list[str]:
    families = ("forced_out", "prerequisite", "bundle", "window")
    return [rule_id for rule_id in broken if rule_id.partition(":")[0] in families]


@pytest.mark.parametrize("first", range(0, len(SEEDS), 100))
def test_engine_and_brute_force_judge_alike(first: int) -> None:
    for seed in SEEDS[first : first + 100]:
        try:
            compare(random_problem(seed, max_portfolios=1200), Random(seed))
        except AssertionError as error:
            raise AssertionError(f"seed {seed}") from error


@settings(max_examples=60, deadline=None)
@given(problem=problems())
def test_engine_and_brute_force_judge_alike_on_what_hypothesis_finds(problem: PortfolioProblem) -> None:
    compare(problem, Random(0))


def test_the_random_problems_are_worth_asking() -> None:
    oracles = [Oracle(random_problem(seed, max_portfolios=300)) for seed in range(150)]
    feasible = sum(oracle.best() is not None for oracle in oracles)
    assert 0.4 <= feasible / len(oracles) <= 0.85
    families = {rule_id.partition(":")[0] for oracle in oracles for rule_id in oracle.rule_ids}
    assert families == {
        "capacity", "floor", "cap", "target", "mandatory", "forced_out",
        "prerequisite", "bundle", "exclusion", "window",
    }  # fmt: skip
