"""The same candidates under rules that were changed: one dropped, one widened, a goal made a floor."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

from domain.analyses.session.session import PlanningSession
from domain.numbers import exact_arithmetic
from domain.problem.constraints import TargetKind
from domain.rules.relations import Relations
from domain.rules.rules import RuleBook, TargetRule, TokenFamily, TokenRule
from domain.rules.unselectable import find_unselectable


def under_rules(session: PlanningSession, rules: RuleBook) -> PlanningSession:
    """A session on the same candidates under other rules; what can be selected at all is judged anew."""
    prepared = session.prepared
    relations = Relations(
        rules.mandatory, rules.forced_out, rules.prerequisites, rules.bundles, rules.exclusions, rules.pins
    )
    judged = replace(rules, unselectable=find_unselectable(relations, rules.windows, len(rules.periods)))
    return session.with_prepared(prepared.under(judged))


def without(session: PlanningSession, rule_ids: Collection[str]) -> PlanningSession:
    """A session in which some rules do not hold. Goals cannot be dropped: they are part of the objective."""
    return under_rules(session, session.prepared.rules.without(rule_ids))


def widened(session: PlanningSession, rule_id: str, tokens: Decimal) -> PlanningSession:
    """A session with a limit moved by some tokens: a capacity or cap higher, a floor lower."""

    def wider(rule: TokenRule) -> TokenRule:
        if rule.rule_id != rule_id:
            return rule
        with exact_arithmetic():
            change = -tokens if rule.family is TokenFamily.FLOOR else tokens
            return replace(rule, limit=rule.limit + change)

    rules = session.prepared.rules
    return under_rules(session, replace(rules, tokens=tuple(wider(rule) for rule in rules.tokens)))


def insisting(session: PlanningSession, rule_id: str) -> PlanningSession:
    """A session in which a goal must be met."""
    rules = session.prepared.rules

    def hard(rule: TargetRule) -> TargetRule:
        return replace(rule, kind=TargetKind.FLOOR) if rule.rule_id == rule_id else rule

    return under_rules(session, replace(rules, targets=tuple(hard(rule) for rule in rules.targets)))


def token_rule(session: PlanningSession, rule_id: str) -> TokenRule | None:
    """The token limit with an id; the tightest where several share it."""
    found = [rule for rule in session.prepared.rules.tokens if rule.rule_id == rule_id]
    return min(found, key=lambda rule: rule.limit, default=None)


def can_be_dropped(session: PlanningSession, rule_id: str) -> bool:
    """Whether a rule is a matter of policy: a limit, floor, mandate, ban, exclusion, pin or ratio."""
    rules = session.prepared.rules
    families = (rules.tokens, rules.mandatory, rules.forced_out, rules.exclusions, rules.pins, rules.ratios)
    dropped = {rule.rule_id for family in families for rule in family}
    return rule_id in dropped or any(rule.rule_id == rule_id and not _is_goal(rule) for rule in rules.targets)


def _is_goal(rule: TargetRule) -> bool:
    return rule.kind is TargetKind.GOAL
