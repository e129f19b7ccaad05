"""The problem without some of its rules, everything else being as it was."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from domain.formulation import formulate
from domain.integer_model.model import rebuilt
from domain.optimization.preparation import PreparedProblem
from domain.problem.constraints import TargetKind


def without_rules(prepared: PreparedProblem, rule_ids: Collection[str]) -> PreparedProblem:
    """The problem without these rules, goals excepted: they are no rules, but part of the objective."""
    gone, rules = frozenset(rule_ids), prepared.rules
    plan = prepared.formulation.plan
    model = rebuilt(plan.model, keep=[tag not in gone for tag in plan.model.tags])
    return replace(
        prepared,
        rules=replace(
            rules,
            tokens=tuple(rule for rule in rules.tokens if rule.rule_id not in gone),
            targets=tuple(t for t in rules.targets if t.kind is TargetKind.GOAL or t.rule_id not in gone),
            mandatory=tuple(rule for rule in rules.mandatory if rule.rule_id not in gone),
            forced_out=tuple(rule for rule in rules.forced_out if rule.rule_id not in gone),
            prerequisites=tuple(rule for rule in rules.prerequisites if rule.rule_id not in gone),
            bundles=tuple(rule for rule in rules.bundles if rule.rule_id not in gone),
            exclusions=tuple(rule for rule in rules.exclusions if rule.rule_id not in gone),
            windows=tuple(rule for rule in rules.windows if rule.rule_id not in gone),
        ),
        formulation=replace(prepared.formulation, plan=replace(plan, model=model)),
    )


def without_goal(prepared: PreparedProblem, rule_id: str) -> PreparedProblem:
    """The problem whose objective does not seek one goal."""
    rules = prepared.rules
    kept = tuple(t for t in rules.targets if t.kind is not TargetKind.GOAL or t.rule_id != rule_id)
    fewer = replace(rules, targets=kept)
    return replace(prepared, rules=fewer, formulation=formulate(prepared.problem, prepared.pool, fewer))
