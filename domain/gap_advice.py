"""What people should know about the answer to a problem beyond the portfolio: gaps, alerts, and what would help."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from domain.problem import PortfolioProblem
from domain.report import PortfolioReport, Severity
from domain.result import SolutionStatus
from domain.run import RunStatus

THE_RUN = "run"


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to know. market: None for all. subject: the KPI, or the id of the rule that it is about.

    target, achieved, gap: in the unit of the KPI, or in tokens.
    """

    market: str | None
    subject: str
    severity: Severity
    notes: str
    target: Decimal | None = None
    achieved: Decimal | None = None
    gap: Decimal | None = None
    recommendation: str = ""


def failure_alert(run_id: str, status: RunStatus, error_text: str | None) -> Alert:
    """That a run ended without an answer."""
    why = f": {error_text}" if error_text else ""
    return Alert(
        None,
        THE_RUN,
        Severity.CRITICAL if status is RunStatus.FAILED else Severity.NONE,
        f"run {run_id} {status.value}{why}; the results shown are those of the last run that had some",
        recommendation="run it again; where it fails again, the step log of the run says where"
        * (status is RunStatus.FAILED),
    )


def alerts_of(problem: PortfolioProblem, report: PortfolioReport) -> tuple[Alert, ...]:
    """Everything to know about an answer."""
    if report.solution_status in (SolutionStatus.OPTIMAL, SolutionStatus.FEASIBLE):
        return tuple(_targets(report))
    return (Alert(None, THE_RUN, Severity.CRITICAL, f"no portfolio: {report.detail}"),)


def _targets(report: PortfolioReport) -> list[Alert]:
    return [
        Alert(target.market, target.kpi_key, target.severity, "", target.target, target.achieved, target.gap)
        for target in report.targets
        if target.severity is not Severity.NONE
    ]
