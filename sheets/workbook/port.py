"""The port ``Workbook``, and the batch of cells that is written to it in one go."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeAlias

from sheets.errors import TabsMissingError
from sheets.layout import Layout
from sheets.workbook.area import Area
from sheets.workbook.grid import Grid, Value

Writable: TypeAlias = str | bool | int | float | Decimal | date | None


@dataclass(frozen=True, slots=True)
class CellWrite:
    """One cell to be written; None clears it. Text goes in as text, whatever it begins with.

    is_figure: whether it stands in a column of numbers, where thousands are parted.
    """

    tab: str
    row: int
    column: int
    value: Writable
    is_figure: bool = False


@dataclass(frozen=True, slots=True)
class FormulaWrite:
    """One cell that gets a formula, which begins with ``=``."""

    tab: str
    row: int
    column: int
    formula: str


NO_ROWS = 999
"""A row far below what a page holds, which a chart shows that has nothing to show."""


@dataclass(frozen=True, slots=True)
class ChartRows:
    """The rows that a chart is to show, the first and the last one. The chart is found by its title."""

    tab: str
    title: str
    first: int = NO_ROWS
    last: int = NO_ROWS


@dataclass(frozen=True, slots=True)
class WriteBatch:
    """Cells that are written together: all of them or none.

    sizes: how many rows and columns each tab has to have for it; tabs only ever grow. charts: which rows they show
    once the cells are written.
    """

    cells: Sequence[CellWrite]
    sizes: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    charts: Sequence[ChartRows] = ()


@dataclass(frozen=True, slots=True)
class SetupReport:
    """What setup had to do: tabs that it made, headers that it added as ``Tab.column``."""

    tabs: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    touched: bool = False


class Workbook(Protocol):
    """A spreadsheet. Raises ``WorkbookError`` for what people can mend, else ``WorkbookUnavailableError``."""

    @property
    def name(self) -> str:
        """How it is called in messages."""

    @property
    def identity(self) -> str:
        """What tells it from every other spreadsheet, however it was named when it was opened."""

    @property
    def longest_text(self) -> int:
        """How many characters a cell can hold."""

    def read(self, tabs: Sequence[str]) -> Mapping[str, Grid]:
        """All cells of the tabs, in one go. Raises ``TabsMissingError``."""

    def read_areas(self, areas: Sequence[tuple[str, Area]]) -> list[list[list[Value]]]:
        """The values of some areas as they are now, in one go; blank ends of rows and columns are left out."""

    def write(self, batch: WriteBatch) -> None:
        """Write the batch, whole or not at all. Doing it again changes nothing more."""

    def put_formulas(self, formulas: Sequence[FormulaWrite], headers: Mapping[tuple[int, int], str]) -> None:
        """Put formulas into cells of one tab that was read before, and texts above them; nothing to put: no call."""

    def setup(self, layout: Layout) -> SetupReport:
        """Make what is missing of the layout and leave everything else as it is. Doing it again changes nothing."""


def read_present(workbook: Workbook, tabs: Sequence[str], later: Collection[str]) -> Mapping[str, Grid]:
    """All cells of the tabs. later: those that a spreadsheet may lack; raises ``TabsMissingError`` for others."""
    try:
        return workbook.read(tabs)
    except TabsMissingError as error:
        if error.called or not set(later).issuperset(error.tabs):
            raise
        return workbook.read([tab for tab in tabs if tab not in error.tabs])
