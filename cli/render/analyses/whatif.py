"""A what-if: the steps with what each causes, then the whole difference."""

from __future__ import annotations

from decimal import Decimal

from rich.console import Console
from rich.text import Text

from cli.render.answers.changes import show_changes, signed
from cli.render.answers.infeasible import show_conflict
from cli.render.console import bullet, plain_table, show
from cli.render.text import clean, count, figure, listed
from domain.analyses.what_if.whatif import WhatIfResult, WhatIfRun, WhatIfStep
from domain.integer_model.result import SolutionStatus
from domain.numbers import exact_arithmetic
from domain.problem.problem import PortfolioProblem

SHOWN_KEYS = 4
TIE_BREAK = "tie_break"


def show_whatif(console: Console, problem: PortfolioProblem, result: WhatIfResult) -> None:
    """What every step causes, and what all of them do together. problem: the changed one."""
    console.print(Text(f"What if  {count(len(result.steps), 'change')}, one at a time", style="title"))
    _show_steps(console, result)
    for number, step in enumerate(result.steps, start=1):
        for note in step.notes:
            bullet(console, f"change {number}: {note}", style="fair")
        if step.run.conflict is not None:
            console.print()
            console.print(Text(f"Change {number}: no portfolio keeps every rule.", style="bad"))
            show_conflict(console, step.run.conflict)
    if result.diff is not None:
        show_changes(console, problem, result.diff, "of all changes together, against the portfolio before")
    elif result.status is SolutionStatus.UNKNOWN:
        bullet(console, "the time was up before all steps were solved", style="fair")


def _show_steps(console: Console, result: WhatIfResult) -> None:
    names = [value.name for value in result.base.values if not value.name.startswith(TIE_BREAK)]
    main = names[-1] if names else ""
    table = plain_table("", "Change", "Value", "", "Enters", "Drops", "Moves", right=frozenset({0, 2, 3, 6}))
    table.add_row("", Text("as it is", style="quiet"), Text(_value(result.base, main)), "", "", "", "")
    former = result.base
    for number, step in enumerate(result.steps, start=1):
        diff = step.diff
        entered = [] if diff is None else [change.initiative_key for change in diff.entered]
        left = [] if diff is None else [change.initiative_key for change in diff.left]
        moved = () if diff is None else {c.initiative_key for c in (*diff.moved, *diff.resized)}
        table.add_row(
            Text(str(number), style="quiet"),
            Text(clean(_change(step))),
            Text(_value(step.run, _main(step.run, main)), style="title"),
            Text(_gain(former, step.run), style="quiet"),
            Text(listed(entered, SHOWN_KEYS), style="good"),
            Text(listed(left, SHOWN_KEYS), style="bad"),
            Text(str(len(moved)) if moved else ""),
        )
        if step.run.values:
            former = step.run
    show(console, table)


def _change(step: WhatIfStep) -> str:
    return f"{step.edit.place}: {step.before} -> {step.after}"


def _main(run: WhatIfRun, main: str) -> str:
    own = [value.name for value in run.values if not value.name.startswith(TIE_BREAK)]
    return own[-1] if own else main


def _figure(run: WhatIfRun, name: str) -> Decimal | None:
    return next((value.value.value for value in run.values if value.name == name), None)


def _value(run: WhatIfRun, name: str) -> str:
    found = _figure(run, name)
    if found is None:
        return "impossible" if run.status is SolutionStatus.INFEASIBLE else "not found"
    return figure(found) if run.status is SolutionStatus.OPTIMAL else f"{figure(found)}, not proven"


def _gain(before: WhatIfRun, after: WhatIfRun) -> str:
    """The difference of the main stage, where both have the same one."""
    name = _main(after, "")
    was, now = _figure(before, name), _figure(after, name)
    if was is None or now is None:
        return ""
    with exact_arithmetic():
        return signed(now - was)
