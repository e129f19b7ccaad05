"""What every adapter of the port ``Workbook`` does, whatever kind of spreadsheet is behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheets.center.checking import check_center
from sheets.errors import TabsMissingError, WorkbookFaultsError
from sheets.layout import OPTIMIZATION_CENTER, ROADMAP
from sheets.workbook import Area, CellWrite, Workbook, WriteBatch, serial, storable
from tests.sheets.seeds import Formula, Seed

MakeWorkbook = Callable[[Mapping[str, Seed]], Workbook]
EVERYTHING = Area(0, 0, None, 25)


def values(workbook: Workbook, tab: str = "A") -> list[list[object]]:
    return [list(row) for row in workbook.read_areas([(tab, EVERYTHING)])[0]]


def write(workbook: Workbook, *cells: tuple[int, int, object], tab: str = "A") -> None:
    writes = [CellWrite(tab, row, column, value) for row, column, value in cells]  # type: ignore[arg-type]
    rows, columns = max(write.row for write in writes) + 1, max(write.column for write in writes) + 1
    workbook.write(WriteBatch(writes, {tab: (rows, columns)}))


def test_values_come_unformatted(make_workbook: MakeWorkbook) -> None:
    workbook = make_workbook({"A": Seed([["x", None, "007"], [5, 0.1, True], [None, date(2026, 3, 1), "12,5"]])})
    grid = workbook.read(["A"])["A"]
    assert [grid.value(0, column) for column in range(4)] == ["x", None, "007", None]
    assert [grid.value(1, column) for column in range(3)] == [5, 0.1, True]
    assert [grid.value(2, column) for column in range(3)] == [None, serial(date(2026, 3, 1)), "12,5"]
    assert grid.value(99, 99) is None


def test_formulas_notes_and_merged_cells_are_seen(make_workbook: MakeWorkbook) -> None:
    seed = Seed([["h", "=text"], [1, Formula("=A2+1", 2)], ["m"]], notes={"A1": "what it is"}, merges=["A3:B4"])
    grid = make_workbook({"A": seed, "B": Seed([])}).read(["A", "B"])["A"]
    assert grid.formulas == {(1, 1): "=A2+1"}
    assert grid.value(0, 1) == "=text"
    assert grid.notes == {(0, 0): "what it is"}
    assert grid.hides(3, 1) and not grid.hides(2, 0) and not grid.hides(0, 0)


def test_missing_tabs_are_all_named(make_workbook: MakeWorkbook) -> None:
    with pytest.raises(TabsMissingError, match="lacks the tabs B, C; the setup") as caught:
        make_workbook({"A": Seed([["x"]])}).read(["A", "B", "C"])
    assert caught.value.tabs == ("B", "C")


def test_a_tab_under_nearly_its_name_is_to_be_renamed_and_gets_none_beside_it(make_workbook: MakeWorkbook) -> None:
    workbook = make_workbook({"candidates": Seed([["initiative_key"]]), "Scenario Config ": Seed([])})
    said = (
        "rename the tab 'candidates' to Candidates; rename the tab 'Scenario Config ' to Scenario_Config; the setup of"
    )
    for _ in range(2):
        with pytest.raises(TabsMissingError, match=said):
            workbook.setup(OPTIMIZATION_CENTER)
    assert "rename it to Candidates" in check_center(workbook).faults[0].message
    assert "sheet setup` makes it" in check_center(workbook).faults[-1].message
    with pytest.raises(TabsMissingError, match=r"lacks the tab Candidates; rename the tab 'candidates' to Candidates$"):
        workbook.read(["Candidates"])


def test_cells_are_written_and_all_others_stay(make_workbook: MakeWorkbook) -> None:
    workbook = make_workbook({"A": Seed([["a", "b", "c"], [1, None, 3], [None, "stays"]]), "B": Seed([["other"]])})
    write(workbook, (1, 1, "new"), (1, 2, None), (4, 0, Decimal("0.5")), (4, 3, False))
    assert values(workbook) == [["a", "b", "c"], [1, "new"], [None, "stays"], [], [0.5, None, None, False]]
    assert values(workbook, "B") == [["other"]]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "007", "1,5", "TRUE", "2026-03-01", "'x", " x ", "a\nb", "<&>"]
)
def test_text_stays_text(make_workbook: MakeWorkbook, text: str) -> None:
    workbook = make_workbook({"A": Seed([["h"]])})
    write(workbook, (1, 0, text))
    grid = workbook.read(["A"])["A"]
    assert grid.value(1, 0) == text
    assert not grid.formulas


def test_dates_are_written_as_serials(make_workbook: MakeWorkbook) -> None:
    workbook = make_workbook({"A": Seed([["h"]])})
    moment = datetime(2026, 3, 1, 18, 30, 15, tzinfo=UTC)
    write(workbook, (1, 0, date(2026, 3, 1)), (1, 1, moment))
    assert values(workbook)[1] == [46082, pytest.approx(serial(moment), abs=1e-8)]


def test_a_write_twice_changes_nothing_more(make_workbook: MakeWorkbook) -> None:
    workbook = make_workbook({"A": Seed([["h"]])})
    for _ in range(2):
        write(workbook, (1, 0, "x"), (2, 1, 7))
    assert values(workbook) == [["h"], ["x"], [None, 7]]


def test_texts_too_long_for_a_cell_are_cut_with_a_mark(make_workbook: MakeWorkbook) -> None:
    workbook = make_workbook({"A": Seed([["h"]])})
    write(workbook, (1, 0, "x" * 60_000))
    cut = values(workbook)[1][0]
    assert isinstance(cut, str) and len(cut) == workbook.longest_text and cut.endswith("full text is in the database]")


def test_areas_are_read_as_they_are_now(make_workbook: MakeWorkbook) -> None:
    workbook = make_workbook({"A": Seed([["k", "v"], ["a", 1], ["b", 2]]), "B": Seed([])})
    areas = [("A", Area(1, 0, None, 0)), ("A", Area(0, 1, 1, 1)), ("B", EVERYTHING)]
    assert workbook.read_areas(areas) == [[["a"], ["b"]], [["v"], [1]], []]


@pytest.mark.parametrize("layout", [OPTIMIZATION_CENTER, ROADMAP], ids=["center", "roadmap"])
def test_setup_makes_every_tab_with_its_headers_and_their_help(make_workbook: MakeWorkbook, layout) -> None:  # type: ignore[no-untyped-def]
    workbook = make_workbook({"Mine": Seed([["stays"]])})
    report = workbook.setup(layout)
    assert report.touched and report.tabs == tuple(tab.name for tab in layout.tabs)
    grids = workbook.read([tab.name for tab in layout.tabs])
    for tab in layout.tabs:
        assert list(grids[tab.name].rows[0]) == [column.name for column in tab.columns]
        assert all(grids[tab.name].notes[0, at].startswith(column.help) for at, column in enumerate(tab.columns))
    assert values(workbook, "Mine") == [["stays"]]
    assert workbook.setup(layout) == type(report)()


def test_setup_adds_missing_headers_at_the_right_edge(make_workbook: MakeWorkbook) -> None:
    headers = ["Scenario Name", "my own", "PERIOD-KEY", None, "objective_mode", "notes"]
    workbook = make_workbook({"Scenario_Config": Seed([headers, ["S", 1, None, None, None, None, "x"]])})
    report = workbook.setup(OPTIMIZATION_CENTER)
    there = ("scenario_name", "period_key", "objective_mode", "notes")
    tab = OPTIMIZATION_CENTER.tab("Scenario_Config")
    added = [column.name for column in tab.columns if column.name not in there]
    assert report.columns[2:5] == tuple(f"Scenario_Config.{name}" for name in ("effort", "run_status", "run_message"))
    assert report.columns == tuple(f"Scenario_Config.{name}" for name in added)
    assert values(workbook, "Scenario_Config") == [[*headers, None, *added], ["S", 1, None, None, None, None, "x"]]
    assert not workbook.setup(OPTIMIZATION_CENTER).touched


def test_setup_refuses_headers_given_twice(make_workbook: MakeWorkbook) -> None:
    workbook = make_workbook({"Targets": Seed([["market", "KPI key", "kpi_key"]])})
    with pytest.raises(WorkbookFaultsError, match=r"Targets!C1: the header kpi_key stands in B1 and C1"):
        workbook.setup(OPTIMIZATION_CENTER)


cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=12),
    st.sampled_from(["=1+1", "_x0041_", "]]>", "&amp;", "\t", "a\n", "#REF!", "TRUE"]),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written=st.dictionaries(st.tuples(st.integers(0, 6), st.integers(0, 5)), cells, min_size=1))
def test_whatever_is_written_is_read(make_workbook: MakeWorkbook, written: dict[tuple[int, int], object]) -> None:
    before = [["a", "b", "c"], [1, None, 3], [], [None, None, "x"]]
    workbook = make_workbook({"A": Seed(before)})
    write(workbook, *[(row, column, value) for (row, column), value in written.items()])
    grid = workbook.read(["A"])["A"]
    assert not grid.formulas
    for row in range(8):
        for column in range(7):
            old = before[row][column] if row < len(before) and column < len(before[row]) else None
            wanted = written.get((row, column), old)
            shown = storable(wanted, 100) if isinstance(wanted, int | float) else wanted
            assert grid.value(row, column) == (None if wanted == "" else shown), (row, column)
