"""Properties of the plan: what is planned and done leaves nothing to plan, and nothing of the people's is touched."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sheets.headers import find_headers, normalise
from sheets.update import RowKey, TabUpdate, plan_tab
from sheets.workbook import Grid, Value, Writable, storable
from tests.sheets.news import RESULTS

OWN = [column.name for column in RESULTS.columns]
values: st.SearchStrategy[Value] = st.one_of(
    st.none(), st.booleans(), st.integers(-9, 9), st.floats(-5, 5), st.sampled_from(["x", "=1", "7", " "])
)
keys = st.sampled_from(["I-1", "I-2", "I-3", "I-4", "7"])


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """A tab with some of the headers in any order and spelling, columns of people's own, blank rows, formulas."""
    names = draw(st.lists(st.sampled_from([*OWN, None, "mine", "mine too"]), unique_by=lambda name: name or object()))
    headers = [name and draw(st.sampled_from([name, name.upper(), name.replace("_", " ")])) for name in names]
    rows: list[list[Value]] = [list(headers)]
    for _ in range(draw(st.integers(0, 6))):
        row = draw(st.lists(values, max_size=len(names) + 1))
        rows.append(
            [draw(st.none() | keys) if name == "initiative_key" else cell for name, cell in zip_cells(names, row)]
        )
    cells = st.tuples(st.integers(1, 7), st.integers(0, len(names) + 1))
    return Grid("Results_Portfolio", rows, formulas=dict.fromkeys(draw(st.sets(cells, max_size=3)), "=1"))


def zip_cells(names: list[str | None], row: list[Value]) -> list[tuple[str | None, Value]]:
    return [(names[at] if at < len(names) else None, cell) for at, cell in enumerate(row)]


updates = st.builds(
    lambda rows, stale, order: TabUpdate(RESULTS, rows, adds_rows=True, stale=stale, keeps_order=order),
    st.dictionaries(
        keys.map(lambda key: (key,)),
        st.dictionaries(st.sampled_from(OWN[1:]), values, min_size=1, max_size=4),
        max_size=4,
    ),
    st.lists(keys.map(lambda key: (key,)), max_size=3),
    st.booleans(),
)


def done(grid: Grid, update: TabUpdate) -> tuple[Grid, set[tuple[int, int]]]:
    """The tab after the plan is carried out, and the cells that it wrote."""
    plan = plan_tab(update, grid, find_headers(update.tab, grid), 100)
    rows = [list(row) for row in grid.rows]
    for write in plan.writes:
        while len(rows) <= write.row:
            rows.append([])
        rows[write.row] += [None] * (write.column + 1 - len(rows[write.row]))
        rows[write.row][write.column] = storable(write.value, 100)
    return Grid(grid.tab, rows, grid.formulas), {(write.row, write.column) for write in plan.writes}


@given(grid=grids(), update=updates)
def test_only_cells_under_own_headers_are_written_and_never_formulas(grid: Grid, update: TabUpdate) -> None:
    after, written = done(grid, update)
    headers = [normalise(header) for header in after.rows[0]]
    assert all(headers[column] in OWN for _, column in written)
    assert not written & set(grid.formulas)
    for row in range(1, len(grid.rows)):
        for column, value in enumerate(grid.rows[row]):
            assert (row, column) in written or after.value(row, column) == value


@given(grid=grids(), update=updates)
def test_what_is_done_leaves_nothing_to_do(grid: Grid, update: TabUpdate) -> None:
    if any(column == find_headers(update.tab, grid).columns.get("initiative_key") for _, column in grid.formulas):
        return
    after, _ = done(grid, update)
    assert not done(after, update)[1]


@given(update=updates)
def test_an_empty_tab_says_what_it_is_to_say(update: TabUpdate) -> None:
    after, _ = done(Grid("Results_Portfolio", [[*OWN]]), update)
    found: dict[RowKey, dict[str, Writable]] = {
        (str(row[0]),): {name: after.value(at, OWN.index(name)) for name in update.rows[str(row[0]),]}
        for at, row in enumerate(after.rows)
        if at
    }
    assert found == {
        key: {name: storable(value, 100) for name, value in cells.items()} for key, cells in update.rows.items()
    }


def results(*rows: list[Value], mine: str = "mine") -> Grid:
    return Grid("Results_Portfolio", [["initiative_key", mine, "notes"], *rows])


def ordered(*keys: str, stale: tuple[str, ...] = ()) -> TabUpdate:
    rows = {(key,): {"notes": f"why {key}"} for key in keys}
    return TabUpdate(RESULTS, rows, adds_rows=True, stale=[(key,) for key in stale], keeps_order=True)


def test_rows_stand_in_order_and_without_gaps_after_a_later_run() -> None:
    grid = results(["I-1", None, "why I-1"], [], ["I-2", None, "old"], ["I-3", None, "old"], ["I-4", False, "old"])
    after, _ = done(grid, ordered("I-4", "I-9", "I-1", stale=("I-2", "I-3")))
    rows = [[cell for cell in row if cell not in (None, False)] for row in after.rows[1:]]
    assert rows == [["I-4", "why I-4"], ["I-9", "why I-9"], ["I-1", "why I-1"], [], []]


def test_what_a_person_has_put_beside_a_row_stays_with_its_key() -> None:
    grid = results(["I-1", None, "old"], ["I-2", "ask Ada", "old"], ["I-3", None, "old"], ["I-4", None, "old"])
    after, written = done(grid, ordered("I-4", "I-3", "I-2", stale=("I-1",)))
    assert [list(row) for row in after.rows[1:]] == [
        ["I-4", None, "why I-4"],
        ["I-2", "ask Ada", "why I-2"],
        ["I-3", None, "why I-3"],
        [None, None, None],
    ]
    assert not any(column == 1 for _, column in written)
    assert not done(after, ordered("I-4", "I-3", "I-2"))[1]


def test_a_row_that_moves_takes_along_what_is_not_written_anew() -> None:
    grid = Grid("Results_Portfolio", [["initiative_key", "market", "notes"], ["I-1", "UK", "a"], ["I-2", "DE", "b"]])
    after, _ = done(grid, ordered("I-2", "I-1"))
    assert [list(row) for row in after.rows[1:]] == [["I-2", "DE", "why I-2"], ["I-1", "UK", "why I-1"]]
