"""What an answer claims, held against the brute force: each claim is right, wrong, or not made for certain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from domain.integer_model.result import Proof, SolutionStatus
from domain.portfolio.report import PortfolioReport, StageReport
from tests.oracle import Oracle, Portfolio

CLOSE = Decimal("1e-9")
"""How exact the weights of a smallest relaxation are."""


@dataclass
class Judgement:
    """wrong: claims said to be proven that are not so. open: whether the answer was left without an exact proof.

    advice_open: whether that is so of what would have to give way, where nothing keeps all rules.
    """

    wrong: list[str] = field(default_factory=list)
    open: bool = False
    advice_open: bool = False

    def claim(self, holds: bool, words: str) -> None:
        """A claim that is made for certain."""
        if not holds:
            self.wrong.append(words)


def same(figure: Decimal | None, value: Fraction) -> bool:
    """Equal digit for digit; to the fifteenth one where the decimals of the value do not end."""
    if figure is None:
        return False
    if Fraction(figure) == value:
        return True
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest > 1 and abs(Fraction(figure) - value) <= abs(value) / 10**14


def is_exact(claim: Any, proven: bool = True) -> bool:
    """Whether a record claims what it says as exact."""
    return proven and getattr(claim, "proof", Proof.EXACT) is Proof.EXACT


def judge_report(oracle: Oracle, report: PortfolioReport) -> Judgement:
    """The answer of a solve without any limit."""
    found = Judgement()
    if report.solution_status in (SolutionStatus.OPTIMAL, SolutionStatus.FEASIBLE):
        _judge_portfolio(found, oracle, report)
    best = oracle.best()
    if report.solution_status is SolutionStatus.INFEASIBLE and is_exact(report):
        found.claim(best is None, "says infeasible, proven")
        _judge_diagnosis(found, oracle, report)
    elif report.solution_status is SolutionStatus.OPTIMAL and is_exact(report):
        found.claim(best is not None, "says optimal, and there is no portfolio")
    else:
        found.open = True
    if best is not None:
        _judge_stages(found, report.stages, best)
    return found


def _judge_portfolio(found: Judgement, oracle: Oracle, report: PortfolioReport) -> None:
    chosen = {
        each.initiative_key: (oracle.horizon.index(each.period or ""), each.scope.value)
        for each in report.initiatives
        if each.initiative_key in report.selected
    }
    own = next((each for each in oracle.portfolios() if each.picks == chosen), None)
    if own is None:
        found.wrong.append(f"no portfolio of this problem: {chosen}")
        return
    found.claim(not own.broken, f"breaks {sorted(own.broken)}")
    for stage in report.stages:
        found.claim(same(stage.value, own.stages[stage.name]), f"{stage.name} is not {stage.value}")


def _judge_stages(found: Judgement, stages: Iterable[StageReport], best: Portfolio) -> None:
    """Each stage is held against the best value of it, as long as those before it reach theirs."""
    for stage in stages:
        value = best.stages[stage.name]
        sign = 1 if stage.sense == "maximize" else -1
        exact = is_exact(stage, stage.proven)
        if exact:
            found.claim(same(stage.value, value), f"{stage.name} is {stage.value}, proven; the best is {value}")
        if stage.bound is not None and is_exact(stage):
            below = sign * (Fraction(stage.bound) - value) < -abs(value) / 10**14
            found.claim(not below or same(stage.bound, value), f"{stage.name} is bounded by {stage.bound}, not {value}")
        found.open = found.open or not exact
        if not same(stage.value, value):
            break


def _judge_diagnosis(found: Judgement, oracle: Oracle, report: PortfolioReport) -> None:
    conflict, relaxation = report.conflict, report.relaxation
    if conflict is not None and is_exact(conflict):
        rules = set(conflict.rules)
        found.claim(not oracle.feasible_with(rules), f"the conflict {sorted(rules)} can be kept")
        if conflict.minimal:
            idle = [each for each in rules if not oracle.feasible_with(rules - {each})]
            found.claim(not idle, f"the conflict {sorted(rules)} needs no {idle}")
    found.open = found.open or conflict is None or not is_exact(conflict, conflict.minimal)
    if relaxation is not None and is_exact(relaxation, relaxation.proven):
        told, least = Fraction(relaxation.total_relative_violation), oracle.least_relaxation()
        near = abs(told - least) <= abs(least) * Fraction(CLOSE)
        found.claim(near, f"the smallest relaxation is {float(least)}, not {float(told)}")
        found.claim(told > 0, "a relaxation that changes nothing")
    found.advice_open = relaxation is None or not is_exact(relaxation, relaxation.proven)
