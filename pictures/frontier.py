"""The portfolios that nothing beats in both of two measures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text
from matplotlib.ticker import FuncFormatter, MaxNLocator
from matplotlib.transforms import Bbox

from domain.analyses.frontiers.frontier_results import FrontierAxis, FrontierPoint, FrontierResult
from pictures import style
from pictures.picture import Picture

MOST_LABELS = 8
"""Points that are given their figures; more would hide each other."""
NAMED_KEYS = 3
CLEARANCE = 2.0
"""Room around a label, in pixels."""


def draw_frontier(result: FrontierResult) -> Picture:
    """Every point of a frontier, joined as it runs; hollow where not proven, hatched where some may be missing."""
    title = f"{result.y.label} against {result.x.label}"

    def paint(canvas: Figure) -> None:
        style.name_picture(canvas, style.clean(title))
        axes = canvas.subplots()
        axes.grid(True)
        points = [point for point in result.points if point.x.value is not None and point.y.value is not None]
        _gaps(axes, result)
        _line(axes, result, points)
        labels = _labels(axes, points)
        if result.x_now is not None:
            axes.axvline(float(result.x_now), color=style.VERMILION, linestyle=(0, (5, 3)), linewidth=1.2)
            text = f" today: {style.figure(result.x_now)}"
            axes.annotate(
                text, (float(result.x_now), 0), xycoords=("data", "axes fraction"), xytext=(2, 6),
                textcoords="offset points", fontsize=style.SMALL, color=style.VERMILION,
            )  # fmt: skip
        axes.set_xlabel(f"{style.clean(result.x.label)}  ({_wish(result.x)})")
        axes.set_ylabel(f"{style.clean(result.y.label)}  ({_wish(result.y)})")
        for axis, figures in ((axes.xaxis, [each.x for each in points]), (axes.yaxis, [each.y for each in points])):
            whole = all((each.value or Decimal(0)) % 1 == 0 for each in figures)
            axis.set_major_locator(MaxNLocator(7, integer=whole))
            axis.set_major_formatter(FuncFormatter(lambda value, _: style.figure(round(value, 9))))
        axes.margins(x=0.12, y=0.12)
        if not points:
            axes.text(0.5, 0.5, "no point was found", transform=axes.transAxes, ha="center", color=style.QUIET)
        axes.annotate(
            _state(result), (0, 0), xycoords="axes fraction", xytext=(0, -46), textcoords="offset points",
            fontsize=style.SMALL, color=style.QUIET,
        )  # fmt: skip
        _keep_apart(canvas, labels)

    return Picture(style.clean(title), _description(result), 9.0, 5.6, paint)


def _line(axes: Axes, result: FrontierResult, points: Sequence[FrontierPoint]) -> None:
    xs = [float(point.x.value or 0) for point in points]
    ys = [float(point.y.value or 0) for point in points]
    if result.is_step and points:
        end = float(result.x_to) if result.x_to is not None else xs[-1]
        axes.step([*xs, max(end, xs[-1])], [*ys, ys[-1]], where="post", color=style.BLUE, linewidth=1.6)
    else:
        axes.plot(xs, ys, color=style.BLUE, linewidth=1.0, linestyle=(0, (1, 2)))
    for x, y, point in zip(xs, ys, points, strict=True):
        sure = point.x.proven and point.y.proven
        axes.plot(
            [x], [y], "o", color=style.BLUE, markerfacecolor=style.BLUE if sure else "white", markersize=6, zorder=3
        )
        if point.y.bound is not None and not point.y.proven:
            axes.plot([x, x], [y, float(point.y.bound)], color=style.BLUE, linewidth=0.9, zorder=2)
            axes.plot([x], [float(point.y.bound)], "_", color=style.BLUE, markersize=8, zorder=2)


def _gaps(axes: Axes, result: FrontierResult) -> None:
    for number, gap in enumerate(result.gaps):
        if gap.x_from is not None and gap.x_to is not None:
            axes.axvspan(
                float(gap.x_from), float(gap.x_to), facecolor="none", edgecolor=style.FAINT, hatch="///", linewidth=0,
                label="" if number else "not searched to the end",
            )  # fmt: skip


def _labels(axes: Axes, points: Sequence[FrontierPoint]) -> list[Annotation]:
    """Figures at points spread over the frontier, and what each of them takes in."""
    step = max(1, -(-len(points) // MOST_LABELS))
    kept = set(range(0, len(points), step)) | ({len(points) - 1} if points else set())
    labels = []
    rising = len(points) < 2 or (points[-1].y.value or 0) >= (points[0].y.value or 0)
    for at in sorted(kept):
        point = points[at]
        words = style.figure(point.y.value or Decimal(0), point.y.bound)
        if not point.y.proven and point.y.bound is not None:
            words += f" to {style.figure(point.y.bound, point.y.value)}"
        if len(points) <= MOST_LABELS and point.entered and at:
            names = ", ".join(style.shortened(key, 14) for key in point.entered[:NAMED_KEYS])
            more = f" +{len(point.entered) - NAMED_KEYS}" if len(point.entered) > NAMED_KEYS else ""
            words += f"\n+ {names}{more}"
        label = axes.annotate(
            words, (float(point.x.value or 0), float(point.y.value or 0)), xytext=(-6 if rising else 6, 4),
            textcoords="offset points", fontsize=style.SMALL, color=style.INK,
            ha="right" if rising else "left", va="bottom",
            bbox={"facecolor": style.PAPER, "edgecolor": "none", "alpha": 0.8, "pad": 1.0}, zorder=4,
        )  # fmt: skip
        labels.append(label)
    return labels


def _keep_apart(canvas: Figure, labels: Sequence[Annotation]) -> None:
    """Take away the labels that would cover others; those further on stay. Measured as the canvas lays them out."""
    canvas.draw_without_rendering()
    kept: list[Bbox] = []
    for label in reversed(labels):
        box = Text.get_window_extent(label).padded(CLEARANCE)
        if any(box.overlaps(other) for other in kept):
            label.remove()
        else:
            kept.append(box)


def _wish(axis: FrontierAxis) -> str:
    return "more is better" if axis.more_is_better else "less is better"


def _state(result: FrontierResult) -> str:
    if result.complete:
        return f"{style.counted(len(result.points), 'portfolio')}, proven to be all there are."
    return f"{style.counted(len(result.points), 'portfolio')}; hatched or hollow: a limit came before the proof."


def _description(result: FrontierResult) -> str:
    parts = [f"{result.y.label} against {result.x.label}.", _state(result)]
    for point in result.points:
        if point.x.value is not None and point.y.value is not None:
            parts.append(
                f"{result.x.label} {style.figure(point.x.value)}: {result.y.label} {style.figure(point.y.value)}."
            )
    if result.x_now is not None:
        parts.append(f"Today {result.x.label} is limited to {style.figure(result.x_now)}.")
    return " ".join(parts)
