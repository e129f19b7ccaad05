"""Each rule as one plain sentence with its numbers, for conflict sets."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from domain.numbers import ZERO, exact_arithmetic
from domain.problem.candidates import CandidatePool
from domain.problem.sizing import bears, kpi_value
from domain.rules.rulebook import RuledProblem
from domain.rules.rules import OverheadRule, RuleBook, TargetRule, TokenFamily, TokenRule
from domain.rules.wording import figure, listed, quantity, scope_of, tokens


def describe_rules(ruled: RuledProblem, wanted: Collection[str]) -> dict[str, str]:
    """A sentence for each wanted rule id."""
    with exact_arithmetic():
        return _describe(ruled.rules, ruled.pool, frozenset(wanted))


def _describe(rules: RuleBook, pool: CandidatePool, wanted: frozenset[str]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for token_rule in rules.tokens:
        if token_rule.rule_id in wanted:
            texts[token_rule.rule_id] = _token_text(rules, pool, token_rule)
    for target in rules.targets:
        if target.rule_id in wanted:
            texts[target.rule_id] = _target_text(rules, pool, target)
    for must in rules.mandatory:
        if must.rule_id in wanted:
            reason = f" ({must.reason})" if must.reason else ""
            but = f", but {must.fault}" if must.fault else f"; it takes {_cost(pool, must.key)}"
            texts[must.rule_id] = f"{must.key} must be selected{reason}{but}"
    for out in rules.forced_out:
        if out.rule_id in wanted:
            texts[out.rule_id] = f"{out.key} must not be selected"
    for link in rules.prerequisites:
        if link.rule_id in wanted:
            but = f", but {link.fault}" if link.fault else f"; {link.requires} takes {_cost(pool, link.requires)}"
            when = (
                f"at least {quantity(link.lag, 'period')} before it" if link.lag else "in the same or an earlier period"
            )
            texts[link.rule_id] = f"{link.key} needs {link.requires} {when}{but}"
    for ratio in rules.ratios:
        if ratio.rule_id in wanted:
            least = f"at least {figure(ratio.at_least)}"
            texts[ratio.rule_id] = f"{ratio.numerator} must be {least} for each one of {ratio.denominator}"
    for overhead in rules.overheads:
        if overhead.rule_id in wanted:
            texts[overhead.rule_id] = _overhead_text(overhead)
    for pin in rules.pins:
        if pin.rule_id in wanted:
            but = f", but {pin.fault}" if pin.fault else ""
            others = f"{texts[pin.rule_id]}, and " if pin.rule_id in texts else f"{pin.key} is pinned "
            texts[pin.rule_id] = f"{others}to {pin.text}{but}"
    for bundle in rules.bundles:
        if bundle.rule_id in wanted:
            but = f", but {bundle.fault}" if bundle.fault else ""
            texts[bundle.rule_id] = f"{listed(bundle.members)} are selected all or none, in one period{but}"
    for pair in rules.exclusions:
        if pair.rule_id in wanted:
            texts[pair.rule_id] = f"at most one of {pair.first} and {pair.second} may be selected"
    for window in rules.windows:
        if window.rule_id in wanted:
            closed = listed([rules.periods[period] for period in window.closed])
            texts[window.rule_id] = f"the dates of {window.key} rule out {closed}"
    return texts


def _token_text(rules: RuleBook, pool: CandidatePool, rule: TokenRule) -> str:
    scope = scope_of(rule, rules.periods)
    where = f" {scope}" if scope else ""
    demand = ZERO
    for key, initiative in pool.candidates.items():
        if bears(initiative, rule.dimension, rule.key):
            demand += max(size.tokens_of(rule.dimension, rule.key) for size in pool.sizes[key])
    if rule.family is TokenFamily.FLOOR:
        has = f"its candidates have {figure(demand)} altogether" if demand else "no candidate has any"
        return f"at least {tokens(rule.limit)}{where} are required; {has}"
    beside = [overhead.rule_id for overhead in rules.overheads if (rule.dimension, rule.key) in overhead.places]
    more = f", beside which {listed(beside)} takes tokens" if beside else ""
    return f"at most {tokens(rule.limit)}{where} may be used; the candidates ask for {figure(demand)} altogether{more}"


def _overhead_text(rule: OverheadRule) -> str:
    figures = ", ".join(map(figure, rule.figures[1:]))
    when = "once, where the first of them lies" if rule.once else "in each period"
    return f"{listed(rule.members)} take {figures} tokens beside their own {when}, by how many of them are selected"


def _target_text(rules: RuleBook, pool: CandidatePool, target: TargetRule) -> str:
    if any(rule.kpi_key == target.kpi_key for rule in rules.formulas):
        return f"{target.kpi_key}, which counts by formula:{target.kpi_key}, must reach {figure(target.target_value)}"
    where = "" if target.market is None else f" of market {target.market}"
    when = "" if target.period is None else f" in {rules.periods[target.period]}"
    best: Decimal = ZERO
    for key, initiative in pool.candidates.items():
        if target.market in (None, initiative.market):
            best += max(ZERO, *(kpi_value(initiative, size, target.kpi_key) for size in pool.sizes[key]))
    for synergy in rules.synergies:
        if synergy.kpi_key == target.kpi_key and target.period is None and target.market in (None, synergy.market):
            best += max(ZERO, synergy.bonus)
    for bonus in rules.count_bonuses:
        if bonus.kpi_key == target.kpi_key and target.period is None and target.market in (None, bonus.market):
            best += max(ZERO, *map(bonus.brings, range(len(bonus.members) + 1)))
    total = f"all candidates together bring at most {figure(best)}"
    if target.period is None:
        names = [c.rule_id for c in rules.curves if c.kpi_key == target.kpi_key and target.market in (None, c.market)]
        total += f", which counts by {listed(names)}" if names else ""
    return f"{target.kpi_key}{where}{when} must reach {figure(target.target_value)}; {total}"


def _cost(pool: CandidatePool, key: str) -> str:
    """The tokens of a candidate in its smallest size, and in all where there are several."""
    costs = sorted({size.tokens or ZERO for size in pool.sizes[key]})
    return tokens(costs[0]) if len(costs) == 1 else f"{figure(costs[0])} to {tokens(costs[-1])}"
