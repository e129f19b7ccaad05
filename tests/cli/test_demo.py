"""The demo, and its sample organisation: believable, solved by both solvers in every mode, the same on every run."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cli.demo import center as demo_center
from cli.render.stored import comparison
from cli.render.text import figure
from cli.wiring import bootstrap
from cli.wiring.bootstrap import load_problem, sample_path, solve_problem
from domain.integer_model.model import SolveParameters
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode
from sheets.layout import OPTIMIZATION_CENTER
from sheets.workbook import CellWrite, WriteBatch
from sheets.xlsx.workbook import XlsxWorkbook
from solvers.pool import SolverPool
from tests.cli.conftest import ROOT, Optengine

RUNS = int(os.environ.get("OPTENGINE_TEST_RUNS", "6"))


def test_the_sample_uses_what_the_engine_offers() -> None:
    problem = load_problem(str(sample_path())).problem
    rules = problem.constraint_set
    assert len(problem.initiatives) >= 60
    assert len(problem.scenario.periods) == 2
    for used in (rules.floors, rules.caps, rules.targets, rules.forced_out, rules.exclusions, rules.bundles):
        assert used
    assert any(bonus.bonus > 0 for bonus in rules.synergies)
    assert any(bonus.bonus < 0 for bonus in rules.synergies)
    assert rules.response_curves
    assert rules.overheads
    assert any(bonus.bonus_by_count for bonus in rules.synergies)
    for field in ("market", "department", "category", "program_key", "mandate_reason", "deadline_date", "bundle_key"):
        assert len({getattr(initiative, field) for initiative in problem.initiatives}) > 1, field


@pytest.mark.solver
def test_demo_goes_through_the_spreadsheet(optengine: Optengine, tmp_path: Path) -> None:
    outcome = optengine("demo")
    assert (outcome.code, outcome.err) == (0, "")
    path = tmp_path / "optimization-center.xlsx"
    workbook = XlsxWorkbook(path)
    candidates, runs, results = (
        read(workbook, "Candidates"),
        read(workbook, "Runs"),
        read(workbook, "Results_Portfolio"),
    )
    assert all(row["is_selected_for_run"] is True for row in candidates)
    assert [row["status"] for row in runs] == ["success"]
    chosen = [row["initiative_key"] for row in results if row["selected"]]
    assert runs[0]["selected_count"] == len(chosen) > 0
    assert f"{len(chosen)} initiatives selected" in outcome.out
    assert f"{figure(Decimal(str(runs[0]['total_value'])))}" in outcome.out
    for tab in ("Runs", "Results_Portfolio", "Gaps_And_Alerts", "rows that cannot be used", "write results"):
        assert tab in outcome.out
    assert "Everything is in optimization-center.xlsx" in outcome.out
    assert "All that decides is in it" in " ".join(outcome.out.split())
    grave = [row for row in read(workbook, "Gaps_And_Alerts") if row["severity"] not in ("none", "low")]
    assert f"{len(grave)} of them more than low" in outcome.out

    asked = ("Trade  ", "Response curves  ", "Overheads  ", "against tokens of capacity:", "every point, proven")
    for shown in (*asked, "4 roadmaps", "in every roadmap"):
        assert shown in outcome.out
    for kind in ("roadmap", "capacity", "curves", "frontier", "roadmaps"):
        name = f"optimization-center-{kind}.svg"
        assert f": {name}" in outcome.out
        assert "<svg" in (tmp_path / name).read_text(encoding="utf-8")

    best = chosen[0]
    row = 1 + next(at for at, each in enumerate(candidates) if each["initiative_key"] == best)
    column = list(candidates[0]).index("is_selected_for_run")
    workbook.write(WriteBatch([CellWrite("Candidates", row, column, False)]))
    again = optengine("demo", "--brief")
    assert again.code == 0
    assert "is run as it is" in again.out
    assert "Trade" not in again.out
    later = read(workbook, "Results_Portfolio")
    assert best not in [each["initiative_key"] for each in later if each["selected"]]
    assert len(read(workbook, "Runs")) == 2


def test_demo_leaves_other_files_alone(optengine: Optengine, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "mine.xlsx")
    before = (tmp_path / "mine.xlsx").read_bytes()
    outcome = optengine("demo", "mine.xlsx")
    assert outcome.code == 2
    assert "mine.xlsx is there already and is something else" in outcome.err
    assert (tmp_path / "mine.xlsx").read_bytes() == before
    assert optengine("demo", "mine.csv").code == 2
    assert "there is no directory" in optengine("demo", "nowhere/mine.xlsx").err


def test_demo_refuses_a_spreadsheet_that_is_open_in_another_program(optengine: Optengine, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    XlsxWorkbook(path).setup(OPTIMIZATION_CENTER)
    before = path.read_bytes()
    (tmp_path / ".~lock.plan.xlsx#").write_text(",ana,desk,01.01.2026 09:00,;", encoding="utf-8")
    outcome = optengine("demo", "plan.xlsx")
    assert outcome.code == 2
    assert "plan.xlsx is open in LibreOffice by ana; nothing was written" in outcome.err
    assert path.read_bytes() == before


@pytest.mark.solver
def test_demo_says_what_it_could_not_write(
    optengine: Optengine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = demo_center.make_center
    monkeypatch.setattr(bootstrap, "sample_path", lambda: ROOT / "examples" / "two-quarters.json")

    def opened_afterwards(path: Path, problem: PortfolioProblem) -> tuple[str, ...] | None:
        unsaid = made(path, problem)
        (tmp_path / ".~lock.plan.xlsx#").write_text(",ana,desk,01.01.2026 09:00,;", encoding="utf-8")
        return unsaid

    monkeypatch.setattr(demo_center, "make_center", opened_afterwards)
    outcome = optengine("demo", "plan.xlsx", "--brief")
    assert outcome.code == 2
    assert "plan.xlsx is open in LibreOffice by ana" in " ".join(outcome.out.split())
    assert "Everything is in" not in outcome.out


@pytest.mark.solver
def test_demo_compares_every_mode_with_both_solvers(optengine: Optengine, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[Mapping[ObjectiveMode, Sequence[comparison.Solve]]] = []
    agreed = comparison.agreed

    def noted(found: Mapping[ObjectiveMode, Sequence[comparison.Solve]]) -> bool:
        compared.append(found)
        return agreed(found)

    monkeypatch.setattr(comparison, "agreed", noted)
    outcome = optengine("demo", "--compare")
    assert (outcome.code, outcome.err) == (0, "")
    for mode in ObjectiveMode:
        assert mode.value in outcome.out
    assert outcome.out.count(" optimal ") == 6
    assert "Both solvers prove the same value in every mode." in outcome.out
    assert len({solves[0].report.selected for solves in compared[0].values()}) == len(ObjectiveMode)


def read(workbook: XlsxWorkbook, tab: str) -> list[dict[str, Any]]:
    """The rows of a tab by the names of their columns."""
    grid = workbook.read([tab])[tab]
    names = [str(name) for name in grid.rows[0]]
    rows = [{name: grid.value(row, at) for at, name in enumerate(names)} for row in range(1, len(grid.rows))]
    return [row for row in rows if any(value is not None for value in row.values())]


@pytest.mark.solver
def test_demo_writes_its_sample(optengine: Optengine, tmp_path: Path) -> None:
    outcome = optengine("demo", "--write", "mine")
    assert outcome.code == 0
    written = tmp_path / "mine" / "organisation.json"
    assert json.loads(written.read_text(encoding="utf-8"))["initiatives"]
    assert str(Path("mine") / "organisation.json") in outcome.out
    again = optengine("demo", "--write", "mine")
    assert (again.code, again.out) == (2, "")
    assert "already" in again.err


@pytest.mark.solver
@pytest.mark.slow
@pytest.mark.parametrize("solver", ["highs", "cp-sat"])
def test_every_run_gives_the_same_portfolio(pool: SolverPool, solver: str) -> None:
    loaded = load_problem(str(sample_path()))
    parameters = SolveParameters(time_limit=120)
    reports = [solve_problem(loaded, pool.solver(solver), parameters) for _ in range(RUNS)]
    portfolios = {
        tuple((item.initiative_key, item.period, item.scope) for item in report.initiatives if item.period)
        for report in reports
    }
    assert len(portfolios) == 1
    assert all(report.solver.reproducible for report in reports)
