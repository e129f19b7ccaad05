"""Which roadmap holds which initiative: what all agree on, and what depends on the question."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from domain.analyses.many_roadmaps.comparison import MatrixRow, RoadmapComparison, Standing
from domain.integer_model.result import SolutionStatus
from pictures.picture import Picture
from pictures.style import BLUE, GREEN, INK, NORMAL, PAPER, QUIET, SMALL, counted, figure, name_picture, shortened

MOST_ROWS, MOST_COLUMNS = 80, 40
WITH_PORTFOLIO = (SolutionStatus.OPTIMAL, SolutionStatus.FEASIBLE)
CELL_WIDTH, ROW = 1.05, 0.235
FILLED = {Standing.CORE: GREEN, Standing.BORDERLINE: BLUE}
WORDS = {Standing.CORE: "in every roadmap", Standing.BORDERLINE: "in some roadmaps"}


def draw_comparison(comparison: RoadmapComparison) -> Picture:
    """A row for each initiative that some roadmap holds, a column for each roadmap; the period stands in the cell."""
    holders = [each.name for each in comparison.roadmaps if each.status in WITH_PORTFOLIO]
    names = holders[:MOST_COLUMNS]
    chosen = [row for row in comparison.matrix if row.standing is not Standing.EXTERIOR]
    rows = chosen[:MOST_ROWS]
    cell = CELL_WIDTH if len(names) <= 12 else 0.45
    title = "Roadmaps beside each other"

    def paint(canvas: Figure) -> None:
        name_picture(canvas, title)
        axes = canvas.subplots()
        if not rows:
            axes.set_axis_off()
            axes.text(0.5, 0.5, "No roadmap holds anything.", ha="center", fontsize=NORMAL, color=QUIET)
            return
        _cells(axes, rows, names, len(holders), small=cell < CELL_WIDTH)
        left_out = [f"{counted(len(chosen) - len(rows), 'initiative')} held by few"] if len(chosen) > len(rows) else []
        left_out += [f"{counted(len(holders) - len(names), 'roadmap')}"] if len(holders) > len(names) else []
        notes = [f"not shown: {' and '.join(left_out)}"] if left_out else []
        exterior = len(comparison.matrix) - len(chosen)
        notes += [f"in no roadmap: {counted(exterior, 'initiative')}"] if exterior else []
        axes.set_xlabel("\n".join(notes), fontsize=SMALL, color=QUIET, loc="left")
        handles = [Rectangle((0, 0), 1, 1, color=FILLED[kind], label=WORDS[kind]) for kind in FILLED]
        canvas.legend(handles=handles, loc="outside lower left", ncols=2)

    height = 2.0 + ROW * max(len(rows), 4)
    return Picture(title, _description(comparison, names, chosen), max(4.4 + cell * len(names), 7.0), height, paint)


def _cells(axes: Axes, rows: Sequence[MatrixRow], names: Sequence[str], of: int, small: bool) -> None:
    places = {name: at for at, name in enumerate(names)}
    for at, row in enumerate(rows):
        for held in row.held:
            if held.roadmap not in places:
                continue
            x = places[held.roadmap]
            axes.add_patch(Rectangle((x + 0.03, at + 0.06), 0.94, 0.88, color=FILLED[row.standing]))
            if not small:
                mark = f"{shortened(held.period, 9)}{' mvp' if held.scope == 'mvp' else ''}"
                axes.text(x + 0.5, at + 0.5, mark, ha="center", va="center", fontsize=SMALL - 1, color=PAPER)
        axes.text(len(names) + 0.08, at + 0.5, f"{row.count} of {of}", va="center", fontsize=SMALL, color=QUIET)
    axes.set_xlim(0, len(names) + 0.6)
    axes.set_ylim(len(rows), 0)
    labels = [shortened(f"{row.initiative_key}  {row.title}", 36) for row in rows]
    axes.set_yticks([at + 0.5 for at in range(len(rows))], labels, fontsize=SMALL)
    heads = [shortened(name, 34) for name in names]
    flat = len(names) <= 12 and max(len(head) for head in heads) <= 13
    axes.set_xticks(
        [at + 0.5 for at in range(len(names))], heads, fontsize=SMALL, color=INK,
        rotation=0 if flat else 35, ha="center" if flat else "left", rotation_mode="anchor",
    )  # fmt: skip
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)


def _description(comparison: RoadmapComparison, names: Sequence[str], chosen: Sequence[MatrixRow]) -> str:
    core = [row.initiative_key for row in chosen if row.standing is Standing.CORE]
    parts = [f"{counted(len(names), 'roadmap')} beside each other: {', '.join(names)}."]
    parts.append(f"{counted(len(core), 'initiative')} in every one: {', '.join(core[:MOST_ROWS]) or 'none'}.")
    for row in chosen[:MOST_ROWS]:
        if row.standing is Standing.BORDERLINE:
            where = ", ".join(held.roadmap for held in row.held[:MOST_COLUMNS])
            parts.append(f"{row.initiative_key} in {figure(row.count)}: {where}.")
    return " ".join(parts)
