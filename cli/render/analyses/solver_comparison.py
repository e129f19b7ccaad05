"""Solvers side by side, as tables: what each found and proved, and how its value and bound moved."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from cli.render.console import bullet, heading, plain_table, show
from cli.render.text import clean, count, figure, listed, percent, seconds
from domain.analyses.comparing.results import ConvergencePoint, SolverAnswer, SolverComparison
from domain.integer_model.result import SolutionStatus
from domain.portfolio.certainty import status_text

MOST_POINTS = 8
MOST_KEYS = 6


def show_solver_comparison(console: Console, comparison: SolverComparison) -> None:
    """All tables of a comparison."""
    aim = f"{comparison.stage}, {comparison.sense}" if comparison.stage else ""
    heading(console, "Solvers side by side", aim)
    _show_answers(console, comparison.answers)
    _show_agreement(console, comparison)
    for answer in comparison.answers:
        points = [point for point in answer.convergence if point.stage == comparison.stage]
        if points:
            _show_convergence(console, answer, points)


def _show_answers(console: Console, answers: Sequence[SolverAnswer]) -> None:
    names = ("Solver", "Version", "Status", "Value", "Bound", "Gap", "Initiatives", "Tokens", "Time", "Memory")
    table = plain_table(*names, right=frozenset(range(3, len(names))))
    for answer in answers:
        memory = answer.peak_megabytes
        table.add_row(
            Text(clean(answer.solver), style="key", no_wrap=True),
            Text(clean(answer.version), style="quiet"),
            Text(_status(answer), style="good" if answer.proven else "fair"),
            Text(figure(answer.value, answer.bound)),
            Text(figure(answer.bound, answer.value)),
            Text(percent(answer.gap)),
            Text(str(answer.initiatives)),
            Text(figure(answer.tokens)),
            Text(seconds(answer.seconds)),
            Text("–" if memory is None else f"{memory} MB"),
        )
    show(console, table)
    for answer in answers:
        if not answer.proven:
            bullet(console, f"{answer.solver}: {answer.detail}", style="fair")


def _status(answer: SolverAnswer) -> str:
    if answer.status is SolutionStatus.UNKNOWN:
        return answer.termination.value
    return status_text(answer.status, answer.proof)


def _show_agreement(console: Console, comparison: SolverComparison) -> None:
    for text in comparison.contradictions:
        bullet(console, f"This must not happen: {text}", style="bad")
    for each in comparison.agreements:
        pair = f"{each.first} and {each.second}"
        if each.shared == each.either:
            bullet(console, f"{pair} choose the same {count(each.shared, 'initiative')}.")
            continue
        value = "the same value" if each.same_value else "different values"
        sides = [
            f"only {name}: {listed(keys, MOST_KEYS)}"
            for name, keys in ((each.first, each.only_first), (each.second, each.only_second))
            if keys
        ]
        bullet(
            console, f"{pair} share {each.shared} of {count(each.either, 'initiative')} at {value}; {'; '.join(sides)}"
        )


def _show_convergence(console: Console, answer: SolverAnswer, points: Sequence[ConvergencePoint]) -> None:
    heading(
        console, f"How {answer.solver} got there", "" if len(points) <= MOST_POINTS else "steps in between left out"
    )
    table = plain_table("After", "Best", "Bound", right=frozenset({0, 1, 2}))
    for point in _spread(points):
        table.add_row(
            seconds(point.seconds), figure(point.incumbent, point.bound), figure(point.bound, point.incumbent)
        )
    show(console, table)


def _spread(points: Sequence[ConvergencePoint]) -> list[ConvergencePoint]:
    """The first, the last, and as many between them as a page takes."""
    if len(points) <= MOST_POINTS:
        return list(points)
    step = (len(points) - 1) / (MOST_POINTS - 1)
    return [points[round(index * step)] for index in range(MOST_POINTS)]
