"""Trades against a brute force over all portfolios: value, fewest changes, conflicts, and the best within k changes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from domain.analyses.session.placed import PlannedItem
from domain.analyses.session.session import PlanningSession
from domain.analyses.trading.trade import trade
from domain.analyses.trading.trade_results import Deal, TradeRequest, TradeResult
from domain.integer_model.model import SolveParameters
from domain.integer_model.result import SolutionStatus
from domain.integer_model.solver import SolverPort
from domain.problem.sizing import Scope
from solvers.pool import SolverPool
from tests.domain.builders import initiative, problem
from tests.oracle import Picks, Portfolio
from tests.planning_oracle import objective, varied_oracle
from tests.tiny_solver import TinySolver

pytestmark = [pytest.mark.solver, pytest.mark.slow]

PROBLEMS = int(os.environ.get("BRUTE_FORCE_TRADES", "40"))
FIRST = int(os.environ.get("BRUTE_FORCE_FIRST", "30000"))


@pytest.fixture(scope="module")
def pool() -> Iterator[SolverPool]:
    with SolverPool() as running:
        yield running


class Question:
    """A random trade of a random problem, with all portfolios at hand."""

    def __init__(self, seed: int) -> None:
        self.oracle = varied_oracle(seed, 600)
        random = Random(seed)
        keys = [i.initiative_key for i in self.oracle.problem.initiatives]
        self.force_in = tuple(random.sample(keys, min(len(keys), random.choice((0, 1, 1, 2)))))
        rest = [key for key in keys if key not in self.force_in]
        self.force_out = tuple(random.sample(rest, min(len(rest), random.choice((0, 1, 1)))))
        self.keep = None
        if random.random() < 0.5 or not (self.force_in or self.force_out):
            self.keep = random.choice(self.oracle.portfolios()).picks
        self.max_changes = random.choice((None, 2, 4))

    def request(self) -> TradeRequest:
        periods = self.oracle.horizon
        keep = None
        if self.keep is not None:
            tokens = {(k, s.scope): s.tokens for k, f in self.oracle.figures.items() for s in f}
            keep = tuple(
                PlannedItem(key, periods[t], Scope(scope), tokens=_decimal(tokens[key, scope]))
                for key, (t, scope) in self.keep.items()
            )
        return TradeRequest(self.force_in, self.force_out, keep, self.max_changes)

    def meets(self, picks: Picks) -> bool:
        inside = all(key in picks or key in self.oracle.delivered for key in self.force_in)
        return inside and not any(key in picks for key in self.force_out)

    def value(self, portfolio: Portfolio) -> tuple[Fraction, ...]:
        return objective(portfolio)

    def feasible_with(self, tags: set[str]) -> bool:
        def demanded(picks: Picks) -> bool:
            inside = all(k in picks for k in self.force_in if f"forced_in:{k}" in tags)
            return inside and not any(k in picks for k in self.force_out if f"forced_out:{k}" in tags)

        return any(p.broken.isdisjoint(tags) and demanded(p.picks) for p in self.oracle.relaxed())


def _decimal(value: Fraction | None) -> Decimal | None:
    return None if value is None else Decimal(value.numerator) / Decimal(value.denominator)


def changes(before: Picks, after: Picks) -> int:
    return len(before.keys() ^ after.keys())


def moves(before: Picks, after: Picks) -> int:
    return sum(before[key] != after[key] for key in before.keys() & after.keys())


def resized(before: Picks, after: Picks) -> int:
    return sum(before[key][1] != after[key][1] for key in before.keys() & after.keys())


def moved(before: Picks, after: Picks) -> int:
    return sum(before[key][0] != after[key][0] for key in before.keys() & after.keys())


def check_deal(question: Question, base: Picks, deal: Deal | None, limit: int | None) -> None:
    allowed = [p for p in question.oracle.portfolios() if not p.broken and question.meets(p.picks)]
    if limit is not None:
        allowed = [p for p in allowed if changes(base, p.picks) <= limit]
    if not allowed:
        assert deal is None
        return
    assert deal is not None
    assert deal.status is SolutionStatus.OPTIMAL
    assert deal.fewest_proven
    best = max(question.value(p) for p in allowed)
    near = [p for p in allowed if question.value(p) == best]
    least = min((changes(base, p.picks), resized(base, p.picks)) for p in near)
    picks = {item.initiative_key: item for item in deal.selected}
    (found,) = (
        p
        for p in near
        if {k: (question.oracle.horizon[t], s) for k, (t, s) in p.picks.items()}
        == {k: (item.period_key, item.scope.value) for k, item in picks.items() if item.scope}
    )
    assert len(deal.diff.entered) + len(deal.diff.left) == deal.changes
    assert len({c.initiative_key for c in (*deal.diff.moved, *deal.diff.resized)}) == deal.moves
    assert (deal.changes, deal.moves) == (changes(base, found.picks), moves(base, found.picks))
    ties = [p for p in near if (changes(base, p.picks), resized(base, p.picks)) == least]
    assert found in ties
    # Among equals the selection is settled first, then the fewest moves, then how early each is placed.
    chosen = sum(name != "early" for name in found.stages)
    equal = [p for p in ties if p.key[:chosen] == max(p.key[:chosen] for p in ties)]
    assert found == max(equal, key=lambda p: (-moved(base, p.picks), p.key))


def check(seed: int, solver: SolverPort) -> str:
    question = Question(seed)
    session = PlanningSession(question.oracle.problem, solver, SolveParameters())
    if session.prepared.formulation.notes and any("do not fit" in n for n in session.prepared.formulation.notes):
        return "rounded"
    result: TradeResult = trade(session, question.request())
    best = question.oracle.best()
    if best is None and question.keep is None:
        assert result.status is SolutionStatus.INFEASIBLE
        assert result.conflict is not None
        return "nothing"
    base = question.keep
    if base is None:
        assert best is not None
        index = {period: t for t, period in enumerate(question.oracle.horizon)}
        base = {i.initiative_key: (index[i.period_key or ""], i.scope.value if i.scope else "") for i in result.base}
        (own,) = (p for p in question.oracle.portfolios() if p.picks == base)
        assert own.key == best.key
    check_deal(question, base, result.deal, None)
    if result.deal is None:
        assert result.status is SolutionStatus.INFEASIBLE
        assert result.conflict is not None
        assert result.conflict.minimal
        assert len(result.conflict.explanations) == len(result.conflict.rules)
        rules = set(result.conflict.rules)
        invalid = {f"forced_in:{key}" for key in question.oracle.invalid}
        assert (invalid & rules and len(rules) == 1) or not question.feasible_with(rules)
        for rule in rules:
            assert question.feasible_with(rules - {rule})
        return "impossible"
    after = {loss.name: loss for loss in result.deal.losses}
    figures = question.oracle
    for p in figures.portfolios():
        if p.picks == base:
            for name, loss in after.items():
                sign = 1 if loss.more_is_better else -1
                assert loss.after.value is not None and loss.lost is not None
                expected = sign * (p.stages[name] - Fraction(loss.after.value))
                assert float(expected) == pytest.approx(float(loss.lost), abs=1e-9, rel=1e-9)
    for entry in result.within:
        check_deal(question, base, entry.deal, entry.max_changes)
    if question.max_changes is not None:
        allowed = [p for p in question.oracle.portfolios() if not p.broken and question.meets(p.picks)]
        assert result.fewest == min(changes(base, p.picks) for p in allowed)
    return "deal"


def test_where_nothing_can_be_chosen_no_change_is_the_fewest() -> None:
    session = PlanningSession(problem(initiative("A"), delivered=("A",)), TinySolver())
    result = trade(session, TradeRequest(force_out=("A",), max_changes=2))
    assert (result.status, result.fewest) == (SolutionStatus.OPTIMAL, 0)


@pytest.mark.parametrize("name", ["highs", "cp-sat"])
def test_trades_are_what_the_brute_force_says(pool: SolverPool, name: str) -> None:
    faults, kinds = [], []
    for seed in range(FIRST, FIRST + PROBLEMS):
        try:
            kinds.append(check(seed, pool.solver(name)))
        except Exception as error:
            faults.append(f"seed {seed}: {type(error).__name__}: {error}")
    print({kind: kinds.count(kind) for kind in sorted(set(kinds))})
    assert not faults, "\n\n".join(faults)
    assert PROBLEMS < 40 or {"deal", "impossible"} <= set(kinds)
