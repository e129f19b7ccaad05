"""What is done when: the initiatives of a portfolio period by period, as wide as the tokens they take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from domain.portfolio.report import Decision, InitiativeReport, PortfolioReport
from domain.problem.problem import PortfolioProblem
from domain.problem.sizing import Scope
from pictures.picture import Picture
from pictures.style import FAINT, INK, NORMAL, PALETTE, QUIET, SMALL, clean, counted, figure, name_picture, shortened

MOST_ROWS = 45
"""Initiatives by name in each period; of longer lists the largest are kept."""
MOST_COLUMNS = 3
PANEL, ROW, HEAD = 5.0, 0.235, 0.7
OTHERS = "#999999"
WITHOUT = "without one"


def draw_roadmap(problem: PortfolioProblem, report: PortfolioReport) -> Picture:
    """A panel for each period, a bar for each initiative; coloured by department, or by market where none is named."""
    periods = problem.scenario.periods
    chosen = dict.fromkeys(report.selected)
    items = [item for item in report.initiatives if item.initiative_key in chosen]
    by_period = {period: [item for item in items if item.period == period] for period in periods}
    columns = min(len(periods), MOST_COLUMNS)
    lines = [periods[at : at + columns] for at in range(0, len(periods), columns)]
    heights = [HEAD + ROW * max(1, *(min(len(by_period[p]), MOST_ROWS + 1) for p in line)) for line in lines]
    colours = _colours(items)
    most = max((item.tokens for item in items), default=Decimal(0))

    def paint(canvas: Figure) -> None:
        name_picture(canvas, f"Roadmap – {clean(problem.scenario.name)}")
        panels: Any = canvas.subplots(len(lines), columns, squeeze=False, gridspec_kw={"height_ratios": heights})
        for number, axes in enumerate(panels.flat):
            if number >= len(periods):
                axes.set_axis_off()
                continue
            longest = max(1, *(min(len(by_period[p]), MOST_ROWS + 1) for p in lines[number // columns]))
            _panel(axes, periods[number], by_period[periods[number]], longest, colours, most)
        if len(colours) > 1:
            patches = [Patch(color=colour, label=shortened(name, 24)) for name, colour in colours.items()]
            canvas.legend(handles=patches, loc="outside lower left", ncols=min(len(patches), 3 * columns))

    legend = 0.3 * (1 + len(colours) // (3 * columns)) if len(colours) > 1 else 0.0
    width = max(PANEL * columns, 7.0)
    return Picture("Roadmap", _description(problem, by_period), width, 0.6 + sum(heights) + legend, paint)


def _colours(items: Sequence[InitiativeReport]) -> dict[str, str]:
    """A colour for each department; past the colours that can be told apart, grey."""
    named = any(item.department for item in items)
    totals: dict[str, Decimal] = {}
    for item in items:
        group = (item.department if named else item.market) or WITHOUT
        totals[group] = totals.get(group, Decimal(0)) + item.tokens
    names = sorted(totals, key=lambda name: (-totals[name], name))
    if len(names) > len(PALETTE):
        kept = names[: len(PALETTE) - 1]
        return {**dict(zip(kept, PALETTE, strict=False)), "others": OTHERS}
    return dict(zip(names, PALETTE, strict=False))


def _colour(item: InitiativeReport, colours: Mapping[str, str]) -> str:
    for name in (item.department, item.market, WITHOUT):
        if name is not None and name in colours:
            return colours[name]
    return colours.get("others", OTHERS)


def _panel(
    axes: Axes,
    period: str,
    items: Sequence[InitiativeReport],
    longest: int,
    colours: Mapping[str, str],
    most: Decimal,
) -> None:
    total = sum((item.tokens for item in items), Decimal(0))
    axes.set_title(f"{clean(period)}\n{counted(len(items), 'initiative')}, {counted(total, 'token')}", fontsize=NORMAL)
    order = sorted(items, key=lambda item: -item.tokens)
    shown, rest = order[:MOST_ROWS], order[MOST_ROWS:]
    places = range(len(shown))
    widths = [float(item.tokens) for item in shown]
    axes.barh(places, widths, color=[_colour(item, colours) for item in shown], height=0.78)
    for place, item in zip(places, shown, strict=True):
        notes = [figure(item.tokens)]
        notes += ["MVP"] if item.scope is Scope.MVP else []
        notes += ["mandatory"] if item.decision is Decision.FORCED_IN else []
        end = float(item.tokens) + float(most) * 0.015
        axes.text(end, place, "  ".join(notes), va="center", fontsize=SMALL, color=INK)
    labels = [shortened(f"{item.initiative_key}  {item.title}", 34) for item in shown]
    axes.set_yticks(list(places), labels, fontsize=SMALL)
    if rest:
        tokens = sum((item.tokens for item in rest), Decimal(0))
        text = f"and {counted(len(rest), 'smaller initiative')} with {counted(tokens, 'token')}"
        axes.text(0, MOST_ROWS, text, va="center", fontsize=SMALL, color=QUIET)
    axes.set_ylim(longest - 0.4, -0.6)
    axes.set_xlim(0, float(most or 1) * 1.3)
    axes.tick_params(axis="y", length=0)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.spines["left"].set_color(FAINT)


def _description(problem: PortfolioProblem, by_period: Mapping[str, Sequence[InitiativeReport]]) -> str:
    parts = [f"The portfolio of {problem.scenario.name}, period by period."]
    for period, items in by_period.items():
        total = sum((item.tokens for item in items), Decimal(0))
        names = ", ".join(f"{item.initiative_key} ({figure(item.tokens)})" for item in items[:MOST_ROWS])
        more = f" and {len(items) - MOST_ROWS} more" if len(items) > MOST_ROWS else ""
        parts.append(f"{period}: {counted(len(items), 'initiative')}, {counted(total, 'token')}: {names}{more}.")
    return " ".join(parts)
