"""Price lists against a brute force over all portfolios: bounds, exact prices, and the tokens that would do."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

import pytest

from domain.analyses.pricing.price_results import Price, PriceKind, PricesRequest, PricesResult, PriceState
from domain.analyses.pricing.prices import prices
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import Step
from domain.integer_model.model import SolveParameters
from domain.integer_model.result import SolutionStatus
from domain.integer_model.solver import SolverPort
from domain.numbers import to_decimal
from domain.problem.constraints import ConstraintSet, Dimension, Floor
from domain.problem.initiative import Initiative
from domain.problem.sizing import Scope
from domain.problem.totals import TOKENS
from solvers.pool import SolverPool
from tests.domain.builders import initiative, problem
from tests.oracle import Oracle, Portfolio
from tests.planning_oracle import most_tokens, num_objectives, objective, varied_oracle

pytestmark = [pytest.mark.solver, pytest.mark.slow]

PROBLEMS = int(os.environ.get("BRUTE_FORCE_PRICES", "16"))
FIRST = int(os.environ.get("BRUTE_FORCE_FIRST", "40000"))


@pytest.fixture(scope="module")
def pool() -> Iterator[SolverPool]:
    with SolverPool() as running:
        yield running


def best(oracle: Oracle, keep: Callable[[Portfolio], bool]) -> Portfolio | None:
    return max((p for p in oracle.portfolios() if not p.broken and keep(p)), key=objective, default=None)


def check_price(oracle: Oracle, top: Portfolio, price: Price, exact: bool) -> None:
    inside = price.kind is PriceKind.FORCING
    assert inside != (price.initiative_key in top.picks)
    other = best(oracle, lambda p: (price.initiative_key in p.picks) == inside)
    if other is None:
        assert price.state is PriceState.IMPOSSIBLE or not exact
        return
    assert price.state is (PriceState.EXACT if exact else PriceState.BOUND)
    names = list(top.stages)[: num_objectives(top.stages)]
    losses = {n: (a - b) for n, a, b in zip(names, top.key, other.key, strict=False)}
    lost_in = next((name for name in names if losses[name]), None)
    if exact:
        assert price.stage == lost_in
        assert price.lost_at_most == price.lost_at_least
        assert float(price.lost_at_least or 0) == pytest.approx(
            float(losses.get(lost_in or "", Fraction(0))), rel=1e-12
        )
        if inside and lost_in in (None, names[-1]):
            assert price.value_needed == price.lost_at_least
        else:
            assert price.value_needed is None
    elif price.stage is not None:
        assert lost_in is not None
        assert names.index(lost_in) <= names.index(price.stage)
        if lost_in == price.stage:
            assert float(price.lost_at_least or 0) <= float(losses[lost_in]) * (1 + 1e-12)


def check_cheapest(oracle: Oracle, top: Portfolio, result: PricesResult) -> None:
    """Without names it is the cheapest that are exact, as far as something is lost at all."""
    exact = [price for price in result.prices if price.state is PriceState.EXACT]
    for price in result.prices:
        check_price(oracle, top, price, price in exact)
    names = list(top.stages)[: num_objectives(top.stages)]
    known = [_size(names, price) for price in exact]
    for price in result.prices:
        if price.state is PriceState.BOUND and known and max(known)[0] > -len(names):
            assert _size(names, price) >= max(known), (price, max(known))


def _size(names: list[str], price: Price) -> tuple[int, Decimal]:
    return (-names.index(price.stage) if price.stage else -len(names), price.lost_at_least or Decimal(0))


def resized(initiative: Initiative, scope: Scope, tokens: Decimal) -> Initiative:
    if scope is Scope.MVP:
        return replace(initiative, engineering_tokens_mvp=tokens)
    if scope is Scope.FULL or (scope is Scope.NONE and initiative.engineering_tokens is None):
        return replace(initiative, engineering_tokens_full=tokens)
    return replace(initiative, engineering_tokens=tokens)


@lru_cache(10_000)
def fits(oracle: Oracle, key: str, scope: Scope, tokens: Decimal) -> bool:
    """Whether, with so many tokens, some best portfolio has the candidate in that size."""
    initiatives = oracle.problem.initiatives
    changed = tuple(resized(i, scope, tokens) if i.initiative_key == key else i for i in initiatives)
    other = Oracle(replace(oracle.problem, initiatives=changed))
    top, found = best(other, lambda p: True), best(other, lambda p: p.picks.get(key, (0, ""))[1] == scope.value)
    return top is not None and found is not None and objective(found) >= objective(top)


def check_tokens(oracle: Oracle, price: Price) -> int:
    """Against every portfolio, and trying whole numbers of tokens, the answer, what is a little more, and very many."""
    per_token = any(ratio.denominator == TOKENS for ratio in oracle.problem.constraint_set.ratios)
    for needed in () if per_token else price.tokens:
        assert needed.proven
        most = most_tokens(oracle, price.initiative_key, needed.scope.value)
        assert needed.unlimited == (most == float("inf")), (price.initiative_key, needed, most)
        if not needed.unlimited:
            assert needed.at_most == (None if most is None else to_decimal(Fraction(most))), (
                price.initiative_key,
                needed,
            )
        tries = [Decimal(tokens) for tokens in (*range(24), 1000)]
        if needed.at_most is not None:
            tries += [needed.at_most, needed.at_most + Decimal("0.001")]
        fitting = [t for t in tries if fits(oracle, price.initiative_key, needed.scope, t)]
        largest = Decimal(1000) if needed.unlimited else needed.at_most
        assert max(fitting, default=None) == largest, (price.initiative_key, needed, fitting)
    return len(price.tokens)


def check(seed: int, solver: SolverPort) -> int:
    oracle = varied_oracle(seed, 300)
    session = PlanningSession(oracle.problem, solver, SolveParameters())
    if any("do not fit" in note for note in session.prepared.formulation.notes):
        return 0
    steps: list[Step] = []
    everything = tuple(session.prepared.pool.candidates)
    result: PricesResult = prices(session, PricesRequest(everything, sharpen=2, tokens=True), steps.append)
    if oracle.best() is None:
        assert result.status is SolutionStatus.INFEASIBLE
        assert result.prices == ()
        return 0
    base = session.base()
    index = {key: (choice.period, choice.size.scope.value) for key, choice in (base.solution.choices.items())}
    (top,) = (p for p in oracle.portfolios() if p.picks == index)
    listed = steps[0].latest
    assert {price.initiative_key for price in listed.prices} == set(everything)
    for price in listed.prices:
        check_price(oracle, top, price, exact=False)
    assert {price.initiative_key for price in result.prices} == set(everything)
    check_cheapest(oracle, top, prices(session, PricesRequest(exact=1 + seed % 3, sharpen=2)))
    judged = 0
    for price in result.prices:
        check_price(oracle, top, price, exact=True)
        judged += check_tokens(oracle, price)
    return judged


@pytest.mark.parametrize("name", ["highs", "cp-sat"])
def test_prices_are_what_the_brute_force_says(pool: SolverPool, name: str) -> None:
    faults, judged = [], 0
    for seed in range(FIRST, FIRST + PROBLEMS):
        try:
            judged += check(seed, pool.solver(name))
        except Exception as error:
            faults.append(f"seed {seed}: {type(error).__name__}: {error}")
    print(judged)
    assert not faults, "\n\n".join(faults)
    assert judged


UNDER_A_FLOOR = problem(
    initiative("A", 5, 1, market="UK"),
    initiative("B", 4, 2, market="UK"),
    initiative("C", 5, 10, market="DE"),
    initiative("E", 1, -2, market="UK"),
    capacity_total_tokens=Decimal(10),
    rules=ConstraintSet(floors=(Floor(Dimension.MARKET, Decimal(5), "UK"),)),
)


@pytest.mark.parametrize("name", ["highs", "cp-sat"])
def test_more_tokens_than_today_may_do_under_a_floor(pool: SolverPool, name: str) -> None:
    """With 5 tokens B meets the floor by itself, and B and C are worth more than the best of today."""
    session = PlanningSession(UNDER_A_FLOOR, pool.solver(name))
    result = prices(session, PricesRequest(("A", "B", "E"), tokens=True))
    told = {price.initiative_key: [needed.at_most for needed in price.tokens] for price in result.prices}
    assert told == {"A": [5], "B": [5], "E": [None], "C": []}


def test_where_nothing_limits_tokens_any_number_does(pool: SolverPool) -> None:
    limits = {"capacity_by_market": {"UK": Decimal(3)}}
    free = problem(initiative("A", 5, 1, market="DE"), initiative("B", 1, 1, market="UK"), **limits)
    result = prices(PlanningSession(free, pool.solver("highs")), PricesRequest(("A",), tokens=True))
    assert [(each.at_most, each.unlimited, each.proven) for each in result.prices[0].tokens] == [(None, True, True)]


def test_what_is_far_too_large_hears_how_small_it_would_have_to_be(pool: SolverPool) -> None:
    tight = problem(initiative("A", 50, 9), initiative("B", 6, 5), capacity_total_tokens=Decimal("10.5"))
    result = prices(PlanningSession(tight, pool.solver("highs")), PricesRequest(("A", "B"), tokens=True))
    told = {price.initiative_key: (price.state, price.tokens[0].at_most) for price in result.prices}
    assert told == {"A": (PriceState.IMPOSSIBLE, Decimal("10.5")), "B": (PriceState.EXACT, Decimal("10.5"))}
