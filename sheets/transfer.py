"""Plans as the bytes of files: a workbook or a tab of it out of a problem, and a problem out of a workbook."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.problem.problem import PortfolioProblem
from domain.sheet_jobs.planning_workbook import RunNews, SheetNews
from sheets.center.workbooks import OptimizationCenter
from sheets.filling import fill_center, read_problem
from sheets.keys import key_text
from sheets.layout.inputs import CANDIDATES, CONSTRAINTS, SCENARIO_CONFIG
from sheets.workbook import Look, Value, Workbook, escaped, from_serial
from sheets.xlsx.package import open_archive, parts_of, read_package
from sheets.xlsx.workbook import XlsxWorkbook

OWN_TABS = frozenset({CANDIDATES.name, SCENARIO_CONFIG.name, CONSTRAINTS.name})
_UNUSUAL = re.compile(r"[^\w -]")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?\Z")


def workbook_of(problem: PortfolioProblem, news: RunNews | None = None) -> bytes:
    """The workbook that states a problem, every candidate ticked but those that are out; with the results of a run."""
    with _filled(problem, news) as (_, path):
        return path.read_bytes()


def tab_of(problem: PortfolioProblem, tab: str, news: RunNews | None = None) -> str:
    """One tab of that workbook as CSV, dates as 2027-04-03. No cell begins as a formula does."""
    with _filled(problem, news) as (workbook, _):
        grid = workbook.read([tab])[tab]
    out = io.StringIO()
    writer = csv.writer(out)
    width = len(grid.rows[0]) if grid.rows else 0
    for row in range(len(grid.rows)):
        cells = [_text(grid.value(row, column), grid.looks.get((row, column))) for column in range(width)]
        writer.writerow(cells)
    return out.getvalue()


def problem_in(data: bytes, source: str, scenario: str | None = None) -> PortfolioProblem | None:
    """The problem that a workbook states; None for a file that is no Optimization Center.

    Raises ``WorkbookFaultsError`` with every cell that cannot be used, ``InputError`` where a scenario has to be named.
    """
    if not any(name.startswith("xl/") for name in parts_of(data)):
        return None
    with open_archive(io.BytesIO(data)) as archive:
        if not OWN_TABS.issubset(read_package(archive).tabs):
            return None
    with _file(Path(source).stem[:100] or "plan", data) as path:
        return read_problem(XlsxWorkbook(path), scenario)


@contextmanager
def _filled(problem: PortfolioProblem, news: RunNews | None) -> Iterator[tuple[Workbook, Path]]:
    with _file("plan") as path:
        workbook = XlsxWorkbook(path)
        fill_center(workbook, problem)
        if news is not None:
            center = OptimizationCenter(workbook)
            center.push(SheetNews(center.pull().answers, news))
        yield workbook, path


@contextmanager
def _file(name: str, data: bytes | None = None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="optengine-") as folder:
        path = Path(folder) / (_UNUSUAL.sub("_", name) + ".xlsx")
        if data is not None:
            path.write_bytes(data)
        yield path


def _text(value: Value, look: Look | None) -> str:
    if look is Look.DATE and isinstance(value, int | float):
        return from_serial(value).date().isoformat()
    text = key_text(value)
    return text if _NUMBER.match(text) else escaped(text)
