"""What a run came to."""

from __future__ import annotations

from decimal import Decimal

from domain.integer_model.result import SolutionStatus
from domain.numbers import ZERO, exact_arithmetic
from domain.portfolio.report import PortfolioReport
from domain.sheet_jobs.planning_workbook import RunNews


def has_portfolio(news: RunNews) -> bool:
    """Whether the run ended with a portfolio; the empty one is one, too."""
    found = (SolutionStatus.OPTIMAL, SolutionStatus.FEASIBLE)
    return news.report is not None and news.report.solution_status in found


def allocated(report: PortfolioReport) -> Decimal:
    """The tokens of all that is selected."""
    with exact_arithmetic():
        return sum((initiative.tokens for initiative in report.initiatives), ZERO)


def beside(report: PortfolioReport) -> Decimal:
    """The tokens that overheads take besides."""
    with exact_arithmetic():
        return sum((overhead.tokens for overhead in report.overheads), ZERO)


def taken(report: PortfolioReport) -> Decimal:
    """All tokens that the capacity of all counts."""
    with exact_arithmetic():
        return allocated(report) + beside(report)
