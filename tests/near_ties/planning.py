"""The planning computations held against the brute force: capacity values, frontiers, prices and roadmaps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction

from domain.analyses.frontiers.capacity_limits import capacities_of
from domain.analyses.frontiers.capacity_values import CapacityValue, CapacityValuesRequest, capacity_values
from domain.analyses.frontiers.frontier import FrontierRequest, frontier
from domain.analyses.many_roadmaps.roadmaps import RoadmapsRequest, roadmaps, wanted_roadmaps
from domain.analyses.pricing.price_results import Price, PriceKind, PricesRequest, PriceState, TokensNeeded
from domain.analyses.pricing.prices import prices
from domain.analyses.session.gains import Gain
from domain.analyses.session.session import PlanningSession
from domain.integer_model.result import SolutionStatus
from domain.problem.scenario import ObjectiveMode
from domain.problem.variants import WeightSet
from tests.near_ties.judging import Judgement, is_exact, same
from tests.oracle import Oracle, Portfolio
from tests.planning_oracle import (
    best,
    feasible,
    is_rule_of,
    kpi_total,
    main_value,
    most_tokens,
    need,
    nondominated,
    objective,
    tokens,
)

PRICED, VALUED = 3, 2


def judge_capacity_values(oracle: Oracle, session: PlanningSession) -> Judgement:
    """The first capacities: what one more token gains, and the next limit that helps."""
    found, top = Judgement(), best(feasible(oracle))
    capacities = capacities_of(session.prepared)[:VALUED]
    if not capacities:
        return found
    result = capacity_values(session, CapacityValuesRequest(tuple(each.name for each in capacities)))
    found.open = not is_exact(result, result.complete)
    for capacity, value in zip(capacities, result.capacities, strict=True):
        lifted = feasible(oracle, lambda rule_id, of=capacity: is_rule_of(oracle, of, rule_id))  # type: ignore[misc]
        needs = [(need(oracle, p, capacity.dimension, capacity.key, capacity.periods), p) for p in lifted]
        _judge_capacity(found, value, needs, top, Fraction(capacity.limit or 0) + 1)
    return found


def _judge_capacity(
    found: Judgement,
    value: CapacityValue,
    needs: list[tuple[Fraction, Portfolio]],
    top: Portfolio | None,
    more: Fraction,
) -> None:
    better = [used for used, p in needs if top is None or objective(p) > objective(top)]
    if value.never:
        found.claim(not better, f"{value.name}: nothing helps, it says; {min(better, default=None)} would")
    if is_exact(value.next_limit, value.next_limit.proven) and value.next_limit.value is not None:
        least = min(better, default=Fraction(-1))
        found.claim(
            same(value.next_limit.value, least), f"{value.name}: next limit {value.next_limit.value}, not {least}"
        )
        at_next = best(p for used, p in needs if used <= least)
        if value.next_gain is not None and at_next is not None:
            _judge_gain(found, f"{value.name}: next gain", value.next_gain, at_next, top)
    _judge_gain(found, f"{value.name}: one more", value.one_more, best(p for u, p in needs if u <= more), top)


def _judge_gain(found: Judgement, what: str, gain: Gain, after: Portfolio | None, top: Portfolio | None) -> None:
    if gain.status is SolutionStatus.INFEASIBLE and is_exact(gain):
        found.claim(after is None, f"{what}: no portfolio, it says")
    if gain.proven and is_exact(gain):
        gained = None if after is None or top is None else main_value(after) - main_value(top)
        found.claim(gained is not None and same(gain.at_least, gained), f"{what} {gain.at_least}, not {gained}")


def judge_frontier(oracle: Oracle, session: PlanningSession) -> Judgement:
    """Value against tokens, or one KPI against another."""
    found = Judgement()
    candidates = session.prepared.pool.candidates
    taking_part = (each for each in session.prepared.problem.initiatives if each.initiative_key in candidates)
    contributed = {key for each in taking_part for key, figure in each.kpi_contribution.items() if figure}
    of_kpis = oracle.num_portfolios % 2 == 0 and contributed >= {"north_star", "gmv"}
    first, second = ("north_star", "gmv") if of_kpis else ("value", "tokens")
    measured = {
        "value": objective,
        "tokens": lambda p: (-tokens(oracle, p),),
        "north_star": lambda p: (kpi_total(oracle, p, "north_star"),),
        "gmv": lambda p: (kpi_total(oracle, p, "gmv"),),
    }
    result = frontier(session, FrontierRequest(measures=(first, second), max_points=10_000))
    sign = -1 if second == "tokens" else 1
    points = {(*measured[first](p), *measured[second](p)) for p in feasible(oracle)}
    expected = sorted((sign * point[-1], point[-2]) for point in nondominated(points))
    found.open = not is_exact(result, result.complete)
    if not found.open:
        told = [(point.x.value, point.y.value) for point in result.points]
        right = len(told) == len(expected) and all(
            same(x, a) and same(y, b) for (x, y), (a, b) in zip(told, expected, strict=True)
        )
        found.claim(right, f"{first} against {second}: {told}, not {[(float(a), float(b)) for a, b in expected]}")
    return found


def judge_prices(oracle: Oracle, session: PlanningSession) -> Judgement:
    """The exact prices of the first candidates, with the tokens that would do, and the bounds of all others."""
    found = Judgement()
    keys = tuple(session.prepared.pool.candidates)
    result = prices(session, PricesRequest(keys[:PRICED], sharpen=2, tokens=True))
    top, base = oracle.best(), session.base()
    if base.solution is None or top is None:
        if result.status is SolutionStatus.INFEASIBLE:
            found.claim(top is None, "says infeasible, proven")
        found.open = result.status is not SolutionStatus.INFEASIBLE
        return found
    found.open = result.status is not SolutionStatus.OPTIMAL or not is_exact(result)
    if found.open:
        return found
    own = {key: (choice.period, choice.size.scope.value) for key, choice in base.solution.choices.items()}
    (top,) = (p for p in oracle.portfolios() if p.picks == own)
    for price in result.prices:
        _judge_price(found, oracle, top, price)
        for needed in price.tokens:
            _judge_tokens(found, oracle, price.initiative_key, needed)
    return found


def _judge_price(found: Judgement, oracle: Oracle, top: Portfolio, price: Price) -> None:
    key, inside = price.initiative_key, price.kind is PriceKind.FORCING
    other = best(p for p in feasible(oracle) if (key in p.picks) == inside)
    if price.state is PriceState.IMPOSSIBLE:
        found.claim(other is None, f"{key} cannot be priced, it says")
    if other is None or price.state is PriceState.OPEN:
        found.open = found.open or price.state is PriceState.OPEN
        found.claim(other is not None or price.state is not PriceState.EXACT, f"{key} has no price")
        return
    lost = [a - b for a, b in zip(objective(top), objective(other), strict=True)]
    names = list(top.stages)[: len(lost)]
    lost_in = next((name for name, amount in zip(names, lost, strict=True) if amount), None)
    amount = dict(zip(names, lost, strict=True)).get(lost_in or "", Fraction(0))
    if price.state is PriceState.EXACT and is_exact(price):
        right = price.stage == lost_in and same(price.lost_at_least, amount)
        found.claim(right, f"{key} costs {price.lost_at_least} of {price.stage}, not {amount} of {lost_in}")
    elif price.state is PriceState.BOUND and price.stage is not None and price.lost_at_least is not None:
        told, later = Fraction(price.lost_at_least), names.index(price.stage)
        right = lost_in is not None and names.index(lost_in) <= later
        right = right and (lost_in != price.stage or told <= amount * (1 + Fraction(1, 10**14)))
        found.claim(right, f"{key} costs at least {told} of {price.stage}, it says; {amount} of {lost_in} it is")


def _judge_tokens(found: Judgement, oracle: Oracle, key: str, needed: TokensNeeded) -> None:
    if not is_exact(needed, needed.proven):
        found.open = True
        return
    most = most_tokens(oracle, key, needed.scope.value)
    told: Fraction | float | None = None if needed.at_most is None else Fraction(needed.at_most)
    told = float("inf") if needed.unlimited else told
    found.claim(told == most, f"{key} fits with {told} tokens at most, it says; it is {most}")


SCENARIOS = RoadmapsRequest(
    modes=(ObjectiveMode.NORTH_STAR, ObjectiveMode.LEXICOGRAPHIC),
    weight_sets=(WeightSet("mixed", {"north_star": Decimal(1), "gmv": Decimal(-2)}),),
)


def judge_roadmaps(oracle: Oracle, session: PlanningSession) -> Judgement:
    """Two objectives over the same rules: their values, and the least largest regrets."""
    found = Judgement()
    oracles = [Oracle(variant.problem) for variant in wanted_roadmaps(oracle.problem, SCENARIOS)]
    result = roadmaps(session, SCENARIOS)
    tops = [best(feasible(own)) for own in oracles]
    for summary, top in zip(result.comparison.roadmaps, tops, strict=True):
        if summary.proven and is_exact(summary):
            right = same(summary.value, main_value(top)) if top is not None else summary.value is None
            found.claim(right, f"{summary.name} is worth {summary.value}, not {top and main_value(top)}")
        found.open = found.open or not is_exact(summary, summary.proven)
    safe, known = result.regret.safe, [top for top in tops if top is not None]
    if safe is None or len(known) < len(tops):
        return found
    least = min(_largest(ps, known) for ps in zip(*map(feasible, oracles), strict=True))
    for stage, amount in zip(safe.stages, least, strict=False):
        exact = is_exact(stage.max_regret, stage.max_regret.proven)
        found.open = found.open or not exact
        right = same(stage.max_regret.value, amount)
        found.claim(
            right or not exact, f"largest regret {stage.order} is {stage.max_regret.value}, not {float(amount)}"
        )
        if not right:
            break
    return found


def _largest(portfolio: Sequence[Portfolio], tops: Sequence[Portfolio]) -> list[Fraction]:
    """The largest regrets of one portfolio, as each scenario sees it, stage by stage."""
    regrets = [_regrets(objective(own), objective(top)) for own, top in zip(portfolio, tops, strict=True)]
    return [max(each[at] for each in regrets if at < len(each)) for at in range(max(map(len, regrets)))]


def _regrets(own: Sequence[Fraction], top: Sequence[Fraction]) -> list[Fraction]:
    """Goals as they are, the value as a share of the best."""
    lost = [best - value for best, value in zip(top, own, strict=True)]
    return [*lost[:-1], lost[-1] / (abs(top[-1]) or 1)]


Computation = Callable[[Oracle, PlanningSession], Judgement]
COMPUTATIONS: dict[str, Computation] = {
    "capacity-values": judge_capacity_values,
    "frontier": judge_frontier,
    "prices": judge_prices,
    "roadmaps": judge_roadmaps,
}
"""The computations that are held against the brute force, by name."""
