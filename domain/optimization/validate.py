"""Looks at a problem without solving it: which candidates are valid, which rules there are, what names nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.problem.problem import PortfolioProblem
from domain.rules.rulebook import ruled


@dataclass(frozen=True, slots=True)
class ValidationReport:
    """What a solve of the problem would start with.

    invalid, unselectable: every reason by key. rules: number of rules of each family. infeasible: rules that cannot
    hold whatever is selected, with the reason.
    """

    initiatives: int
    candidates: tuple[str, ...]
    invalid: Mapping[str, tuple[str, ...]]
    delivered: tuple[str, ...]
    unselectable: Mapping[str, tuple[str, ...]]
    rules: Mapping[str, int]
    infeasible: Mapping[str, str]
    warnings: tuple[str, ...]


def validate(problem: PortfolioProblem) -> ValidationReport:
    """Judge candidates and rules without solving."""
    judged = ruled(problem)
    pool, rules = judged.pool, judged.rules
    families = {
        "capacity": sum(rule.family.value == "capacity" for rule in rules.tokens),
        "floor": sum(rule.family.value == "floor" for rule in rules.tokens),
        "cap": sum(rule.family.value == "cap" for rule in rules.tokens),
        "target": len(rules.targets),
        "mandatory": len(rules.mandatory),
        "forced_out": len(rules.forced_out),
        "prerequisite": len(rules.prerequisites),
        "bundle": len(rules.bundles),
        "exclusion": len(rules.exclusions),
        "window": len(rules.windows),
        "synergy": len(rules.synergies) + len(rules.count_bonuses),
        **({"pin": len(rules.pins)} if rules.pins else {}),
        **({"ratio": len(rules.ratios)} if rules.ratios else {}),
        **({"overhead": len(rules.overheads)} if rules.overheads else {}),
        **({"formula": len(rules.formulas)} if rules.formulas else {}),
    }
    infeasible = {rule.rule_id: rule.fault for rule in rules.mandatory if rule.fault is not None}
    for rule in rules.mandatory:
        if rule.fault is None and rule.key in rules.unselectable:
            infeasible[rule.rule_id] = f"{rule.key} cannot be selected: {'; '.join(rules.unselectable[rule.key])}"
    return ValidationReport(
        initiatives=len(problem.initiatives),
        candidates=tuple(pool.candidates),
        invalid=dict(pool.invalid),
        delivered=tuple(i.initiative_key for i in problem.initiatives if i.initiative_key in pool.delivered),
        unselectable=dict(rules.unselectable),
        rules=families,
        infeasible=infeasible,
        warnings=rules.warnings,
    )
