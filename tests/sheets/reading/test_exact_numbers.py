"""Numbers come out of cells as they went in: as the 15 digits that programs show, or, beyond them, as text."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.problem.initiative import Initiative
from sheets.reading.cells.kinds import exact
from sheets.reading.tabs.candidates import read_candidates
from sheets.update import TabUpdate, apply_updates
from sheets.workbook import CellWrite, Grid, Value, Workbook, WriteBatch, as_shown, storable
from sheets.xlsx.workbook import XlsxWorkbook
from tests.sheets.news import RESULTS
from tests.sheets.seeds import Formula, Seed, write_xlsx

MakeWorkbook = Callable[[Mapping[str, Seed]], Workbook]
decimals = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.integers(0, 15),
)


def tokens(grid: Grid) -> Decimal | None:
    [row] = read_candidates(grid)
    assert not row.faults and not row.notes
    return row.initiative().engineering_tokens


def of_cell(value: Value) -> Grid:
    return Grid("Candidates", [["initiative_key", "engineering_tokens"], ["I-1", value]])


@given(decimals)
def test_a_decimal_of_up_to_15_digits_comes_back_the_same(number: Decimal) -> None:
    value = storable(number, 100)
    assert isinstance(value, int | float)
    assert exact(as_shown(value)) == exact(value) == number


@given(st.decimals(0, 10**15 - 1, places=18, allow_nan=False))
def test_a_decimal_of_more_digits_comes_back_the_same(number: Decimal) -> None:
    assert tokens(of_cell(storable(number, 100))) == number


@given(st.floats(-1e14, 1e14).filter(lambda number: abs(number) > 1e-3))
def test_what_is_read_is_what_is_shown(number: float) -> None:
    assert exact(number) == Decimal(f"{number:.15g}")
    assert as_shown(as_shown(number)) == as_shown(number)


def test_a_sum_that_a_double_cannot_say_is_read_as_it_is_shown(make_workbook: MakeWorkbook) -> None:
    rows = [["initiative_key", "engineering_tokens"], ["I-1", 0.1 + 0.2]]
    workbook = make_workbook({"Candidates": Seed(rows)})
    grid = workbook.read(["Candidates"])["Candidates"]
    assert grid.value(1, 1) == 0.3
    assert tokens(grid) == Decimal("0.3")


@pytest.mark.parametrize(
    "number", ["123456789.0123456789", "0.1234567890123456", "1.2345678901234567", "12.000000000000001"]
)
def test_numbers_beyond_15_digits_are_text_in_the_cell(make_workbook: MakeWorkbook, number: str) -> None:
    workbook = make_workbook({"Candidates": Seed([["initiative_key", "engineering_tokens"], ["I-1"]])})
    workbook.read(["Candidates"])
    workbook.write(WriteBatch([CellWrite("Candidates", 1, 1, Decimal(number))]))
    grid = workbook.read(["Candidates"])["Candidates"]
    assert grid.value(1, 1) == number
    assert tokens(grid) == Decimal(number)


def test_contributions_keep_every_digit() -> None:
    figures = {"gmv": Decimal("0.12345678901234567"), "nps": Decimal("5")}
    written = '{"gmv": 0.12345678901234567, "nps": 5}'
    grid = Grid("Candidates", [["initiative_key", "kpi_contribution_json"], ["I-1", written]])
    columns = Grid("Candidates", [["initiative_key", "kpi:gmv", "KPI: nps"], ["I-1", "0.12345678901234567", 5]])
    for each in (grid, columns):
        [row] = read_candidates(each)
        assert row.initiative(Initiative("I-1")).kpi_contribution == figures


def test_ticks_that_are_kept_as_formulas_are_values(make_workbook: MakeWorkbook) -> None:
    rows = [
        ["initiative_key", "is_mandatory", "is_selected_for_run", "title"],
        ["I-1", Formula("=TRUE()", True), Formula("=false( )", False), Formula("=TRUE()=TRUE()", True)],
    ]
    grid = make_workbook({"Candidates": Seed(rows)}).read(["Candidates"])["Candidates"]
    assert (grid.value(1, 1), grid.value(1, 2)) == (True, False)
    assert list(grid.formulas) == [(1, 3)]


def test_a_tick_kept_as_a_formula_is_written_over_and_leaves_no_order_of_computing_behind(tmp_path: Path) -> None:
    rows = [["initiative_key", "selected", "mine"], ["I-1", Formula("=TRUE()"), Formula("=1+1")]]
    path = write_xlsx(tmp_path / "book.xlsx", {"Results_Portfolio": Seed(rows)})
    _with_calc_chain(path, '<c r="B2" i="1"/><c r="C2" i="1"/>')
    workbook = XlsxWorkbook(path)
    update = TabUpdate(RESULTS, {("I-1",): {"selected": False}})
    report = apply_updates(workbook, [update])
    assert (report.cells, report.findings) == (1, ())
    grid = workbook.read(["Results_Portfolio"])["Results_Portfolio"]
    assert grid.value(1, 1) is False and list(grid.formulas) == [(1, 2)]
    with zipfile.ZipFile(path) as archive:
        assert "xl/calcChain.xml" not in archive.namelist()
        assert not any(b"calcChain" in archive.read(name) for name in archive.namelist())


def _with_calc_chain(path: Path, cells: str) -> None:
    main = "http://schemas.openxmlformats.org"
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels"))}
    override = (
        '<Override PartName="/xl/calcChain.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"/></Types>'
    )
    relation = (
        f'<Relationship Id="rId99" Type="{main}/officeDocument/2006/relationships/calcChain" '
        'Target="calcChain.xml"/></Relationships>'
    )
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace("</Types>", override)
    rels = "xl/_rels/workbook.xml.rels"
    parts[rels] = parts[rels].replace("</Relationships>", relation)
    parts["xl/calcChain.xml"] = f'<calcChain xmlns="{main}/spreadsheetml/2006/main">{cells}</calcChain>'
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
