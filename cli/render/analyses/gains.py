"""A gain in value as a cell of a table."""

from __future__ import annotations

from decimal import Decimal

from rich.console import Console
from rich.text import Text

from cli.render.analyses.frontier import told
from cli.render.text import clean, figure, percent
from domain.analyses.nearly_best.near_best import Threshold
from domain.analyses.session.gains import Gain
from domain.analyses.session.terms import Proven
from domain.integer_model.result import SolutionStatus
from domain.portfolio.evaluation import GOAL_SHORTFALL


def show_threshold(console: Console, threshold: Threshold) -> None:
    """One line under a heading."""
    line = f"  Best value {told(threshold.best)}; within the loss is what attains {figure(threshold.least)}"
    if threshold.held:
        held = ", ".join(f"{clean(stage.name)} {told(stage.figure)}" for stage in threshold.held)
        line += f" and loses nothing before it ({held})"
    console.print(Text(line + ".", style="quiet"))


def gain_cell(gain: Gain) -> Text:
    """The gain, or the interval in which it lies; without a portfolio before, what the change makes of it."""
    if gain.at_least is None and gain.at_most is None:
        if gain.status is SolutionStatus.INFEASIBLE:
            return Text("no portfolio", style="bad")
        if gain.stages:
            return Text(f"a portfolio worth {figure(gain.stages[-1].after.value)}", style="good")
        return Text("not known", style="fair")
    if gain.proven:
        return Text(signed(gain.at_least), style="good" if gain.at_least else "quiet")
    low, high = gain.at_least, gain.at_most
    return Text(f"{signed(low, high)} to {signed(high, low)}", style="fair")


def goals_cell(gain: Gain) -> Text:
    """What becomes of the goals in sum, in lexicographic mode."""
    goals = next((stage for stage in gain.stages if stage.name == GOAL_SHORTFALL), None)
    if goals is None or not goals.lost_at_most:
        return Text("")
    return Text(f"missed by {percent(goals.after.value)} instead of {percent(goals.before.value)}")


def today(value: Proven | None, status: SolutionStatus, words: str) -> str:
    """The value before any change, in so many words; where there is none, whether that is proven."""
    if value is not None:
        return f"{words} {told(value)}"
    return "no portfolio today" if status is SolutionStatus.INFEASIBLE else "no portfolio was found in time"


def signed(value: Decimal | None, beside: Decimal | None = None) -> str:
    """A change with its sign; beside: as for ``figure``."""
    if value is None:
        return "?"
    return f"{'+' if value > 0 else ''}{figure(value, beside)}"
