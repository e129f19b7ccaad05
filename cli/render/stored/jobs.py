"""Jobs as tables, as JSON, and step by step while they run."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.text import Text

from cli.render.console import STATUS_STYLES, make_console, nothing_listed, plain_table, show, show_standing
from cli.render.text import clean
from cli.terminal import exit_codes
from cli.terminal.output import write_json
from cli.terminal.progress import progress_bar
from domain.actions.requests import Actions, ActionView
from domain.storage.run import ActionRun, LoggedStep, RunStatus
from persistence.report_json import record_text

LOOK_SECONDS = 0.1


def follow(actions: Actions, run_id: str, ensure: Callable[[], None], quiet: bool = False) -> ActionView:
    """Show each step of a job as it ends, until the job has ended. ensure: called again and again meanwhile."""
    console = make_console()
    told = 0
    with progress_bar("job", 1) as bar:
        while True:
            view = actions.view(run_id)
            steps = [step for step in actions.steps(run_id) if step.status is not RunStatus.RUNNING]
            if not quiet:
                for step in steps[told:]:
                    _tell(console, step)
            told = len(steps)
            progress = view.run.progress or {}
            bar.expect(int(progress.get("total", 1)))
            bar.advance(int(progress.get("done", 0)))
            if view.run.status.is_final:
                break
            ensure()
            time.sleep(LOOK_SECONDS)
    if not quiet:
        _tell_end(console, view.run)
    return view


def exit_code_of(action: ActionRun) -> int:
    """What the exit code says about a job that has ended."""
    if action.status is RunStatus.CANCELLED:
        return exit_codes.CANCELLED
    result = action.result if isinstance(action.result, dict) else {}
    if action.status is not RunStatus.SUCCESS:
        return exit_codes.BAD_INPUT if result.get("can_be_mended") else exit_codes.ENGINE_ERROR
    found = result.get("solution_status")
    codes = {"infeasible": exit_codes.INFEASIBLE, "unknown": exit_codes.NOTHING_FOUND}
    return codes.get(str(found), exit_codes.SOLVED)


def show_jobs(views: Sequence[ActionView], as_json: bool) -> None:
    """A list of jobs."""
    if as_json:
        write_json(record_text([_record(view) for view in views]))
        return
    console = make_console()
    if not views:
        nothing_listed(console, "jobs", "optengine job run NAME FILE")
        return
    table = plain_table("Job", "Created", "Status", "What", "Spreadsheet", whole=frozenset({0}))
    for view in views:
        action = view.run
        table.add_row(
            Text(clean(action.run_id), style="key", no_wrap=True),
            f"{action.created_at:%Y-%m-%d %H:%M:%S}",
            Text(action.status.value, style=STATUS_STYLES.get(action.status, "quiet")),
            clean(action.action),
            clean(str(action.payload.get("workbook", ""))),
        )
    show(console, table)


def show_job(view: ActionView, steps: Sequence[LoggedStep], as_json: bool) -> None:
    """One job with its step log."""
    if as_json:
        write_json(record_text(_record(view) | {"steps": [_plain(asdict(step)) for step in steps]}))
        return
    console = make_console()
    show_standing(console, f"Job {view.run.run_id}", view.run.status.value, _record(view), _shown)
    for step in steps:
        _tell(console, step)


def _tell(console: Console, step: LoggedStep) -> None:
    style = STATUS_STYLES.get(step.status, "quiet")
    seconds = "" if step.finished_at is None else f"{(step.finished_at - step.started_at).total_seconds():.1f} s"
    console.print(
        Text.assemble(
            (f"{step.name:<16}", "key"), (f"{step.status.value:<10}", style), (f"{seconds:>8}  ", "quiet"),
            clean(step.message),
        )
    )  # fmt: skip


def _tell_end(console: Console, action: ActionRun) -> None:
    result = action.result if isinstance(action.result, dict) else {}
    message = result.get("message") or action.error_text or ""
    word, style = action.status.value, STATUS_STYLES.get(action.status, "quiet")
    if exit_code_of(action) in (exit_codes.INFEASIBLE, exit_codes.NOTHING_FOUND):
        word, style = "no portfolio", "bad"
    console.print(Text.assemble((word, style), ": ", clean(str(message))))
    for kind in ("pending", "findings"):
        for each in result.get(kind, ()):
            console.print(Text(clean(f"  {kind}: {each}"), style="fair"))


def _record(view: ActionView) -> dict[str, Any]:
    return {**_plain(asdict(view.run)), "attempt": view.attempt}


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()}


def _shown(value: Any) -> str:
    return record_text(value, indent=None) if isinstance(value, dict | list) else str(value)
