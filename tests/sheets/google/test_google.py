"""What holds for Google only: how many calls there are, and what they leave behind."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sheets.errors import WorkbookError, WorkbookMissingError
from sheets.google.workbook import GoogleWorkbook
from sheets.layout import OPTIMIZATION_CENTER
from sheets.layout.inputs import CANDIDATES
from sheets.layout.outputs import RESULTS_PORTFOLIO
from sheets.workbook import Area, CellError, CellWrite, WriteBatch
from tests.sheets.local_server.process import LocalServer
from tests.sheets.seeds import Formula, Seed

OpenWorkbook = Callable[..., GoogleWorkbook]
ONE_CELL = WriteBatch([CellWrite("A", 1, 0, "x")])


@pytest.fixture
def opened(server: LocalServer, google: OpenWorkbook) -> GoogleWorkbook:
    return google(server.seed({"A": Seed([["h"]]), "B": Seed([["h"]])}))


def calls(server: LocalServer) -> tuple[int, int]:
    counts = server.counts()
    return counts["read"], counts["write"]


def test_many_cells_are_two_reads_and_one_write(server: LocalServer, opened: GoogleWorkbook) -> None:
    opened.read(["A", "B"])
    opened.read_areas([("A", Area(0, 0, None, 0)), ("B", Area(0, 0, None, 0))])
    cells = [CellWrite(tab, row, column, row) for tab in "AB" for row in range(1, 900, 2) for column in range(20)]
    opened.write(WriteBatch(cells, {"A": (900, 20), "B": (900, 20)}))
    assert calls(server) == (2, 1)


def test_figures_show_their_thousands_and_every_digit_in_no_more_than_one_call_besides(
    server: LocalServer, google: OpenWorkbook
) -> None:
    book = google(server.seed({"A": Seed([["n"], [5], [2000], [3000], [1405.5]])}))
    book.read(["A"])
    values = [1405, 14932.44, 3001, 7, -2500, "1405", True]
    book.write(WriteBatch([CellWrite("A", row, 0, value, True) for row, value in enumerate(values, start=1)]))
    assert calls(server) == (1, 2)
    told = [
        (each["range"]["startRowIndex"], each["range"]["endRowIndex"], each["cell"])
        for each in (rule["repeatCell"] for rule in server.state(book.name.rpartition("/")[2])["A"]["rules"])
    ]

    def shown(pattern: str) -> dict[str, object]:
        return {"userEnteredFormat": {"numberFormat": {"type": "NUMBER", "pattern": pattern}}}

    assert told == [
        (1, 2, shown("#,##0")),
        (2, 3, shown("#,##0.0#########")),
        (4, 5, {}),
        (5, 6, shown("#,##0")),
    ]
    book.read(["A"])
    book.write(WriteBatch([CellWrite("A", 1, 0, 1406, True), CellWrite("A", 2, 0, 99999)]))
    assert calls(server) == (2, 3), "a number of the same kind is shown as the one before, and other cells as they are"


def test_a_tab_grows_by_what_it_lacks(server: LocalServer, google: OpenWorkbook) -> None:
    spreadsheet_id = server.seed({"A": Seed([["h"]])}, rows=10, columns=3)
    workbook = google(spreadsheet_id)
    workbook.read(["A"])
    for _ in range(2):
        workbook.write(WriteBatch([CellWrite("A", 19, 4, "end")], {"A": (20, 5)}))
    assert calls(server) == (1, 3)
    sheet = server.state(spreadsheet_id)["A"]
    assert (sheet["rows"], sheet["columns"]) == (20, 5)


def test_nothing_to_write_is_no_call(server: LocalServer, opened: GoogleWorkbook) -> None:
    opened.write(WriteBatch([]))
    assert calls(server) == (0, 0)


def test_setup_is_two_reads_and_one_write_and_the_second_time_only_reads(
    server: LocalServer, google: OpenWorkbook
) -> None:
    spreadsheet_id = server.seed({"Runs": Seed([["run_id", "mine"]]), "Sheet1": Seed([])})
    google(spreadsheet_id).setup(OPTIMIZATION_CENTER)
    assert calls(server) == (2, 1)
    google(spreadsheet_id).setup(OPTIMIZATION_CENTER)
    assert calls(server) == (4, 1)
    tabs = server.state(spreadsheet_id)
    assert tabs["Candidates"]["frozen_rows"] == 1
    kinds = {kind for rule in tabs["Results_Portfolio"]["rules"] for kind in rule}
    assert kinds >= {"repeatCell", "setDataValidation", "addProtectedRange", "addConditionalFormatRule"}
    [filtered] = [rule["setBasicFilter"] for rule in tabs["Candidates"]["rules"] if "setBasicFilter" in rule]
    assert filtered["filter"]["range"]["endColumnIndex"] == len(CANDIDATES.columns)
    assert not any("setBasicFilter" in rule for rule in tabs["Runs"]["rules"]), "a tab of a person stays as it is"
    colours = [
        rule["addConditionalFormatRule"]["rule"]["booleanRule"]
        for tab in ("Results_Portfolio", "Gaps_And_Alerts")
        for rule in tabs[tab]["rules"]
        if "addConditionalFormatRule" in rule
    ]
    said = {each["condition"]["values"][0]["userEnteredValue"]: each["format"]["backgroundColor"] for each in colours}
    assert {"=B2", "selected for", "invalid", "critical", "medium"} <= set(said)
    assert said["=B2"] == {"red": 0.776, "green": 0.937, "blue": 0.808}
    [warned] = [rule["addProtectedRange"] for rule in tabs["Results_Portfolio"]["rules"] if "addProtectedRange" in rule]
    [free] = warned["protectedRange"]["unprotectedRanges"]
    assert RESULTS_PORTFOLIO.columns[free["startColumnIndex"]].name == "override"
    assert next(iter(tabs)) == "Summary"
    [protection] = [
        rule["addProtectedRange"] for rule in tabs["Gaps_And_Alerts"]["rules"] if "addProtectedRange" in rule
    ]
    assert protection["protectedRange"]["warningOnly"] is True
    assert not any("addProtectedRange" in rule for rule in tabs["Candidates"]["rules"])


def test_a_spreadsheet_that_is_not_there(google: OpenWorkbook) -> None:
    with pytest.raises(WorkbookMissingError, match=r"there is no spreadsheet https.*none; check its id"):
        google("none").read(["A"])


def test_cells_beyond_the_tab_are_refused_whole(server: LocalServer, opened: GoogleWorkbook) -> None:
    with pytest.raises(WorkbookError, match="exceeds grid limits"):
        opened.write(WriteBatch([CellWrite("A", 1, 0, "x"), CellWrite("A", 5000, 0, "y")]))
    assert opened.read(["A"])["A"].rows == [["h"]]


def test_cells_filled_by_a_formula_elsewhere_count_as_formulas(server: LocalServer, google: OpenWorkbook) -> None:
    seed = Seed([[Formula("=FILTER(B:B)", "a"), "v"], [Formula("", "b")], [Formula("=1/0", "#DIV/0!")]])
    grid = google(server.seed({"A": seed})).read(["A"])["A"]
    assert [grid.value(row, 0) for row in range(3)] == ["a", "b", CellError("#DIV/0!")]
    assert set(grid.formulas) == {(0, 0), (1, 0), (2, 0)}
