"""Stored runs as tables, as JSON, and as an exit code."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import simplejson
from rich.text import Text

from cli.render.console import STATUS_STYLES, make_console, nothing_listed, plain_table, show, show_standing
from cli.render.text import clean, figure
from cli.terminal import exit_codes
from cli.terminal.output import write_json
from domain.integer_model.result import SolutionStatus
from domain.portfolio.certainty import status_text
from domain.runs.requests import RunView
from domain.runs.runs import Runs
from domain.storage.run import LoggedStep, OptimizationRun, RunStatus

WAIT_SECONDS = 0.2
_CODES = {
    SolutionStatus.OPTIMAL: exit_codes.SOLVED,
    SolutionStatus.FEASIBLE: exit_codes.SOLVED,
    SolutionStatus.INFEASIBLE: exit_codes.INFEASIBLE,
    SolutionStatus.UNKNOWN: exit_codes.NOTHING_FOUND,
}


def follow(runs: Runs, run_id: str) -> OptimizationRun:
    """Wait until a run has ended."""
    while not (view := runs.view(run_id)).run.status.is_final:
        time.sleep(WAIT_SECONDS)
    run = view.run
    detail = run.error_text or f"{_solution(run)}, objective {figure(run.objective)}"
    print(clean(f"{run_id}  {run.status.value}: {detail}"), flush=True)
    return run


def exit_code_of(run: OptimizationRun) -> int:
    """What the exit code says about a run that has ended."""
    if run.status is RunStatus.CANCELLED:
        return exit_codes.CANCELLED
    if run.status is not RunStatus.SUCCESS or run.solution_status is None:
        return exit_codes.ENGINE_ERROR
    return _CODES[run.solution_status]


def show_runs(views: Sequence[RunView], as_json: bool) -> None:
    """A list of runs."""
    if as_json:
        write_json(_text([_record(view) for view in views]))
        return
    console = make_console()
    if not views:
        nothing_listed(console, "runs", "optengine run start SCENARIO")
        return
    table = plain_table(
        "Run", "Created", "Status", "Solver", "Solution", "Objective", right=frozenset({5}), whole=frozenset({0})
    )
    for view in views:
        run = view.run
        table.add_row(
            Text(clean(run.run_id), style="key", no_wrap=True),
            f"{run.created_at:%Y-%m-%d %H:%M:%S}",
            Text(run.status.value, style=STATUS_STYLES.get(run.status, "quiet")),
            clean(run.solver_name),
            _solution(run),
            figure(run.objective),
        )
    show(console, table)


def show_run(view: RunView, steps: Sequence[LoggedStep], as_json: bool) -> None:
    """One run with its step log."""
    if as_json:
        write_json(_text(_record(view) | {"steps": [asdict(step) for step in steps]}))
        return
    console = make_console()
    show_standing(console, f"Run {view.run.run_id}", view.run.status.value, _record(view), _shown)
    log = plain_table("Step", "Began", "Status", "Message")
    for step in steps:
        log.add_row(step.name, f"{step.started_at:%H:%M:%S.%f}"[:-3], step.status.value, clean(step.message))
    show(console, log)


def _solution(run: OptimizationRun) -> str:
    """What is known of its portfolio, with what is missing to a proof."""
    gap = (run.gaps or {}).get("optimality")
    return "" if run.solution_status is None else status_text(run.solution_status, run.proof, gap)


def _record(view: RunView) -> dict[str, Any]:
    return {**asdict(view.run), "attempt": view.attempt}


def _shown(value: Any) -> str:
    return _text(value, indent=None) if isinstance(value, dict | list) else str(_plain(value))


def _text(value: Any, indent: int | None = 2) -> str:
    text: str = simplejson.dumps(value, indent=indent, use_decimal=True, ensure_ascii=False, default=_plain)
    return text


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    return figure(value) if isinstance(value, Decimal) else str(value)
