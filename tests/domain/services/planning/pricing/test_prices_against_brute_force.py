"""Price lists against a brute force over all portfolios: bounds, exact prices, and the tokens that would do."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from domain.initiative import Initiative
from domain.model import SolveParameters
from domain.ports import SolverPort
from domain.result import SolutionStatus
from domain.scenario import ObjectiveMode
from domain.services.planning.pricing.price_results import Price, PriceKind, PricesRequest, PricesResult, PriceState
from domain.services.planning.pricing.prices import prices
from domain.services.planning.session import PlanningSession
from domain.services.planning.terms import Step
from domain.sizing import Scope
from solvers.pool import SolverPool
from tests.oracle import Oracle, Portfolio
from tests.strategies import random_problem

pytestmark = [pytest.mark.solver, pytest.mark.slow]

PROBLEMS = int(os.environ.get("BRUTE_FORCE_PRICES", "16"))
FIRST = int(os.environ.get("BRUTE_FORCE_FIRST", "40000"))


@pytest.fixture(scope="module")
def pool() -> Iterator[SolverPool]:
    with SolverPool() as running:
        yield running


def objectives(oracle: Oracle) -> int:
    return 2 if oracle.scenario.objective_mode is ObjectiveMode.LEXICOGRAPHIC else 1


def best(oracle: Oracle, keep: Callable[[Portfolio], bool]) -> Portfolio | None:
    count = objectives(oracle)
    allowed = (p for p in oracle.portfolios() if not p.broken and keep(p))
    return max(allowed, key=lambda p: p.key[:count], default=None)


def check_price(oracle: Oracle, top: Portfolio, price: Price, exact: bool) -> None:
    inside = price.kind is PriceKind.FORCING
    assert inside != (price.initiative_key in top.picks)
    other = best(oracle, lambda p: (price.initiative_key in p.picks) == inside)
    if other is None:
        assert price.state is PriceState.IMPOSSIBLE or not exact
        return
    assert price.state is (PriceState.EXACT if exact else PriceState.BOUND)
    names = list(top.stages)[: objectives(oracle)]
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


def resized(initiative: Initiative, scope: Scope, tokens: Decimal) -> Initiative:
    if scope is Scope.MVP:
        return replace(initiative, engineering_tokens_mvp=tokens)
    if scope is Scope.FULL or (scope is Scope.NONE and initiative.engineering_tokens is None):
        return replace(initiative, engineering_tokens_full=tokens)
    return replace(initiative, engineering_tokens=tokens)


def fits(oracle: Oracle, top: Portfolio, key: str, scope: Scope, tokens: Decimal) -> bool:
    """Whether, with so many tokens, a portfolio with the candidate in that size is as good as the best one."""
    initiatives = oracle.problem.initiatives
    changed = tuple(resized(i, scope, tokens) if i.initiative_key == key else i for i in initiatives)
    other = Oracle(replace(oracle.problem, initiatives=changed))
    found = best(other, lambda p: key in p.picks and p.picks[key][1] == scope.value)
    return found is not None and found.key[: objectives(oracle)] >= top.key[: objectives(oracle)]


def check_tokens(oracle: Oracle, top: Portfolio, price: Price) -> int:
    """Tries every whole number of tokens, the answer, and what is a little more."""
    for needed in price.tokens:
        assert needed.proven
        tries = [Decimal(tokens) for tokens in range(int(needed.now) + 1)]
        if needed.at_most is not None:
            tries += [needed.at_most, min(needed.now, needed.at_most + Decimal("0.001"))]
        fitting = [t for t in tries if fits(oracle, top, price.initiative_key, needed.scope, t)]
        assert max(fitting, default=None) == needed.at_most, (price.initiative_key, needed, fitting)
    return len(price.tokens)


def check(seed: int, solver: SolverPort) -> int:
    oracle = Oracle(random_problem(seed, max_portfolios=300))
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
    judged = 0
    for price in result.prices:
        check_price(oracle, top, price, exact=True)
        judged += check_tokens(oracle, top, price)
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
