"""A spreadsheet is brought up to date without touching what is not the engine's, in both kinds of spreadsheets."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from sheets.errors import WorkbookFaultsError
from sheets.layout.inputs import CANDIDATES
from sheets.layout.outputs import GAPS_AND_ALERTS
from sheets.update import TabUpdate, UpdateReport, apply_updates
from sheets.workbook import CellWrite, Grid, Workbook, Writable, WriteBatch
from tests.sheets.news import RESULTS
from tests.sheets.seeds import Formula, Seed

MakeWorkbook = Callable[[Mapping[str, Seed]], Workbook]


def rows(workbook: Workbook, tab: str) -> list[list[object]]:
    grid = workbook.read([tab])[tab]
    return [[*row] for row in grid.rows]


def statuses(**by_key: str) -> TabUpdate:
    return TabUpdate(CANDIDATES, {(key.replace("_", "-"),): {"run_status": text} for key, text in by_key.items()})


def results(*found: tuple[str, bool], stale: tuple[str, ...] = ()) -> TabUpdate:
    cells: dict[tuple[str, ...], dict[str, Writable]] = {(key,): {"selected": chosen} for key, chosen in found}
    return TabUpdate(RESULTS, cells, adds_rows=True, stale=[(key,) for key in stale])


def test_rows_and_columns_are_found_wherever_people_put_them(make_workbook: MakeWorkbook) -> None:
    before = [
        ["Mine", " Run  STATUS", None, "initiative-key", "notes"],
        ["x", "old", 1, "I-2", "keep"],
        [],
        [None, None, "y", 7, None],
        ["z", None, None, "I-1", None],
    ]
    workbook = make_workbook({"Candidates": Seed(before)})
    report = apply_updates(workbook, [statuses(I_1="selected", I_2="old", I_9="gone")])
    assert report == UpdateReport(cells=1, absent=(("Candidates", ("I-9",)),))
    before[4][1] = "selected"
    after = rows(workbook, "Candidates")
    assert [[*row, *[None] * (5 - len(row))] for row in after] == [[*row, *[None] * (5 - len(row))] for row in before]


def test_the_same_again_writes_nothing(make_workbook: MakeWorkbook, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook = make_workbook({"Results_Portfolio": Seed([["initiative_key", "selected"]])})
    update = results(("I-1", True), ("I-2", False))
    assert apply_updates(workbook, [update]).cells == 4
    monkeypatch.setattr(type(workbook), "write", lambda *_: pytest.fail("written again"))
    assert apply_updates(workbook, [update]) == UpdateReport()


def test_stale_rows_are_cleared_and_their_places_used_again(make_workbook: MakeWorkbook) -> None:
    seed = Seed([["initiative_key", "selected", "my own"], ["I-1", True], ["I-2", True, "mine"], ["I-3", False]])
    workbook = make_workbook({"Results_Portfolio": seed})
    apply_updates(workbook, [results(("I-3", True), ("I-4", True), ("I-5", True), stale=("I-1", "I-2", "I-7"))])
    wanted = [["I-4", True], [None, None, "mine"], ["I-3", True], ["I-5", True]]
    assert rows(workbook, "Results_Portfolio")[1:] == wanted


def test_new_rows_pass_by_notes_and_merged_cells(make_workbook: MakeWorkbook) -> None:
    seed = Seed(
        [["initiative_key", "selected"], [], [], [None, None, "beside"]],
        notes={"A2": "mine"},
        merges=["A3:B3", "C4:D9"],
    )
    workbook = make_workbook({"Results_Portfolio": seed})
    assert not apply_updates(workbook, [results(("I-1", True), ("I-2", False))]).findings
    wanted = [[], [], [None, None, "beside"], ["I-1", True], ["I-2", False]]
    assert rows(workbook, "Results_Portfolio")[1:] == wanted


def test_a_missing_column_is_added_at_the_right_edge(make_workbook: MakeWorkbook) -> None:
    workbook = make_workbook({"Candidates": Seed([["initiative_key", None, "mine"], ["I-1"], [None] * 4 + ["far"]])})
    apply_updates(workbook, [statuses(I_1="ok")])
    assert rows(workbook, "Candidates") == [
        ["initiative_key", None, "mine", None, None, "run_status"],
        ["I-1", None, None, None, None, "ok"],
        [None, None, None, None, "far"],
    ]


def test_formulas_and_merged_cells_are_left_and_reported(make_workbook: MakeWorkbook) -> None:
    seed = Seed(
        [["initiative_key", "run_status"], ["I-1", Formula("=A2", "I-1")], ["I-2"], ["I-3"], ["I-4"]], merges=["B3:B4"]
    )
    workbook = make_workbook({"Candidates": seed})
    report = apply_updates(workbook, [statuses(I_1="a", I_2="b", I_3="c", I_4="d")])
    assert [str(fault) for fault in report.findings] == [
        "Candidates!B2 (run_status of I-1): holds a formula where the engine writes; it is left as it is, without 'a'",
        "Candidates!B4 (run_status of I-3): lies within merged cells and cannot be written; take them apart",
    ]
    assert workbook.read(["Candidates"])["Candidates"].formulas == {(1, 1): "=A2"}
    assert [row[1:] for row in rows(workbook, "Candidates")[2:]] == [["b"], [], ["d"]]


def test_headers_given_twice_stop_everything(make_workbook: MakeWorkbook) -> None:
    seed = Seed([["initiative_key", "run_status", "Run status"], ["I-1"]])
    workbook = make_workbook({"Candidates": seed, "Gaps_And_Alerts": Seed([["market", "market"]])})
    gaps = TabUpdate(GAPS_AND_ALERTS, {("UK", "gmv"): {"gap": 1}}, adds_rows=True)
    with pytest.raises(WorkbookFaultsError) as caught:
        apply_updates(workbook, [statuses(I_1="ok"), gaps])
    assert [fault.place for fault in caught.value.faults] == ["Candidates!C1", "Gaps_And_Alerts!B1"]
    assert rows(workbook, "Candidates")[1] == ["I-1"]


def test_each_row_of_a_key_given_twice_gets_its_answer(make_workbook: MakeWorkbook) -> None:
    workbook = make_workbook({"Candidates": Seed([["initiative_key", "run_status"], ["I-1"], [" I-1 "]])})
    apply_updates(workbook, [statuses(I_1="given twice")])
    assert [row[1] for row in rows(workbook, "Candidates")[1:]] == ["given twice"] * 2


def test_what_people_wrote_stays_and_blank_cells_are_filled(make_workbook: MakeWorkbook) -> None:
    workbook = make_workbook({"Candidates": Seed([["initiative_key", "title", "market"], ["I-1", "theirs"]])})
    cells: dict[str, Writable] = {"title": "ours", "market": "UK"}
    apply_updates(workbook, [TabUpdate(CANDIDATES, {("I-1",): cells, ("I-2",): cells}, adds_rows=True)])
    assert rows(workbook, "Candidates")[1:] == [["I-1", "theirs", "UK"], ["I-2", "ours", "UK"]]


class Meddler:
    """A spreadsheet in which somebody inserts a row between the read and the write."""

    def __init__(self, workbook: Workbook, meddle: Callable[[], None]) -> None:
        self._workbook = workbook
        self._meddle = [meddle]

    def __getattr__(self, name: str) -> object:
        return getattr(self._workbook, name)

    def read_areas(self, areas: object) -> object:
        while self._meddle:
            self._meddle.pop()()
        return self._workbook.read_areas(areas)  # type: ignore[arg-type]


def test_rows_that_moved_meanwhile_are_found_anew(make_workbook: MakeWorkbook) -> None:
    workbook = make_workbook({"Candidates": Seed([["initiative_key", "run_status"], ["I-1"], ["I-2"]])})

    def insert() -> None:
        keys = [CellWrite("Candidates", row, 0, key) for row, key in enumerate(["I-0", "I-1", "I-2"], start=1)]
        workbook.write(WriteBatch(keys))

    apply_updates(Meddler(workbook, insert), [statuses(I_2="ok")])  # type: ignore[arg-type]
    assert rows(workbook, "Candidates") == [["initiative_key", "run_status"], ["I-0"], ["I-1"], ["I-2", "ok"]]


def test_what_was_read_before_is_not_read_again(make_workbook: MakeWorkbook, monkeypatch: pytest.MonkeyPatch) -> None:
    workbook = make_workbook({"Candidates": Seed([["initiative_key", "run_status"], ["I-1"]])})
    grids: Mapping[str, Grid] = workbook.read(["Candidates"])
    monkeypatch.setattr(type(workbook), "read", lambda *_: pytest.fail("read again"))
    assert apply_updates(workbook, [statuses(I_1="ok")], grids).cells == 1
