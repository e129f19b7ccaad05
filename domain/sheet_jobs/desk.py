"""What the jobs need from outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from domain.portfolio.report import PortfolioReport
from domain.sheet_jobs.planning_workbook import OpenRoadmap, OpenWorkbook


@dataclass(frozen=True, slots=True)
class JobPorts:
    """Opens spreadsheets by name and reads stored answers of runs."""

    open_center: OpenWorkbook
    open_roadmap: OpenRoadmap
    read_report: Callable[[str], PortfolioReport]
