"""How the best portfolio and the proven bound of each solver came together over time."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from domain.analyses.comparing.results import SolverAnswer, SolverComparison
from pictures.picture import Picture
from pictures.style import NORMAL, PALETTE, QUIET, clean, figure, name_picture

CLOSE, FAR = 0.02, 5.0
"""A second panel shows what lies within 2 % of the end, where that is less than a fifth of the whole."""


def draw_convergence(comparison: SolverComparison) -> Picture:
    """For each solver a line of the best value so far and a dashed one of the bound; where they meet, it is proven."""
    title = "Value and bound over time"
    close = _close_up(comparison)

    def paint(canvas: Figure) -> None:
        name_picture(canvas, title)
        panels: Any = canvas.subplots(1 if close is None else 2, 1, squeeze=False, sharex=True)[:, 0]
        for axes in panels:
            _lines(axes, comparison)
        if close is not None:
            panels[1].set_ylim(*close)
            panels[1].set_title("The end of it, close up", fontsize=NORMAL)
        panels[-1].set_xlabel("seconds since the start of the solve")
        panels[-1].set_xlim(left=0)
        if panels[0].lines:
            canvas.legend(*panels[0].get_legend_handles_labels(), loc="outside lower left", ncols=3)
        else:
            panels[0].text(0.5, 0.5, "nothing was found", transform=panels[0].transAxes, ha="center", color=QUIET)

    return Picture(title, _description(comparison), 9.0, 4.8 if close is None else 7.0, paint)


def _lines(axes: Axes, comparison: SolverComparison) -> None:
    axes.grid(True)
    for number, answer in enumerate(comparison.answers):
        colour = PALETTE[number % len(PALETTE)]
        for kind, word, style in (("incumbent", "best value", "-"), ("bound", "bound", (0, (4, 2)))):
            xs, ys = _course(answer, comparison.stage, kind)
            if xs:
                label = f"{clean(answer.solver)}, {word}"
                axes.step(xs, ys, where="post", color=colour, linestyle=style, linewidth=1.7, label=label)
        if answer.proven and answer.value is not None:
            axes.plot(
                [answer.seconds], [float(answer.value)], "D", color=colour, markersize=7, zorder=4,
                label=f"{clean(answer.solver)}, proven",
            )  # fmt: skip
    axes.set_ylabel(clean(comparison.stage))
    axes.xaxis.set_major_locator(MaxNLocator(8))
    axes.yaxis.set_major_locator(MaxNLocator(6))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(FuncFormatter(lambda value, _: figure(round(value, 9))))
    axes.margins(y=0.12)


def _close_up(comparison: SolverComparison) -> tuple[float, float] | None:
    """The range of values near the best one; None where the whole picture shows it as well."""
    values = [
        float(value)
        for answer in comparison.answers
        for kind in ("incumbent", "bound")
        for value in _course(answer, comparison.stage, kind)[1]
    ]
    ends = [float(answer.value) for answer in comparison.answers if answer.value is not None]
    if not values or not ends:
        return None
    near = [value for value in values if abs(value - ends[0]) <= CLOSE * abs(ends[0])]
    low, high = min(near, default=0.0), max(near, default=0.0)
    if high == low or max(values) - min(values) < FAR * (high - low):
        return None
    margin = 0.15 * (high - low)
    return low - margin, high + margin


def _course(answer: SolverAnswer, stage: str, kind: str) -> tuple[list[float], list[float]]:
    """The points of one line, up to the end of the solve."""
    found: list[tuple[float, Decimal]] = [
        (point.seconds, value)
        for point in answer.convergence
        if point.stage == stage and (value := getattr(point, kind)) is not None
    ]
    if not found:
        return [], []
    found.append((max(answer.seconds, found[-1][0]), found[-1][1]))
    return [seconds for seconds, _ in found], [float(value) for _, value in found]


def _description(comparison: SolverComparison) -> str:
    return " ".join([f"{comparison.stage} over time.", *_sentences(comparison.answers)])


def _sentences(answers: Sequence[SolverAnswer]) -> list[str]:
    out = []
    for answer in answers:
        value = "no value" if answer.value is None else f"value {figure(answer.value, answer.bound)}"
        bound = "" if answer.bound is None else f", bound {figure(answer.bound, answer.value)}"
        proven = ", proven" if answer.proven else ", not proven"
        out.append(f"{answer.solver}: {value}{bound}{proven} after {figure(round(answer.seconds, 2))} s.")
    return out
