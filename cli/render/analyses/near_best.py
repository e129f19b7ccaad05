"""What a loss allows, in words: the best value and what every portfolio within the loss attains."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from cli.render.analyses.frontier import told
from cli.render.text import clean, figure
from domain.analyses.nearly_best.near_best import Threshold


def show_threshold(console: Console, threshold: Threshold) -> None:
    """One line under a heading."""
    line = f"  Best value {told(threshold.best)}; within the loss is what attains {figure(threshold.least)}"
    if threshold.held:
        held = ", ".join(f"{clean(stage.name)} {told(stage.figure)}" for stage in threshold.held)
        line += f" and loses nothing before it ({held})"
    console.print(Text(line + ".", style="quiet"))
