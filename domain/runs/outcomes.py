"""The answer of a solve as the outcome and the step log of a run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from domain.integer_model.result import Termination
from domain.portfolio.certainty import status_text
from domain.portfolio.report import PortfolioReport
from domain.storage.run import LoggedStep, RunOutcome, RunStatus

_TIMED = ("formulate", "solve", "verify", "explain")


def outcome_of(report: PortfolioReport, at: datetime, report_text: Callable[[PortfolioReport], str]) -> RunOutcome:
    """How a run ended: a proof that there is no portfolio is a success, an answer that was given up is not."""
    if report.termination_reason is Termination.CANCELLED:
        return RunOutcome(RunStatus.CANCELLED, at, error_text="cancelled", termination_reason=report.termination_reason)
    return RunOutcome(
        status=RunStatus.SUCCESS,
        finished_at=at,
        result=report_text(report),
        solver_version=report.solver.version or None,
        solution_status=report.solution_status,
        proof=report.proof,
        termination_reason=report.termination_reason,
        objective=report.objective,
        gaps=_gaps(report),
        timings={name: round(seconds, 6) for name, seconds in asdict(report.timings).items()},
    )


def steps_of(report: PortfolioReport, started: datetime) -> tuple[LoggedStep, ...]:
    """The step log of a solve that began at a moment."""
    details: dict[str, Any] = {
        "solve": {"solver": report.solver.name, "stages": [[stage.name, stage.proven] for stage in report.stages]}
    }
    found = status_text(report.solution_status, report.proof)
    messages = {"solve": f"{found} ({report.termination_reason.value}): {report.detail}"}
    steps = []
    for name in _TIMED:
        ended = started + timedelta(seconds=getattr(report.timings, name))
        steps.append(LoggedStep(name, RunStatus.SUCCESS, started, ended, messages.get(name, ""), details.get(name)))
        started = ended
    return tuple(steps)


def _gaps(report: PortfolioReport) -> dict[str, Any]:
    """How far the answer may be from the best one, and by how much it misses each target."""
    missed = [
        {
            "rule_id": target.rule_id,
            "market": target.market,
            "kpi_key": target.kpi_key,
            "period": target.period,
            "target": target.target,
            "achieved": target.achieved,
            "gap": target.gap,
            "severity": target.severity.value,
        }
        for target in report.targets
        if target.gap
    ]
    return {"bound": report.bound, "optimality": report.gap, "targets": missed}
