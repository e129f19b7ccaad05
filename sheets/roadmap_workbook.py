"""The Roadmap spreadsheet as the jobs see it, over either kind of spreadsheet."""

from __future__ import annotations

from domain.sheet_jobs.planning_workbook import PublishedVersion, PushReport
from sheets.layout import ROADMAP
from sheets.memory import Memory, NoMemory
from sheets.pushing import push_updates
from sheets.workbook import Workbook
from sheets.writing import version_updates


class Roadmap:
    """The port ``RoadmapWorkbook``. A publication is one read and one write, where anything differs."""

    def __init__(self, workbook: Workbook, memory: Memory | None = None) -> None:
        self._workbook = workbook
        self._memory: Memory = memory or NoMemory()

    @property
    def name(self) -> str:
        """The path of the file, or the address of the spreadsheet."""
        return self._workbook.name

    def publish(self, version: PublishedVersion) -> PushReport:
        """Write a version and its items."""
        tabs = [tab.name for tab in ROADMAP.tabs]
        return push_updates(self._workbook, tabs, lambda grids: version_updates(version, grids), self._memory)
