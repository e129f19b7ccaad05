"""Response curves, each with the point where a portfolio stands on it."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from domain.portfolio.figures import CurveReport
from domain.portfolio.report import PortfolioReport
from domain.problem.problem import PortfolioProblem
from pictures.picture import Picture
from pictures.style import BLUE, NORMAL, QUIET, SMALL, VERMILION, clean, counted, figure, name_picture, shortened

MOST_CURVES = 24
"""More panels than this nobody looks at."""
ACROSS, PANEL_WIDTH, PANEL_HEIGHT, LEAST_WIDTH = 3, 3.4, 2.5, 5.0


def draw_curves(problem: PortfolioProblem, report: PortfolioReport) -> Picture:
    """A panel for each curve: counted over raw total, the portfolio's point on it, and its figures in words."""
    shown = report.curves[:MOST_CURVES]
    across = min(max(1, len(shown)), ACROSS)
    down = max(1, -(-len(shown) // across))

    def paint(canvas: Figure) -> None:
        name_picture(canvas, f"Response curves – {clean(problem.scenario.name)}")
        if not shown:
            canvas.text(0.5, 0.4, "There is no response curve.", ha="center", fontsize=NORMAL, color=QUIET)
            return
        panels: Any = canvas.subplots(down, across, squeeze=False)
        for place, axes in enumerate(panels.flat):
            if place < len(shown):
                _panel(axes, shown[place])
            else:
                axes.axis("off")
        if len(shown) < len(report.curves):
            text = f"and {counted(len(report.curves) - len(shown), 'curve')} more"
            panels[-1, 0].set_xlabel(text, fontsize=SMALL, color=QUIET)

    height = 0.7 + PANEL_HEIGHT * (down if shown else 0.5)
    return Picture(
        "Response curves", _description(problem, report), max(LEAST_WIDTH, across * PANEL_WIDTH), height, paint
    )


def _panel(axes: Axes, curve: CurveReport) -> None:
    points = [(float(point.raw), float(point.counted)) for point in curve.points]
    here = float(curve.raw), float(curve.counted)
    left, right = min(points[0][0], here[0]), max(points[-1][0], here[0])
    # Beyond the outer points the line goes on along the nearest segment.
    for end, first, second in ((left, points[0], points[1]), (right, points[-1], points[-2])):
        slope = (second[1] - first[1]) / (second[0] - first[0])
        points.append((end, first[1] + slope * (end - first[0])))
    points.sort()
    axes.plot([raw for raw, _ in points], [value for _, value in points], color=BLUE, linewidth=1.6, zorder=2)
    axes.plot(*here, marker="o", color=VERMILION, markersize=6, zorder=3)
    axes.set_title(shortened(_name(curve), 34), fontsize=NORMAL, loc="left")
    axes.set_xlabel(_words(curve), fontsize=SMALL, color=QUIET, loc="left")
    axes.tick_params(labelsize=SMALL)
    axes.xaxis.set_major_locator(MaxNLocator(4))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(FuncFormatter(lambda value, _: figure(round(value, 9))))


def _words(curve: CurveReport) -> str:
    return f"{figure(curve.raw)} count for {figure(curve.counted)}, the next 1 for {figure(curve.slope)}"


def _name(curve: CurveReport) -> str:
    return clean(curve.kpi_key if curve.market is None else f"{curve.kpi_key}, {curve.market}")


def _description(problem: PortfolioProblem, report: PortfolioReport) -> str:
    parts = [f"{counted(len(report.curves), 'response curve')} of {problem.scenario.name}."]
    for curve in report.curves[:MOST_CURVES]:
        parts.append(f"{_name(curve)}: {_words(curve)}.")
    return " ".join(parts)
