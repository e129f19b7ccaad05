"""What a run came to, beside the rows of the spreadsheet; the same answer gives the same words always."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from domain.integer_model.result import SolutionStatus
from domain.portfolio.certainty import shortfall_of_proof, status_text
from domain.portfolio.report import InitiativeReport, PortfolioReport
from domain.sheet_jobs.intake import Judged, faulty_answers
from domain.sheet_jobs.planning_workbook import CANDIDATES, SCENARIO_CONFIG, CandidateInput, RowAnswer
from domain.storage.run import OptimizationRun, RunStatus

NOT_ASKED = "not part of the run"
NO_PORTFOLIO = "no portfolio"
_MANY, _SHARE = 5, 4
_FOUND = (SolutionStatus.OPTIMAL, SolutionStatus.FEASIBLE)


def run_answers(
    rows: Iterable[tuple[CandidateInput, Judged]],
    scenario_key: tuple[str, ...],
    run: OptimizationRun,
    report: PortfolioReport | None,
    left_out: str = "",
) -> tuple[RowAnswer, ...]:
    """Answers beside every candidate and beside the scenario. left_out: how much of the spreadsheet was not used."""
    pairs = list(rows)
    decided = {found.initiative_key: found for found in report.initiatives} if report is not None else {}
    outcome = _outcome(run, report)
    common = common_lacks(judged for _, judged in pairs)
    answers = [_candidate(row, judged, decided, outcome, common) for row, judged in pairs if not judged.faults]
    message = "; ".join(filter(None, [left_out, _reason(run, report), missing_sentence(common)]))
    return (*faulty_answers(pairs), *answers, RowAnswer(SCENARIO_CONFIG, scenario_key, outcome, message))


def missing_fields(judged: Judged, common: Collection[str] = ()) -> str:
    """Fields that a candidate lacks although it takes part; empty where nothing is missing. common: told elsewhere."""
    own = [reason for reason in judged.advice if reason not in common]
    return f"advice by the rules of graduation: {'; '.join(own)}" if own else ""


def common_lacks(judged: Iterable[Judged]) -> dict[str, int]:
    """Fields that so many candidates lack that they are told once for all; with the number of candidates."""
    pool = [one for one in judged if not one.faults and not one.blocked]
    count = Counter(reason for one in pool for reason in one.advice)
    return {reason: times for reason, times in count.items() if times >= _MANY and times * _SHARE >= len(pool)}


def missing_sentence(common: Mapping[str, int]) -> str:
    """The same in a sentence, for the row of the scenario."""
    if not common:
        return ""
    each = "; ".join(f"{reason} in {times} rows" for reason, times in common.items())
    return f"advice by the rules of graduation: {each}; they take part all the same"


def _candidate(
    row: CandidateInput,
    judged: Judged,
    decided: Mapping[str, InitiativeReport],
    outcome: str,
    common: Collection[str],
) -> RowAnswer:
    found = decided.get(judged.key)
    if judged.blocked:
        return RowAnswer(CANDIDATES, row.key, judged.kept_out, "; ".join(judged.blocked))
    if found is None:
        return RowAnswer(
            CANDIDATES, row.key, outcome if outcome in _ENDED_WITHOUT else NOT_ASKED, missing_fields(judged, common)
        )
    if outcome == NO_PORTFOLIO:
        return RowAnswer(CANDIDATES, row.key, outcome, missing_fields(judged, common))
    period = f" for {found.period}" if found.period else ""
    message = "; ".join((*found.reasons, *filter(None, [missing_fields(judged, common)])))
    return RowAnswer(CANDIDATES, row.key, f"{found.decision.value.replace('_', ' ')}{period}", message)


def _outcome(run: OptimizationRun, report: PortfolioReport | None) -> str:
    if report is None:
        return f"run {run.status.value}"
    return status_text(report.solution_status, report.proof) if report.solution_status in _FOUND else NO_PORTFOLIO


def _reason(run: OptimizationRun, report: PortfolioReport | None) -> str:
    if report is None:
        return run.error_text or ""
    if report.solution_status in _FOUND:
        return shortfall_of_proof(report)
    return f"{status_text(report.solution_status, report.proof)}: {report.detail}"


_ENDED_WITHOUT = (f"run {RunStatus.FAILED.value}", f"run {RunStatus.CANCELLED.value}")
