"""Targets that nothing can be said about, since no candidate says what it adds to their KPI."""

from __future__ import annotations

from domain.explanation.gap_advice.alert import Alert
from domain.portfolio.figures import Severity
from domain.problem.problem import PortfolioProblem
from domain.problem.sizing import is_score
from domain.rules.rules import TargetRule
from domain.rules.wording import figure


def says_something_of(problem: PortfolioProblem, kpi_key: str) -> bool:
    """Whether any initiative has a contribution to a KPI, zero included, or any synergy a bonus; of a KPI that a
    formula makes, to a factor.
    """
    rules = problem.constraint_set
    made = {rule.kpi_key: [factor.kpi_key for factor in rule.multiply] for rule in rules.kpi_formulas}
    keys = made.get(kpi_key, [kpi_key])
    return (
        is_score(kpi_key)
        or any(key in initiative.kpi_contribution for initiative in problem.initiatives for key in keys)
        or any(bonus.kpi_key in keys for bonus in rules.synergies)
    )


def untold_target(target: TargetRule, subject: str, wanted: str) -> Alert:
    """Alert that there is no data for the KPI of a target. wanted: the target in words."""
    return Alert(
        target.market,
        subject,
        Severity.MEDIUM,
        f"{wanted} cannot be judged: no candidate has data for {target.kpi_key}",
        target.target_value,
        recommendation=f"Say what the candidates add to {target.kpi_key} in the column kpi_contribution_json of the "
        f'tab Candidates, as {{"{target.kpi_key}": {figure(target.target_value)}}}, or take the target out.',
    )
