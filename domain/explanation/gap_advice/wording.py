"""What would help against a gap, in sentences."""

from __future__ import annotations

from decimal import Decimal

from domain.explanation.gap_advice.exchange import Exchange
from domain.explanation.gap_advice.targets import TargetAdvice
from domain.numbers import ZERO, exact_arithmetic, negated
from domain.problem.problem import PortfolioProblem
from domain.rules.wording import figure, listed, tokens

MOST_MENDABLE = 3


def recommendation(problem: PortfolioProblem, advice: TargetAdvice, gap: Decimal) -> str:
    """What to do about a gap, at what cost."""
    sentences = []
    exchange = advice.exchange
    if exchange is not None:
        sentences.append(_exchange(problem, exchange))
    if advice.outside < gap:
        with exact_arithmetic():
            rest = gap - advice.outside
        bring = f"bring {figure(advice.outside)} of the {figure(gap)} missing" if advice.outside else "bring nothing"
        sentences.append(
            f"all candidates outside the portfolio together {bring}; new initiatives that bring {figure(rest)} "
            "are needed, or a lower target"
        )
    for mendable in advice.mendable[:MOST_MENDABLE]:
        sentences.append(
            f"{mendable.initiative_key} would bring {figure(mendable.effect)}, but cannot be selected: "
            f"{'; '.join(mendable.reasons)}"
        )
    more = len(advice.mendable) - MOST_MENDABLE
    if more > 0:
        sentences.append(f"{more} more like these")
    return ". ".join(f"{sentence[0].upper()}{sentence[1:]}" for sentence in sentences) + "." if sentences else ""


def _exchange(problem: PortfolioProblem, exchange: Exchange) -> str:
    done = f"add {listed(exchange.added, 6)} ({tokens(exchange.tokens)})"
    if exchange.dropped:
        done += f" and take out {listed(exchange.dropped, 6)} ({tokens(exchange.freed)})"
    effect = "this closes the gap" if exchange.gap <= ZERO else f"this leaves {figure(exchange.gap)} missing"
    if exchange.broken:
        return f"{done}: {effect}, but is not allowed by {listed(exchange.broken, 4)}"
    return f"{done}: {effect} and {_value(problem, exchange.value)}"


def _value(problem: PortfolioProblem, change: Decimal) -> str:
    of = listed(problem.scenario.objective_kpi_keys, 3) if not problem.scenario.uses_weights else "the objective"
    if change == ZERO:
        return f"changes nothing in {of}"
    return f"costs {figure(negated(change))} of {of}" if change < ZERO else f"adds {figure(change)} to {of}"
