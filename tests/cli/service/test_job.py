"""``optengine job``: from a spreadsheet to its results without a server, and what is said where that fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.wiring.databases import VARIABLE
from sheets.layout import OPTIMIZATION_CENTER, ROADMAP
from sheets.xlsx.workbook import XlsxWorkbook
from tests.cli.conftest import Optengine
from tests.jobs.office import center_tabs, column, table
from tests.sheets.seeds import Seed, write_xlsx

RUN_ALL = "pm.optimize_run_all_candidates"


@pytest.fixture
def at_work(optengine: Optengine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Optengine:
    """The command line beside a spreadsheet, without any database yet."""
    monkeypatch.delenv(VARIABLE, raising=False)
    XlsxWorkbook(write_xlsx(tmp_path / "plan.xlsx", center_tabs())).setup(OPTIMIZATION_CENTER)
    XlsxWorkbook(write_xlsx(tmp_path / "roadmap.xlsx", {"Sheet1": Seed([])})).setup(ROADMAP)
    return optengine


def test_a_job_needs_no_server_and_no_database(at_work: Optengine, tmp_path: Path) -> None:
    done = at_work("job", "run", RUN_ALL, "plan.xlsx", "--solver", "highs")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert [line.split("  ")[0] for line in lines] == [
        "begin", "pull", "save", "start run", "await run", "near misses", "write results", lines[-1].split("  ")[0],
    ]  # fmt: skip
    assert lines[-1].startswith("success: optimal, 2 selected; ")
    book = XlsxWorkbook(tmp_path / "plan.xlsx")
    assert column(book, "Results_Portfolio", "selected") == {"I-1": True, "I-2": True, "I-3": False}

    shown = at_work("job", "list", "--json")
    assert shown.code == 0
    job_id = json.loads(shown.out)[0]["run_id"]
    assert job_id in at_work("job", "list").out, "an id that is cut cannot be given to another command"
    assert "write results" in at_work("job", "show", job_id).out
    assert at_work("job", "show", job_id, "--json").answer["action"] == RUN_ALL
    assert at_work("job", "cancel", job_id).code != 0

    published = at_work(
        "job",
        "run",
        "pm.optimize_publish_portfolio_to_roadmap_sheet",
        "plan.xlsx",
        "--roadmap",
        "roadmap.xlsx",
        "--json",
    )
    assert published.code == 0
    assert published.answer["status"] == "success"
    assert len(table(XlsxWorkbook(tmp_path / "roadmap.xlsx"), "Roadmap_Versions")) == 1


def test_what_stands_in_the_way_is_said(at_work: Optengine, tmp_path: Path) -> None:
    gone = at_work("job", "run", RUN_ALL, "gone.xlsx")
    assert (gone.code, gone.err) == (
        2,
        "optengine: there is no file gone.xlsx; `optengine sheet setup gone.xlsx` makes it\n",
    )
    assert "Traceback" not in gone.out + gone.err
    assert at_work("job", "run", "pm.dance", "plan.xlsx").code == 2
    assert "optengine job run NAME FILE" in at_work("job", "list").out
    absent = at_work("job", "show", "none")
    assert absent.code != 0
    assert "there is no job none" in absent.err
    for named, said in (
        (("--roadmap", "no plan.xlsx"), "`optengine sheet setup 'no plan.xlsx' --roadmap` makes it"),
        (("--portfolio", "77"), "there is no portfolio 77; `optengine run list` lists"),
        (("--run", "nobody"), "there is no run nobody; `optengine run list` lists"),
    ):
        refused = at_work("job", "run", "pm.optimize_publish_portfolio_to_roadmap_sheet", "plan.xlsx", *named)
        assert (refused.code, said in refused.err) == (2, True), refused.err
    begun = at_work("job", "run", RUN_ALL, "plan.xlsx", "--no-wait", "--key", "tuesday")
    again = at_work("job", "run", RUN_ALL, "plan.xlsx", "--no-wait", "--key", "tuesday")
    assert (begun.code, begun.out) == (0, again.out)
    assert at_work("job", "cancel", begun.out.split()[0]).code == 0


def test_a_spreadsheet_that_can_be_mended_is_bad_input(at_work: Optengine, tmp_path: Path) -> None:
    scenarios = [["A", "2026-Q1", 10, "north_star"], ["B", "2026-Q1", 10, "north_star"]]
    XlsxWorkbook(write_xlsx(tmp_path / "two.xlsx", center_tabs(scenarios=scenarios))).setup(OPTIMIZATION_CENTER)
    done = at_work("job", "run", RUN_ALL, "two.xlsx")
    assert done.code == 2
    assert "several scenarios: A, B; choose one with --scenario NAME" in " ".join(done.out.split())


def test_a_job_that_finds_no_portfolio_does_not_call_that_a_success(at_work: Optengine) -> None:
    rows = "key,effort,value,mandatory\nA,30,100,yes\nB,30,90,yes\n"
    Path("tight.csv").write_text(rows, "utf-8")
    assert at_work("import", "tight.csv", "tight.xlsx", "--period", "2027-Q1", "--capacity", "50").code == 0
    done = at_work("job", "run", RUN_ALL, "tight.xlsx", "--solver", "highs")
    assert done.code == 3
    last = done.out.strip().splitlines()[-1]
    assert last.startswith("no portfolio: infeasible; Gaps_And_Alerts says what would help; ")
