"""Alerts of an answer without a portfolio: the rules that cannot hold together and the smallest relaxation."""

from __future__ import annotations

from collections.abc import Iterator

from domain.explanation.gap_advice.alert import THE_RUN, Alert
from domain.formulation.elastic import Quantity, is_upper, limit_of, quantities
from domain.integer_model.result import Proof, SolutionStatus
from domain.numbers import exact_arithmetic
from domain.portfolio.certainty import NUMERICALLY
from domain.portfolio.figures import Severity
from domain.portfolio.report import PortfolioReport, RelaxedRule
from domain.problem.constraints import Dimension
from domain.problem.problem import PortfolioProblem
from domain.rules.rulebook import ruled
from domain.rules.rules import TargetRule
from domain.rules.wording import conflict_text, figure, listed


def absence_alerts(problem: PortfolioProblem, report: PortfolioReport) -> Iterator[Alert]:
    """Alerts that say why there is no portfolio: one for the run, and one for each rule involved."""
    if report.solution_status is not SolutionStatus.INFEASIBLE:
        yield Alert(
            None,
            THE_RUN,
            Severity.HIGH,
            f"no portfolio was found: {report.detail}",
            recommendation="Run it again with more time, or the effort proof.",
        )
        return
    hedge = f" {NUMERICALLY}, which is not proven" if report.proof is Proof.NUMERICAL else ""
    conflict, relaxed = report.conflict, {rule.rule_id: rule for rule in _relaxed(report)}
    rules = () if conflict is None else conflict.rules
    together = f"; {conflict_text(rules)}" if rules else ""
    yield Alert(
        None,
        THE_RUN,
        Severity.CRITICAL,
        f"no portfolio keeps all rules{hedge}{together}",
        recommendation=_relaxation(problem, report),
    )
    amounts = quantities(ruled(problem).rules)
    texts = dict(zip(rules, () if conflict is None else conflict.explanations, strict=False))
    for rule_id in dict.fromkeys([*rules, *relaxed]):
        others = [other for other in rules if other != rule_id]
        notes = texts.get(rule_id, f"{rule_id}: gives way in the smallest relaxation").removeprefix(f"{rule_id}: ")
        if rule_id in rules and others:
            notes += f" (cannot hold together with {listed(others, 6)})"
        yield _alert(rule_id, notes, amounts.get(rule_id), relaxed.get(rule_id))


def _relaxed(report: PortfolioReport) -> tuple[RelaxedRule, ...]:
    return () if report.relaxation is None else report.relaxation.rules


def _alert(rule_id: str, notes: str, rule: Quantity | None, relaxed: RelaxedRule | None) -> Alert:
    limit = achieved = gap = None
    if rule is not None:
        limit = limit_of(rule)
        if relaxed is not None and relaxed.amount is not None:
            gap = relaxed.amount
            with exact_arithmetic():
                achieved = limit + gap if is_upper(rule) else limit - gap
    advice = f"{_sentence(relaxed.suggestion)}." if relaxed else "It can stay as it is in the smallest relaxation."
    return Alert(_market(rule), rule_id, Severity.CRITICAL, notes, limit, achieved, gap, advice)


def _market(rule: Quantity | None) -> str | None:
    if isinstance(rule, TargetRule):
        return rule.market
    return rule.key if rule is not None and rule.dimension is Dimension.MARKET else None


def _relaxation(problem: PortfolioProblem, report: PortfolioReport) -> str:
    relaxation = report.relaxation
    if relaxation is None:
        return "No relaxation was found in time; run it again with more time."
    what = "; ".join(rule.suggestion for rule in relaxation.rules)
    count = len(relaxation.selected)
    size = "1 initiative" if count == 1 else f"{count} initiatives"
    worth = "" if relaxation.objective is None else f" worth {figure(relaxation.objective)}{_unit(problem)}"
    proof = "" if relaxation.proven else " (not proven to be the smallest change with the best portfolio)"
    if relaxation.proof is Proof.NUMERICAL:
        proof = f" (the smallest change with the best portfolio {NUMERICALLY}, not proven)"
    return f"{_sentence(what)}: this allows a portfolio of {size}{worth}{proof}."


def _unit(problem: PortfolioProblem) -> str:
    return "" if problem.scenario.uses_weights else f" {problem.scenario.north_star_kpi_key}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
