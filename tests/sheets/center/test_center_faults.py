"""Whatever fails between the engine and Google, a job ends as it would have, or says what is pending; no row twice.

SHEET_FAULT_SCHEDULES sets how many random schedules are tried.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from random import Random

import pytest

from domain.errors import OptimizationEngineError
from sheets.google.workbook import GoogleWorkbook
from sheets.layout import OPTIMIZATION_CENTER
from tests.sheets.fault_schedules import QUICK, TABS, Mortal, job
from tests.sheets.local_server.process import LocalServer

SCHEDULES = int(os.environ.get("SHEET_FAULT_SCHEDULES", "12"))
FAULTS = ("ok", "429", "503", "timeout", "drop", "commit_then_drop", "commit_then_503")
OpenWorkbook = Callable[..., GoogleWorkbook]
Cells = dict[str, object]


def cells(server: LocalServer, spreadsheet_id: str) -> Cells:
    return {title: sheet["cells"] for title, sheet in server.state(spreadsheet_id).items()}


def keys_are_unique(workbook: GoogleWorkbook) -> bool:
    grids = workbook.read(list(TABS))
    for tab in map(OPTIMIZATION_CENTER.tab, grids):
        header, *rows = grids[tab.name].rows
        places = [list(header).index(name) for name in tab.key if name in header]
        keys = [tuple(row[at] if at < len(row) else None for at in places) for row in rows]
        found = [key for key in keys if any(part is not None for part in key)]
        if len(found) != len(set(found)):
            return False
    return True


@pytest.fixture
def fault_free(server: LocalServer, google: OpenWorkbook) -> Cells:
    """How the job ends when nothing fails."""
    spreadsheet_id = server.seed(TABS, rows=9, columns=4)
    assert job(google(spreadsheet_id, QUICK)).pending == ()
    return cells(server, spreadsheet_id)


@pytest.mark.parametrize("seed", range(SCHEDULES))
def test_a_random_schedule_of_faults(server: LocalServer, google: OpenWorkbook, fault_free: Cells, seed: int) -> None:
    random = Random(seed)
    spreadsheet_id = server.seed(TABS, rows=9, columns=4)
    before = cells(server, spreadsheet_id)
    faults = random.choices(FAULTS, weights=(6, 2, 2, 1, 2, 2, 2), k=random.randint(0, 9))
    server.fail(*faults, timeout_seconds=0.5)
    if random.random() < 0.3:
        said_pending = killed(server, spreadsheet_id, random)
    else:
        try:
            report = job(google(spreadsheet_id, QUICK))
        except OptimizationEngineError:
            said_pending = True
        else:
            said_pending = bool(report.pending)
            assert all("pending" in fault.message for fault in report.pending)
    server.reset()
    after = cells(server, spreadsheet_id)
    assert after == fault_free or said_pending
    assert after in (before, fault_free)
    assert keys_are_unique(google(spreadsheet_id, QUICK))
    assert job(google(spreadsheet_id, QUICK)).pending == ()
    assert cells(server, spreadsheet_id) == fault_free
    assert job(google(spreadsheet_id, QUICK)).cells == 0


def killed(server: LocalServer, spreadsheet_id: str, random: Random) -> bool:
    """Do the job in a process that is killed at one of its calls; whether it was, or has said that it is not done."""
    call, after = random.randint(1, 4), random.random() < 0.5
    child = os.fork()
    if not child:
        code = 1
        try:
            code = int(bool(job(GoogleWorkbook(Mortal(server.url, call, after), spreadsheet_id)).pending))
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0
