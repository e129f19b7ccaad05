"""How much of each capacity, cap and floor a portfolio uses."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from domain.portfolio.figures import UsageReport
from domain.portfolio.report import PortfolioReport
from domain.problem.problem import PortfolioProblem
from pictures import style
from pictures.picture import Picture

MOST_ROWS = 60
"""More lines than this nobody reads; the limits with the least left are kept."""
FAMILIES = {"capacity": "Capacities", "cap": "Caps", "floor": "Floors"}
WIDTH, ROW, HEAD = 9.0, 0.24, 0.62


def draw_capacity(problem: PortfolioProblem, report: PortfolioReport) -> Picture:
    """Bars of the tokens used under every limit, as a share of the limit, with the figures beside them."""
    rows = _kept(report.usage)
    groups = [(title, [row for row in rows if _family(row) == family]) for family, title in FAMILIES.items()]
    groups = [(title, found) for title, found in groups if found]
    periods = problem.scenario.periods
    heights = [HEAD + ROW * len(found) for _, found in groups]

    def paint(canvas: Figure) -> None:
        style.name_picture(canvas, f"Use of capacity – {style.clean(problem.scenario.name)}")
        if not groups:
            canvas.text(0.5, 0.4, "There is no limit on tokens.", ha="center", fontsize=style.NORMAL, color=style.QUIET)
            return
        panels: Any = canvas.subplots(
            len(groups), 1, squeeze=False, gridspec_kw={"height_ratios": [len(f) for _, f in groups]}
        )
        for axes, (title, found) in zip(panels[:, 0], groups, strict=True):
            _bars(axes, title, found, periods)
        left_out = len(report.usage) - len(rows)
        if left_out:
            panels[-1, 0].set_xlabel(
                f"and {style.counted(left_out, 'limit')} with more left", fontsize=style.SMALL, color=style.QUIET
            )

    height = 0.7 + (sum(heights) if groups else 1.0) + 0.1
    return Picture("Use of capacity", _description(problem, report), WIDTH, height, paint)


def _kept(usage: Sequence[UsageReport]) -> list[UsageReport]:
    if len(usage) <= MOST_ROWS:
        return list(usage)
    scarce = sorted(range(len(usage)), key=lambda at: (_left_share(usage[at]), at))[:MOST_ROWS]
    return [usage[at] for at in sorted(scarce)]


def _left_share(row: UsageReport) -> Decimal:
    return row.slack / row.limit if row.limit else Decimal(0)


def _family(row: UsageReport) -> str:
    return row.rule_id.partition(":")[0]


def _bars(axes: Axes, title: str, rows: Sequence[UsageReport], periods: Sequence[str]) -> None:
    is_floor = _family(rows[0]) == "floor"
    word = "at least" if is_floor else "at most"
    axes.set_title(title, fontsize=style.NORMAL + 1, loc="left")
    shares = [float(row.used / row.limit) if row.limit else 1.0 for row in rows]
    end = max(1.0, *shares)
    places = range(len(rows))
    colours = [style.VERMILION if row.binding else style.GREEN if is_floor else style.BLUE for row in rows]
    axes.barh(places, [1.0] * len(rows), color="none", edgecolor=style.FAINT, height=0.72, zorder=1)
    axes.barh(places, shares, color=colours, height=0.72, zorder=2)
    axes.axvline(1.0, color=style.INK, linewidth=1.2, zorder=3)
    for place, row in zip(places, rows, strict=True):
        state = (
            "  nothing to spare" if row.binding else f"  {style.figure(row.slack)} {'above' if is_floor else 'left'}"
        )
        used, limit = style.figure(row.used, row.limit), style.figure(row.limit, row.used)
        label = f"{used}{', needs ' if is_floor else ' of '}{limit}"
        axes.text(end * 1.02, place, label, va="center", fontsize=style.SMALL, color=style.INK)
        axes.text(
            end * 1.2,
            place,
            state,
            va="center",
            fontsize=style.SMALL,
            color=style.VERMILION if row.binding else style.QUIET,
        )
    axes.set_yticks(list(places), [_name(row.rule_id, periods) for row in rows], fontsize=style.SMALL)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(0, end * 1.48)
    ticks = [0.0, 0.5, 1.0, *([float(n) for n in range(2, int(end) + 1)] if end < 10 else [])]
    axes.set_xticks(ticks, [f"{tick:.0%}" for tick in ticks], fontsize=style.SMALL)
    axes.set_xlabel(
        f"tokens used, as a share of the limit ({word} 100%)", fontsize=style.SMALL, color=style.QUIET, loc="left"
    )
    axes.spines["bottom"].set_bounds(0, end)
    axes.tick_params(axis="y", length=0)


def _name(rule_id: str, periods: Sequence[str]) -> str:
    """What a limit is on, in words: ``team mobile, 2026-Q1``."""
    base, at, period = rule_id.rpartition("@")
    if not at or period not in periods:
        base, period = rule_id, ""
    name = base.partition(":")[2]
    words = "all tokens" if name == "global" else name.replace(":", " ", 1)
    return style.shortened(f"{words}, {period}" if period and len(periods) > 1 else words, 38)


def _description(problem: PortfolioProblem, report: PortfolioReport) -> str:
    periods = problem.scenario.periods
    full = [_name(row.rule_id, periods) for row in report.usage if row.binding]
    parts = [f"Tokens used under {style.counted(len(report.usage), 'limit')} of {problem.scenario.name}."]
    if full:
        parts.append(f"Nothing to spare: {'; '.join(full[:12])}{' and more' if len(full) > 12 else ''}.")
    for row in report.usage[:MOST_ROWS]:
        used, limit = style.figure(row.used, row.limit), style.figure(row.limit, row.used)
        parts.append(f"{_name(row.rule_id, periods)}: {used} of {limit}.")
    return " ".join(parts)
