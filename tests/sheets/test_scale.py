"""Five thousand candidates in one go, with few calls to Google."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sheets.google.http import RetryPolicy
from sheets.google.workbook import GoogleWorkbook
from sheets.layout import OPTIMIZATION_CENTER
from sheets.layout.inputs import CANDIDATES
from sheets.layout.outputs import RESULTS_PORTFOLIO
from sheets.update import TabUpdate, apply_updates
from sheets.workbook import CellWrite, Workbook, Writable, WriteBatch
from sheets.xlsx.workbook import XlsxWorkbook
from tests.sheets.local_server.process import LocalServer
from tests.sheets.seeds import Seed

ROWS = 5_000
HEADERS = [column.name for column in CANDIDATES.columns]
SAMPLE: dict[str, Writable] = dict.fromkeys(HEADERS, "some text") | {"engineering_tokens": 8.5, "is_mandatory": False}


def fill(workbook: Workbook) -> None:
    cells = [
        CellWrite("Candidates", row, at, f"I-{row}" if at == 0 else SAMPLE[name])
        for row in range(1, ROWS + 1)
        for at, name in enumerate(HEADERS[:18])
    ]
    workbook.read([CANDIDATES.name])
    workbook.write(WriteBatch(cells, {"Candidates": (ROWS + 1, len(HEADERS))}))


def job(workbook: Workbook) -> int:
    """Reads every tab and answers for every candidate, as a run does."""
    grids = workbook.read([tab.name for tab in OPTIMIZATION_CENTER.tabs])
    keys = [str(row[0]) for row in grids["Candidates"].rows[1:]]
    answers = TabUpdate(CANDIDATES, {(key,): {"run_status": "selected", "run_message": "on merit"} for key in keys})
    results: dict[tuple[str, ...], dict[str, Writable]] = {
        (key,): {"selected": True, "allocated_tokens": 8.5, "market": "UK", "notes": "on merit"} for key in keys
    }
    return apply_updates(workbook, [answers, TabUpdate(RESULTS_PORTFOLIO, results, adds_rows=True)], grids).cells


def test_a_file(tmp_path: Path) -> None:
    workbook = XlsxWorkbook(tmp_path / "center.xlsx")
    workbook.setup(OPTIMIZATION_CENTER)
    fill(workbook)
    assert job(workbook) == 7 * ROWS
    assert job(workbook) == 0


def test_google(server: LocalServer, google: Callable[..., GoogleWorkbook]) -> None:
    workbook = google(server.seed({"Sheet1": Seed([])}), RetryPolicy())
    workbook.setup(OPTIMIZATION_CENTER)
    fill(workbook)
    server.reset()
    assert job(workbook) == 7 * ROWS
    counts = server.counts()
    assert (counts["read"], counts["write"]) == (2, 2)
    assert job(workbook) == 0
    counts = server.counts()
    assert (counts["read"], counts["write"]) == (3, 2)
