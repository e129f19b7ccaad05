"""Changed on both sides since the last sync: what the person wrote stays, the row is flagged, both values are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from domain.problem.initiative import Initiative
from domain.problem.scenario import ObjectiveMode
from domain.sheet_jobs.planning_workbook import CandidateInput, PushReport, RowAnswer, SheetNews
from sheets.center.workbooks import OptimizationCenter
from sheets.errors import WorkbookInUseError
from sheets.layout import OPTIMIZATION_CENTER
from sheets.memory import digest, read_seen, seen_text
from sheets.workbook import CellWrite, Workbook, WriteBatch
from tests.sheets.news import problem, solved
from tests.sheets.seeds import Seed

MakeWorkbook = Callable[[Mapping[str, Seed]], Workbook]


class Notebook:
    """A memory in this process."""

    def __init__(self) -> None:
        self.texts: dict[tuple[str, str], str] = {}
        self.writes = 0

    def recall(self, workbook: str, tabs: Iterable[str]) -> Mapping[str, str]:
        return {tab: self.texts[workbook, tab] for tab in tabs if (workbook, tab) in self.texts}

    def remember(self, workbook: str, contents: Mapping[str, str]) -> None:
        self.writes += 1
        self.texts.update({(workbook, tab): text for tab, text in contents.items()})


@pytest.fixture
def memory() -> Notebook:
    return Notebook()


@pytest.fixture
def workbook(make_workbook: MakeWorkbook) -> Workbook:
    candidates = Seed(
        [["initiative_key", "engineering_tokens", "market", "north_star_contribution"], ["I-1", 4, "UK", 9]]
    )
    scenario = Seed(
        [["scenario_name", "period_key", "objective_mode", "capacity_total_tokens"], ["S", "2026-Q1", "north_star", 10]]
    )
    made = make_workbook({"Candidates": candidates, "Scenario_Config": scenario})
    made.setup(OPTIMIZATION_CENTER)
    return made


def table(workbook: Workbook, tab: str) -> dict[object, dict[str, object]]:
    header, *rows = workbook.read([tab])[tab].rows
    found = [dict(zip(map(str, header), row, strict=False)) for row in rows]
    return {row.get(OPTIMIZATION_CENTER.tab(tab).key[0]): row for row in found}


def type_in(workbook: Workbook, tab: str, key: object, column: str, value: object) -> None:
    """What a person does."""
    rows = workbook.read([tab])[tab].rows
    keys = [row[list(rows[0]).index(OPTIMIZATION_CENTER.tab(tab).key[0])] if row else None for row in rows]
    at = CellWrite(tab, keys.index(key), list(rows[0]).index(column), value)  # type: ignore[arg-type]
    workbook.write(WriteBatch([at]))


def push(workbook: Workbook, memory: Notebook, capacity: str = "10") -> PushReport:
    return OptimizationCenter(workbook, memory).push(SheetNews(run=solved(problem(capacity))))


def test_what_stood_there_before_a_first_write_that_failed_is_not_by_hand(
    workbook: Workbook, memory: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    OptimizationCenter(workbook).push(SheetNews(run=solved(problem("10"))))

    def refuse(batch: WriteBatch) -> None:
        raise WorkbookInUseError("somebody has it open")

    with monkeypatch.context() as patched:
        patched.setattr(workbook, "write", refuse)
        assert push(workbook, memory, "20").pending
    assert push(workbook, memory, "20").findings == ()
    assert "by hand" not in str(table(workbook, "Results_Portfolio"))


def test_a_result_that_was_changed_by_hand_stays_when_it_changes(workbook: Workbook, memory: Notebook) -> None:
    push(workbook, memory)
    type_in(workbook, "Results_Portfolio", "I-4", "selected", "maybe")
    report = push(workbook, memory, "20")
    row = table(workbook, "Results_Portfolio")["I-4"]
    assert (row["selected"], row["allocated_tokens"]) == ("maybe", 6)
    assert row["run_status"] == (
        'selected for 2026-Q1 in UK push; selected was changed by hand: "maybe" stays, the engine now has "TRUE" '
        "(clear the cell to take it)"
    )
    [finding] = report.findings
    assert finding.message == "was changed by hand to 'maybe' and stays; the engine has 'TRUE'"
    assert push(workbook, memory, "20") == PushReport(findings=report.findings)
    type_in(workbook, "Results_Portfolio", "I-4", "selected", None)
    assert push(workbook, memory, "20").findings == ()
    row = table(workbook, "Results_Portfolio")["I-4"]
    assert (row["selected"], row["run_status"]) == (True, "selected for 2026-Q1 in UK push")


def test_what_the_engine_wrote_itself_is_no_change_by_hand(workbook: Workbook, memory: Notebook) -> None:
    for capacity in ("10", "20", "10", "20"):
        assert push(workbook, memory, capacity).findings == ()
    assert table(workbook, "Results_Portfolio")["I-4"]["selected"] is True


def test_a_write_that_never_came_is_no_change_by_hand(
    workbook: Workbook, memory: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    push(workbook, memory)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(type(workbook), "write", killed)
        with pytest.raises(KeyboardInterrupt):
            push(workbook, memory, "20")
    assert push(workbook, memory, "5").findings == ()
    assert push(workbook, memory, "20").findings == ()


def test_a_row_that_is_given_up_keeps_what_was_written_by_hand(workbook: Workbook, memory: Notebook) -> None:
    push(workbook, memory)
    type_in(workbook, "Gaps_And_Alerts", "UK", "recommendation", "Ada talks to sales")
    center = OptimizationCenter(workbook, memory)
    report = center.push(SheetNews(run=solved(problem("20"))))
    assert "was changed by hand and stays" in report.findings[0].message
    cells = [cell for row in workbook.read(["Gaps_And_Alerts"])["Gaps_And_Alerts"].rows for cell in row]
    assert "Ada talks to sales" in cells


def test_nothing_is_remembered_anew_where_nothing_changes(workbook: Workbook, memory: Notebook) -> None:
    push(workbook, memory)
    assert memory.writes == 1
    push(workbook, memory)
    assert memory.writes == 1


class Database:
    """What is stored of one initiative, as a job stores it."""

    def __init__(self, workbook: Workbook, memory: Notebook) -> None:
        self.workbook, self.memory = workbook, memory
        self.stored: Initiative | None = None

    def sync(self) -> dict[str, object]:
        """Pull, store, answer; the row of the candidate afterwards."""
        center = OptimizationCenter(self.workbook, self.memory)
        row: CandidateInput
        [row] = center.pull().candidates
        self.stored = row.initiative(self.stored)
        center.push(SheetNews((RowAnswer("Candidates", row.key, "saved"),)))
        return table(self.workbook, "Candidates")["I-1"]


@pytest.fixture
def database(workbook: Workbook, memory: Notebook) -> Database:
    made = Database(workbook, memory)
    made.sync()
    assert made.stored is not None and made.stored.engineering_tokens == 4
    return made


def test_only_the_sheet_has_changed(database: Database) -> None:
    type_in(database.workbook, "Candidates", "I-1", "engineering_tokens", 5)
    row = database.sync()
    assert database.stored is not None and database.stored.engineering_tokens == 5
    assert (row["run_status"], row.get("run_message")) == ("saved", None)


def test_only_the_database_has_changed(database: Database) -> None:
    assert database.stored is not None
    database.stored = replace(database.stored, market="DE", kpi_contribution={"north_star": Decimal(12)})
    row = database.sync()
    assert (database.stored.market, database.stored.kpi_contribution) == ("UK", {"north_star": Decimal(9)})
    assert (row["market"], row["run_status"]) == ("UK", "saved")
    assert row["run_message"] == (
        'market: the database had "DE", changed there since; "UK" of the sheet counts; north_star_contribution: the '
        'database had "12", changed there since; "9" of the sheet counts'
    )
    assert database.sync().get("run_message") is None


def test_a_cell_that_was_cleared_counts_as_blank_whatever_the_database_has(database: Database) -> None:
    type_in(database.workbook, "Candidates", "I-1", "north_star_contribution", None)
    type_in(database.workbook, "Candidates", "I-1", "engineering_tokens", None)
    database.sync()
    assert database.stored is not None
    assert (database.stored.kpi_contribution, database.stored.engineering_tokens) == ({}, None)


def test_both_have_changed(database: Database) -> None:
    assert database.stored is not None
    database.stored = replace(database.stored, engineering_tokens=Decimal(7))
    type_in(database.workbook, "Candidates", "I-1", "engineering_tokens", 5)
    row = database.sync()
    assert database.stored.engineering_tokens == 5
    assert (row["engineering_tokens"], row["run_status"]) == (5, "saved, changed on both sides")
    assert row["run_message"] == 'engineering_tokens: changed on both sides; "5" stays, the database had "7"'
    assert database.sync().get("run_message") is None


def test_both_have_changed_to_the_same(database: Database) -> None:
    assert database.stored is not None
    database.stored = replace(database.stored, engineering_tokens=Decimal("5.0"))
    type_in(database.workbook, "Candidates", "I-1", "engineering_tokens", 5)
    assert database.sync()["run_status"] == "saved"


def test_what_was_not_stored_is_not_taken_as_synced(database: Database) -> None:
    type_in(database.workbook, "Candidates", "I-1", "engineering_tokens", 5)
    center = OptimizationCenter(database.workbook, database.memory)
    [row] = center.pull().candidates
    row.initiative(database.stored)
    center.push(SheetNews())
    database.sync()
    assert database.stored is not None and database.stored.engineering_tokens == 5


def test_a_scenario_changed_on_both_sides(workbook: Workbook, memory: Notebook) -> None:
    center = OptimizationCenter(workbook, memory)
    [row] = center.pull().scenarios
    stored = row.scenario()
    center.push(SheetNews((RowAnswer("Scenario_Config", row.key, "saved"),)))
    stored = replace(stored, capacity_total_tokens=Decimal(20), objective_mode=ObjectiveMode.LEXICOGRAPHIC)
    type_in(workbook, "Scenario_Config", "S", "capacity_total_tokens", 30)
    center = OptimizationCenter(workbook, memory)
    [row] = center.pull().scenarios
    stored = row.scenario(stored)
    assert (stored.capacity_total_tokens, stored.objective_mode) == (30, ObjectiveMode.NORTH_STAR)
    center.push(SheetNews((RowAnswer("Scenario_Config", row.key, "saved"),)))
    told = table(workbook, "Scenario_Config")["S"]
    assert told["run_status"] == "saved, changed on both sides"
    assert '"30" stays, the database had "20"' in str(told["run_message"])


def test_a_memory_says_what_it_was_told() -> None:
    seen = {("a", "b"): {"x": (digest(1), digest("1")), "y": (digest(None),)}, ("",): {"z": (digest(True),)}}
    assert read_seen(seen_text(seen)) == seen
    assert read_seen("{not json") == read_seen("[]") == {}
    assert digest(1) == digest(1.0) != digest("1")
    assert len({digest(value) for value in (None, True, 1, "1", "TRUE", 1.5)}) == 6
