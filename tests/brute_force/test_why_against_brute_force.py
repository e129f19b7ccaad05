"""Every number of an explanation against a brute force over all portfolios."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from fractions import Fraction

import pytest

from domain.analyses.reasons.why import why
from domain.analyses.reasons.why_results import Fact, FactKind, Proof, WhyRequest, WhyResult
from domain.analyses.session.session import PlanningSession
from domain.integer_model.model import SolveParameters
from domain.integer_model.result import SolutionStatus
from domain.numbers import to_decimal
from solvers.pool import SolverPool
from tests.oracle import Oracle, Portfolio
from tests.strategies import varied_problem

pytestmark = [pytest.mark.solver, pytest.mark.slow]

PROBLEMS = int(os.environ.get("BRUTE_FORCE_WHY", "40"))
FIRST = int(os.environ.get("BRUTE_FORCE_FIRST", "70000"))


@pytest.fixture(scope="module")
def pool() -> Iterator[SolverPool]:
    with SolverPool() as running:
        yield running


class Judge:
    """What the brute force says about the same questions."""

    def __init__(self, oracle: Oracle, session: PlanningSession) -> None:
        self.oracle = oracle
        self.stages = [(s.name, 1 if s.sense.value == "maximize" else -1) for s in session.objective_stages]
        self.mandates = {rule.rule_id for rule in session.prepared.rules.mandatory}
        limits = [limit.rule_id for limit in oracle.limits]
        self.figures = {limit.rule_id: limit.figure for limit in oracle.limits if limits.count(limit.rule_id) == 1}

    def best(self, allowed: Callable[[Portfolio], bool]) -> list[Fraction] | None:
        found = [
            [sign * portfolio.stages[name] for name, sign in self.stages]
            for portfolio in self.oracle.portfolios()
            if allowed(portfolio)
        ]
        return max(found, default=None)

    def check(self, fact: Fact, better: list[Fraction] | None, worse: list[Fraction] | None, what: str) -> None:
        """That a fact says how far the one is above the other."""
        assert better is not None
        assert fact.proof is Proof.PROVEN
        if worse is None:
            assert fact.numbers == {}, fact
            return
        stage, difference = self.stages[-1][0], Fraction(0)
        for (name, _), high, low in zip(self.stages, better, worse, strict=True):
            if high != low:
                stage, difference = name, high - low
                break
        assert (fact.stage, fact.numbers[f"{what}_at_least"]) == (stage, to_decimal(difference)), fact
        assert fact.numbers[f"{what}_at_least"] == fact.numbers[f"{what}_at_most"]

    def unbroken(self, portfolio: Portfolio) -> bool:
        return not portfolio.broken

    def only(self, rule_ids: set[str]) -> Callable[[Portfolio], bool]:
        return lambda portfolio: portfolio.broken <= rule_ids

    def by_one(self, rule_id: str) -> Callable[[Portfolio], bool]:
        """Portfolios that break one limit by a token at most."""
        unit = abs(self.figures[rule_id]) or 1
        return lambda portfolio: portfolio.broken <= {rule_id} and portfolio.cost * unit <= 1


def check_portfolio(judge: Judge, result: WhyResult) -> int:
    base = judge.best(judge.unbroken)
    checked = 0
    for fact in result.facts:
        key = fact.subject
        if fact.kind is FactKind.WHY_IN and key:
            judge.check(fact, base, judge.best(lambda p, key=key: not p.broken and key not in p.picks), "lost")
        elif fact.kind is FactKind.WHY_NOT:
            judge.check(fact, base, judge.best(lambda p, key=key: not p.broken and key in p.picks), "lost")
        elif fact.kind is FactKind.LIMIT and "tokens" in fact.numbers and key in judge.figures:
            judge.check(fact, judge.best(judge.by_one(key)), base, "gained")
        elif fact.kind is FactKind.LIMIT and "tokens" not in fact.numbers:
            judge.check(fact, judge.best(judge.only({key} if key else judge.mandates)), base, "gained")
        else:
            continue
        checked += 1
    return checked


def check_initiative(judge: Judge, key: str, result: WhyResult) -> int:
    base = judge.best(judge.unbroken)
    checked = 0
    for fact in result.facts:
        rule = fact.subject
        has = fact.numbers.keys()
        if fact.kind in (FactKind.WHY_IN, FactKind.WHY_NOT) and "lost_at_least" in has:
            inside = fact.kind is FactKind.WHY_NOT
            other = judge.best(lambda p, inside=inside: not p.broken and (key in p.picks) is inside)
            judge.check(fact, base, other, "lost")
        elif fact.kind is FactKind.LIMIT:
            rules = {f"mandatory:{key}"} if rule == key else {rule}
            judge.check(fact, judge.best(judge.only(rules)), base, "gained")
        elif fact.kind is FactKind.HELP and rule != key:
            free = judge.best(judge.only({rule}))
            judge.check(fact, free, judge.best(lambda p, rule=rule: p.broken <= {rule} and key in p.picks), "lost")
        else:
            continue
        checked += 1
    return checked


@pytest.mark.parametrize("part", range(4))
def test_every_number_is_that_of_the_brute_force(pool: SolverPool, part: int) -> None:
    solver = pool.solver("highs")
    checked = 0
    for seed in range(FIRST + part, FIRST + PROBLEMS, 4):
        problem = varied_problem(seed, max_portfolios=500)
        session = PlanningSession(problem, solver, SolveParameters())
        result = why(session, WhyRequest(most=2))
        oracle = Oracle(problem)
        if oracle.best() is None:
            assert result.status is SolutionStatus.INFEASIBLE
            conflict = {fact.subject for fact in result.facts if fact.kind is FactKind.CONFLICT}
            assert not oracle.feasible_with(conflict)
            continue
        judge = Judge(oracle, session)
        assert result.complete, result
        checked += check_portfolio(judge, result)
        for initiative in problem.initiatives[:3]:
            key = initiative.initiative_key
            page = why(session, WhyRequest(key, most=2))
            checked += check_initiative(judge, key, page)
    assert checked > 0
