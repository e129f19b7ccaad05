"""A year of a planner in a spreadsheet, 120 initiatives over four quarters: taken in, planned there, taken out."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.wiring.databases import VARIABLE
from persistence.problem_files.problem_file import loads, read_problem
from sheets.xlsx.workbook import XlsxWorkbook
from tests.cli.conftest import Optengine
from tests.jobs.office import table

QUARTERS = Path(__file__).resolve().parents[4].parent / "shared" / "bench" / "quarters-120.json"
BEST = 30150
"""Proven by two solvers."""


@pytest.mark.skipif(not QUARTERS.is_file(), reason="the public problem quarters-120 is not here")
def test_120_initiatives_over_four_quarters_come_out_of_a_spreadsheet_as_they_went_in_and_are_planned_from_it(
    optengine: Optengine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert optengine("sheet", "import", str(QUARTERS), "plan.xlsx").code == 0
    asked = read_problem(QUARTERS)
    assert loads(optengine("sheet", "export", "plan.xlsx").out) == asked
    assert optengine("job", "run", "pm.optimize_run_all_candidates", "plan.xlsx").code == 0
    book = XlsxWorkbook(tmp_path / "plan.xlsx")
    [run] = table(book, "Runs").values()
    assert (run["status"], run["total_value"]) == ("success", BEST)
    value = table(book, "Summary")["Plan/Value: north_star"]
    assert (value["figure"], value["limit"], value["share"]) == (BEST, BEST, 1)
    assert loads(optengine("sheet", "export", "plan.xlsx").out) == asked, "a run changes nothing of what is asked"
    solved = optengine("solve", "plan.xlsx", "--json").answer
    selected = {key for key, cells in table(book, "Results_Portfolio").items() if cells["selected"]}
    assert (solved["objective"], solved["proof"], set(solved["selected"])) == (BEST, "exact", selected)
