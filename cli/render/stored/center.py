"""What stands in an Optimization Center after a run, read from it, as tables on the screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cli.render.console import heading, plain_table, show
from cli.render.text import clean, count, figure
from domain.portfolio.figures import Severity
from domain.storage.run import LoggedStep, RunStatus
from sheets.headers import find_headers
from sheets.layout import Tab
from sheets.layout.inputs import CANDIDATES
from sheets.layout.outputs import GAPS_AND_ALERTS, RESULTS_PORTFOLIO, RUNS
from sheets.workbook import Value, Workbook

SHOWN = 12
LONGEST = 90
Row = Mapping[str, Value]


def show_steps(console: Console, steps: Sequence[LoggedStep]) -> None:
    """What the job did, step by step."""
    table = plain_table("Step", "Status", "What happened")
    for step in steps:
        style = "good" if step.status is RunStatus.SUCCESS else "bad"
        table.add_row(Text(step.name, style="title"), Text(step.status.value, style=style), clean(step.message))
    show(console, table)


def show_center(console: Console, workbook: Workbook) -> None:
    """The newest run, the portfolio, the alerts, and the rows with faults."""
    grids = workbook.read([tab.name for tab in (CANDIDATES, RUNS, RESULTS_PORTFOLIO, GAPS_AND_ALERTS)])

    def rows(tab: Tab) -> list[Row]:
        grid = grids[tab.name]
        columns = find_headers(tab, grid).columns
        found = [{name: grid.value(row, at) for name, at in columns.items()} for row in range(1, len(grid.rows))]
        return [row for row in found if any(value is not None for value in row.values())]

    runs = rows(RUNS)
    if runs:
        _show_run(console, max(runs, key=lambda row: float(str(row["created_at"] or 0))))
    chosen = [row for row in rows(RESULTS_PORTFOLIO) if row["selected"] is True]
    chosen = [{**row, "run_status": str(row["run_status"]).partition(" in ")[0]} for row in chosen]
    chosen.sort(key=lambda row: -float(str(row["north_star_gain"] or 0)))
    columns: tuple[str, ...] = (
        "initiative_key",
        "allocated_tokens",
        "market",
        "category",
        "north_star_gain",
        "run_status",
    )
    _show_tab(
        console, RESULTS_PORTFOLIO, chosen, columns, f"{count(len(chosen), 'initiative')} selected, most gain first"
    )
    alerts = rows(GAPS_AND_ALERTS)
    grave = [row for row in alerts if row["severity"] not in (Severity.NONE.value, Severity.LOW.value)]
    columns = ("market", "kpi_key", "target", "achieved", "gap", "severity", "recommendation")
    note = f"{count(len(alerts), 'alert')}, {len(grave)} of them more than low"
    _show_tab(console, GAPS_AND_ALERTS, grave, columns, note)
    faulty = [row for row in rows(CANDIDATES) if str(row["run_status"]).startswith("invalid")]
    if faulty:
        columns = ("initiative_key", "run_status", "run_message")
        _show_tab(console, CANDIDATES, faulty, columns, f"{count(len(faulty), 'row')} that cannot be used")


def _show_run(console: Console, row: Row) -> None:
    heading(console, RUNS.name, "the newest row")
    table = Table.grid(padding=(0, 2))
    for name in ("scenario_name", "status", "selected_count", "total_value", "capacity_used", "gap_summary"):
        if row[name] is not None:
            table.add_row(Text(name, style="quiet"), _cell(row[name]))
    show(console, table)


def _show_tab(console: Console, tab: Tab, rows: Sequence[Row], columns: Sequence[str], note: str) -> None:
    heading(console, tab.name, note)
    if not rows:
        return
    numbers = frozenset(index for index, name in enumerate(columns) if _all(rows, name, _is_number))
    table = plain_table(*columns, right=numbers)
    for row in rows[:SHOWN]:
        table.add_row(*(_cell(row[name]) for name in columns))
    if len(rows) > SHOWN:
        table.add_row(Text(f"… and {len(rows) - SHOWN} more", style="quiet"))
    show(console, table)


def _all(rows: Sequence[Row], name: str, holds: Callable[[Value], bool]) -> bool:
    return all(row[name] is None or holds(row[name]) for row in rows)


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _cell(value: Value) -> str:
    if _is_number(value):
        return figure(Decimal(str(value)))
    text = " ".join(clean("" if value is None else str(value)).split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
