"""Explains a portfolio: reasons per initiative, limiting rules, usage, KPI totals and targets."""

from __future__ import annotations

from domain.explanation.reasons import Certainty, Reporter
from domain.lean import dataclass
from domain.numbers import exact_arithmetic
from domain.portfolio.figures import (
    CurveReport,
    FormulaReport,
    KpiReport,
    OverheadReport,
    RatioReport,
    TargetReport,
    UsageReport,
)
from domain.portfolio.judged import JudgedPortfolio
from domain.portfolio.report import InitiativeReport
from domain.rules.rulebook import RuledProblem

__all__ = ["Certainty", "Explanation", "explain", "explain_absence"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a report says about a portfolio beyond its objective.

    limiting_rules: limits and exclusions that keep out a candidate of positive value, those that keep out most first.
    """

    initiatives: tuple[InitiativeReport, ...]
    usage: tuple[UsageReport, ...] = ()
    limiting_rules: tuple[str, ...] = ()
    kpis: tuple[KpiReport, ...] = ()
    targets: tuple[TargetReport, ...] = ()
    curves: tuple[CurveReport, ...] = ()
    overheads: tuple[OverheadReport, ...] = ()
    ratios: tuple[RatioReport, ...] = ()
    formulas: tuple[FormulaReport, ...] = ()


def explain(portfolio: JudgedPortfolio, certainty: Certainty) -> Explanation:
    """Explain a verified portfolio."""
    with exact_arithmetic():
        reporter = Reporter(portfolio.ruled, portfolio, certainty)
        initiatives = tuple(reporter.report(initiative) for initiative in portfolio.ruled.problem.initiatives)
        blocked = reporter.blocked
        return Explanation(
            initiatives=initiatives,
            usage=portfolio.usage(),
            limiting_rules=tuple(sorted(blocked, key=lambda rule_id: (-blocked[rule_id], rule_id))),
            kpis=portfolio.kpis(),
            targets=portfolio.targets(),
            curves=portfolio.curves(),
            overheads=portfolio.overheads(),
            ratios=portfolio.ratios(),
            formulas=portfolio.formulas(),
        )


def explain_absence(ruled: RuledProblem, absence: str) -> tuple[InitiativeReport, ...]:
    """Report all initiatives where there is no portfolio; ``absence`` says why there is none."""
    reporter = Reporter(ruled, None, Certainty(False), absence)
    return tuple(reporter.report(initiative) for initiative in ruled.problem.initiatives)
