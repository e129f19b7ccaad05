"""What a run came to."""

from __future__ import annotations

from domain.integer_model.result import SolutionStatus
from domain.sheet_jobs.planning_workbook import RunNews


def has_portfolio(news: RunNews) -> bool:
    """Whether the run ended with a portfolio; the empty one is one, too."""
    found = (SolutionStatus.OPTIMAL, SolutionStatus.FEASIBLE)
    return news.report is not None and news.report.solution_status in found
