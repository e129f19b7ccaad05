"""Many candidates in one job, with few calls to Google; SHEET_ROWS=5000 tries as many as a large company has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.problem.initiative import Initiative
from domain.sheet_jobs.planning_workbook import PushReport, RowAnswer, RunNews, SheetNews
from sheets.center.workbooks import OptimizationCenter
from sheets.filling import fill_center, read_problem
from sheets.google.http import RetryPolicy
from sheets.google.workbook import GoogleWorkbook
from sheets.layout import OPTIMIZATION_CENTER
from sheets.workbook import Workbook
from sheets.xlsx.workbook import XlsxWorkbook
from tests.sheets.center.test_both_sides import Notebook
from tests.sheets.large import ROWS, large_run
from tests.sheets.local_server.process import LocalServer
from tests.sheets.seeds import Seed


def job(workbook: Workbook, memory: Notebook, run: RunNews) -> PushReport:
    """Pulls everything, answers for every candidate and writes a run."""
    center = OptimizationCenter(workbook, memory)
    inputs = center.pull()
    assert len(inputs.candidates) == ROWS and not inputs.faults
    answers = []
    for row in inputs.candidates:
        row.initiative()
        answers.append(RowAnswer("Candidates", row.key, "selected for 2026-Q1", "on merit"))
    return center.push(SheetNews((*inputs.answers, *answers), run))


def test_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook, memory, run = XlsxWorkbook(tmp_path / "center.xlsx"), Notebook(), large_run()
    workbook.setup(OPTIMIZATION_CENTER)
    fill_center(workbook, run.problem, ticked=())
    with monkeypatch.context() as patched:
        patched.setattr(Initiative, "__eq__", lambda *_: pytest.fail("each candidate is compared with others"))
        stated = read_problem(workbook)
    assert stated == run.problem
    assert job(workbook, memory, run).cells > 10 * ROWS
    assert job(workbook, memory, run) == PushReport()


def test_google(server: LocalServer, google: Callable[..., GoogleWorkbook]) -> None:
    workbook, memory, run = google(server.seed({"Sheet1": Seed([])}), RetryPolicy()), Notebook(), large_run()
    workbook.setup(OPTIMIZATION_CENTER)
    fill_center(workbook, run.problem, ticked=())
    server.reset()
    assert job(workbook, memory, run).cells > 10 * ROWS
    counts = server.counts()
    assert counts["read"] <= 2 and counts["write"] <= 2
    assert job(workbook, memory, run) == PushReport()
    again = server.counts()
    assert again["read"] <= 4 and again["write"] == counts["write"]
