"""What a portfolio uses of each limit, brings in per KPI, and reaches of each target."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from domain.numbers import ZERO, exact_arithmetic
from domain.portfolio.evaluation import Evaluation
from domain.portfolio.report import KpiReport, Severity, TargetReport, UsageReport
from domain.problem.constraints import TargetKind
from domain.problem.problem import PortfolioProblem
from domain.problem.sizing import is_score
from domain.rules.rules import RuleBook, TokenFamily, TokenRule

_LOW, _MEDIUM = Fraction(1, 10), Fraction(1, 2)


def slack_of(rule: TokenRule, used: Decimal) -> Decimal:
    """The distance to the limit; negative where it is broken."""
    with exact_arithmetic():
        return used - rule.limit if rule.family is TokenFamily.FLOOR else rule.limit - used


def usage_of(rules: RuleBook, evaluation: Evaluation) -> tuple[UsageReport, ...]:
    """Every capacity, floor and cap with what is used of it."""
    out = []
    for rule in rules.tokens:
        used = evaluation.tokens_used(rule.dimension, rule.key, rule.period)
        slack = slack_of(rule, used)
        out.append(UsageReport(rule.rule_id, used, rule.limit, slack, slack == ZERO))
    return tuple(out)


def kpis_of(problem: PortfolioProblem, evaluation: Evaluation) -> tuple[KpiReport, ...]:
    """The total of every KPI that an initiative, a bonus, a target or the objective names, by key."""
    aims = (*problem.scenario.objective_kpi_keys, *(target.kpi_key for target in problem.constraint_set.targets))
    keys = {key for key in aims if not is_score(key)}
    keys.update(key for initiative in problem.initiatives for key in initiative.kpi_contribution)
    keys.update(bonus.kpi_key for bonus in problem.constraint_set.synergies)
    return tuple(
        KpiReport(key, evaluation.kpi_total(key), evaluation.kpi_contributions(key), evaluation.kpi_synergies(key))
        for key in sorted(keys)
    )


def targets_of(rules: RuleBook, evaluation: Evaluation) -> tuple[TargetReport, ...]:
    """Every target with what was achieved of it."""
    out = []
    for target in rules.targets:
        gap = evaluation.shortfall(target)
        out.append(
            TargetReport(
                rule_id=target.rule_id,
                market=target.market,
                kpi_key=target.kpi_key,
                period=None if target.period is None else rules.periods[target.period],
                floor_or_goal=target.kind.value,
                target=target.target_value,
                achieved=evaluation.achieved(target),
                gap=gap,
                severity=severity_of(target.kind, target.target_value, gap),
            )
        )
    return tuple(out)


def severity_of(kind: TargetKind, target: Decimal, gap: Decimal) -> Severity:
    """How far a target is missed; any gap to a goal of zero is high."""
    if gap <= ZERO:
        return Severity.NONE
    if kind is TargetKind.FLOOR:
        return Severity.CRITICAL
    share = Fraction(gap) / abs(Fraction(target)) if target else Fraction(1)
    if share < _LOW:
        return Severity.LOW
    return Severity.MEDIUM if share < _MEDIUM else Severity.HIGH
