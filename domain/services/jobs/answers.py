"""What a run came to, beside the rows of the spreadsheet; the same answer gives the same words always."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.planning_workbook import CANDIDATES, SCENARIO_CONFIG, CandidateInput, RowAnswer
from domain.report import InitiativeReport, PortfolioReport
from domain.result import SolutionStatus
from domain.run import OptimizationRun, RunStatus
from domain.services.jobs.intake import INVALID, Judged, faulty_answers

NOT_ASKED = "not part of the run"
NO_PORTFOLIO = "no portfolio"
_FOUND = (SolutionStatus.OPTIMAL, SolutionStatus.FEASIBLE)


def run_answers(
    rows: Iterable[tuple[CandidateInput, Judged]],
    scenario_key: tuple[str, ...],
    run: OptimizationRun,
    report: PortfolioReport | None,
) -> tuple[RowAnswer, ...]:
    """The answers beside every candidate and beside the scenario."""
    pairs = list(rows)
    decided = {found.initiative_key: found for found in report.initiatives} if report is not None else {}
    outcome = _outcome(run, report)
    answers = [_candidate(row, judged, decided, outcome) for row, judged in pairs if not judged.faults]
    return (*faulty_answers(pairs), *answers, RowAnswer(SCENARIO_CONFIG, scenario_key, outcome, _reason(run, report)))


def lacks(judged: Judged) -> str:
    """What a candidate that takes part still lacks; empty where nothing is missing."""
    return f"not ready by the rules of graduation: {'; '.join(judged.advice)}" if judged.advice else ""


def _candidate(row: CandidateInput, judged: Judged, decided: Mapping[str, InitiativeReport], outcome: str) -> RowAnswer:
    found = decided.get(judged.key)
    if judged.blocked:
        return RowAnswer(CANDIDATES, row.key, INVALID, "; ".join(judged.blocked))
    if found is None:
        return RowAnswer(CANDIDATES, row.key, outcome if outcome in _ENDED_WITHOUT else NOT_ASKED, lacks(judged))
    if outcome == NO_PORTFOLIO:
        return RowAnswer(CANDIDATES, row.key, outcome, lacks(judged))
    period = f" for {found.period}" if found.period else ""
    message = "; ".join((*found.reasons, *filter(None, [lacks(judged)])))
    return RowAnswer(CANDIDATES, row.key, f"{found.decision.value.replace('_', ' ')}{period}", message)


def _outcome(run: OptimizationRun, report: PortfolioReport | None) -> str:
    if report is None:
        return f"run {run.status.value}"
    return report.solution_status.value if report.solution_status in _FOUND else NO_PORTFOLIO


def _reason(run: OptimizationRun, report: PortfolioReport | None) -> str:
    if report is None:
        return run.error_text or ""
    return "" if report.solution_status in _FOUND else f"{report.solution_status.value}: {report.detail}"


_ENDED_WITHOUT = (f"run {RunStatus.FAILED.value}", f"run {RunStatus.CANCELLED.value}")
