"""What became of a spreadsheet, as tables and as JSON."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import simplejson
from rich.console import Console
from rich.text import Text

from cli.render.console import bullet, heading, make_console, plain_table, show, verdict
from cli.render.text import clean, count
from cli.terminal.output import write_json
from cli.wiring.sheets import Pulled, Pushed
from domain.errors import Fault
from domain.sheet_jobs.intake import INVALID
from domain.sheet_jobs.planning_workbook import PushReport, RowAnswer
from sheets.center.backlog import BacklogReport
from sheets.center.checking import Checked
from sheets.filling import Filled
from sheets.keys import is_without_key
from sheets.workbook import SetupReport

_MOST_SHOWN = 200
_LONGEST_KEY = 60


def show_import(name: str, filled: Filled, as_json: bool) -> None:
    """What a problem file has become, and what of it the spreadsheet does not say as the file does."""
    if as_json:
        _write({"spreadsheet": name, "rows": dict(filled.rows), "not_as_in_the_file": list(filled.unsaid)})
        return
    console = make_console()
    said = "says the same" if not filled.unsaid else "does not say all of it"
    told = ", ".join(f"{tab} {rows}" for tab, rows in filled.rows.items() if rows)
    verdict(console, f"{name} {said}: {told}", good=not filled.unsaid)
    for place in filled.unsaid[:_MOST_SHOWN]:
        bullet(console, f"not as in the file: {place}")


def show_left_out(name: str, faults: Sequence[Fault]) -> None:
    """Rows that the problem of a spreadsheet was made without, on standard error."""
    print(f"{name}: rows left out, for {count(len(faults), 'cell')} that cannot be used:", file=sys.stderr)
    for fault in faults[:_MOST_SHOWN]:
        print(f"  {clean(str(fault))}", file=sys.stderr)


def show_setup(
    name: str, report: SetupReport, filled: Mapping[str, int] | None, backlog: BacklogReport, as_json: bool
) -> None:
    """What setup made. filled: rows of the sample by tab; None where none was asked for."""
    if as_json:
        said = {"spreadsheet": name, "tabs": report.tabs, "columns": report.columns, "changed": report.touched}
        if backlog.tab is not None:
            found = _faults(backlog.findings)
            said["backlog"] = {"tab": backlog.tab, "formulas": backlog.formulas, "findings": found}
        _write(said if filled is None else {**said, "sample_rows": dict(filled)})
        return
    console = make_console()
    made = [count(len(report.tabs), "tab")] if report.tabs else []
    made += [count(len(report.columns), "column")] if report.columns else []
    verdict(console, f"{name}: {' and '.join(made)} made" if made else f"{name} was complete already")
    for tab in report.tabs:
        bullet(console, f"the tab {tab}")
    for column in report.columns:
        bullet(console, f"the column {column}")
    if backlog.tab is not None and not backlog.findings:
        bullet(console, f"{count(backlog.formulas, 'formula')} put into {backlog.tab}")
    show_faults(console, "", backlog.findings)
    if filled:
        heading(console, "Sample organisation")
        table = plain_table("Tab", "Rows", right=frozenset({1}))
        for tab, rows in filled.items():
            table.add_row(tab, str(rows))
        show(console, table)
        console.print()
    elif filled is not None:
        bullet(console, "there were candidates already, so the sample was left out")


def show_check(name: str, found: Checked, as_json: bool) -> None:
    """Every fault and note."""
    if as_json:
        faults, notes = _faults(found.faults), _faults(found.notes)
        _write({"spreadsheet": name, "valid": not found.faults, "rows": found.rows, "faults": faults, "notes": notes})
        return
    console = make_console()
    if found.faults:
        verdict(console, f"{name}: {count(len(found.faults), 'fault')}", good=False)
    else:
        rows = ", ".join(f"{tab} {number}" for tab, number in found.rows.items()) or "no rows yet"
        noted = f", with {count(len(found.notes), 'note')}" if found.notes else ""
        verdict(console, f"{name} can be used{noted} ({rows})")
    show_faults(console, "", found.faults)
    show_faults(console, "Notes", found.notes)


def show_pull(name: str, pulled: Pulled, as_json: bool) -> None:
    """The outcome of every row."""
    if as_json:
        rows = [{"tab": a.tab, "key": list(a.key), "status": a.status, "message": a.message} for a in pulled.answers]
        _write(
            {"spreadsheet": name, "scenario": pulled.scenario, "constraint_set": pulled.constraint_set, "rows": rows}
            | _written(pulled.written)
        )
        return
    console = make_console()
    bad = len(pulled.faulty)
    verdict(console, f"{name}: scenario {pulled.scenario!r} with {pulled.constraint_set!r} is stored")
    table = plain_table("Tab", "Outcome", "Rows", right=frozenset({2}))
    for (tab, status), number in Counter((answer.tab, answer.status) for answer in pulled.answers).items():
        table.add_row(tab, Text(clean(status), style="bad" if status == INVALID else ""), str(number))
    show(console, table)
    if bad:
        faults = [Fault(_row(a), a.message) for a in pulled.faulty]
        show_faults(console, f"{count(bad, 'row')} not stored", faults)
    _show_written(console, pulled.written)


def _row(answer: RowAnswer) -> str:
    """How a row is named; a text that somebody put where a key belongs may be long."""
    key = "without a key" if is_without_key(answer.key) else ", ".join(filter(None, answer.key))
    return f"{answer.tab} {key if len(key) <= _LONGEST_KEY else f'{key[:_LONGEST_KEY]}…'}"


def show_push(name: str, pushed: Pushed, as_json: bool) -> None:
    """What was written of a run."""
    run = pushed.run
    if as_json:
        said = {"spreadsheet": name, "run_id": run.run_id, "scenario": pushed.scenario, "status": run.status.value}
        _write(said | _written(pushed.written))
        return
    console = make_console()
    text = f"{name}: run {run.run_id} of {pushed.scenario!r}, {run.status.value}"
    verdict(console, text, good=not pushed.written.pending)
    _show_written(console, pushed.written)


def _written(report: PushReport) -> dict[str, Any]:
    return {"cells": report.cells, "findings": _faults(report.findings), "pending": _faults(report.pending)}


def _show_written(console: Console, report: PushReport) -> None:
    if not report.pending:
        bullet(
            console, f"{count(report.cells, 'cell')} written" if report.cells else "nothing differs, nothing written"
        )
    show_faults(console, "Left as they are", report.findings)
    show_faults(console, "Pending: close the file or try later, then do the same again", report.pending)


def show_faults(console: Console, title: str, faults: Sequence[Fault]) -> None:
    """Faults one a row, with their cells."""
    if not faults:
        return
    if title:
        heading(console, title)
    table = plain_table("Where", "What")
    for fault in faults[:_MOST_SHOWN]:
        table.add_row(Text(clean(fault.place), style="key"), clean(fault.message))
    show(console, table)
    if len(faults) > _MOST_SHOWN:
        bullet(console, f"{len(faults) - _MOST_SHOWN} more; --json shows all of them")


def _faults(faults: Sequence[Fault]) -> list[dict[str, str]]:
    return [{"place": fault.place, "message": fault.message} for fault in faults]


def _write(said: Mapping[str, Any]) -> None:
    write_json(simplejson.dumps(said, indent=2, ensure_ascii=False, iterable_as_array=True))
