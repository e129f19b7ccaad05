"""Many roadmaps as tables: each in a line, who holds what, how far they agree, and what is regretted where."""

from __future__ import annotations

from decimal import Decimal

from rich.console import Console
from rich.text import Text

from cli.render.console import bullet, heading, plain_table, show
from cli.render.text import clean, count, figure, listed, percent, seconds
from domain.analyses.many_roadmaps.comparison import WITH_PORTFOLIO, MatrixRow, RoadmapComparison, Standing
from domain.analyses.many_roadmaps.regret_results import RegretCell, RegretMeasure, RegretResult, SafePortfolio
from domain.analyses.many_roadmaps.roadmap_solving import SolvedRoadmaps
from domain.analyses.many_roadmaps.roadmaps import RoadmapsResult
from domain.portfolio.certainty import status_text

MOST_PAIRS = 10
_STYLES = {Standing.CORE: "good", Standing.BORDERLINE: "fair", Standing.EXTERIOR: "quiet"}


def show_roadmaps(console: Console, result: RoadmapsResult, solved: SolvedRoadmaps, every: bool = False) -> None:
    """All tables of a comparison; ``every`` shows exterior initiatives and all pairs, too."""
    numbers = {summary.name: str(number) for number, summary in enumerate(result.comparison.roadmaps, start=1)}
    _show_summaries(console, result.comparison, numbers)
    for failed in solved.failed:
        bullet(console, f"{failed.name} failed: {failed.reason}", style="bad")
    if solved.skipped:
        bullet(console, f"not made: {listed(solved.skipped, 6)}", style="fair")
    _show_kpis(console, result.comparison, numbers)
    _show_matrix(console, result.comparison, numbers, every)
    _show_overlaps(console, result.comparison, numbers, every)
    _show_regret(console, result.regret, numbers)
    if result.regret.safe is not None:
        _show_safe(console, result.regret.safe, result.regret.measure)


def show_roadmap_lines(console: Console, comparison: RoadmapComparison) -> None:
    """Each roadmap in a line with its KPIs, and how many initiatives they share; without the initiatives one by one."""
    numbers = {summary.name: str(number) for number, summary in enumerate(comparison.roadmaps, start=1)}
    _show_summaries(console, comparison, numbers)
    _show_kpis(console, comparison, numbers)
    core = [row.initiative_key for row in comparison.matrix if row.standing is Standing.CORE]
    bullet(console, f"{count(len(core), 'initiative')} in every roadmap: {listed(core, 12)}")


def _show_summaries(console: Console, comparison: RoadmapComparison, numbers: dict[str, str]) -> None:
    heading(console, count(len(comparison.roadmaps), "roadmap"), "each value in the unit of its scenario")
    names = ("", "Roadmap", "Status", "Value", "Initiatives", "Tokens", "Time")
    table = plain_table(*names, right=frozenset({0, 3, 4, 5, 6}))
    for each in comparison.roadmaps:
        table.add_row(
            Text(numbers[each.name], style="quiet"),
            Text(clean(each.name), style="title"),
            Text(status_text(each.status, each.proof), style="good" if each.proven else "fair", no_wrap=True),
            Text(figure(each.value)),
            Text(str(each.initiatives)),
            Text(figure(each.tokens)),
            Text(seconds(each.seconds), style="quiet"),
        )
    show(console, table)


def _show_kpis(console: Console, comparison: RoadmapComparison, numbers: dict[str, str]) -> None:
    found = [each for each in comparison.roadmaps if each.status in WITH_PORTFOLIO]
    if not found or not comparison.kpi_keys:
        return
    heading(console, "KPI totals", "of the whole portfolio, synergies included")
    table = plain_table("KPI", *(numbers[each.name] for each in found), right=frozenset(range(1, len(found) + 1)))
    for key in comparison.kpi_keys:
        table.add_row(Text(clean(key), style="title"), *(figure(each.kpis.get(key)) for each in found))
    table.add_row(Text("tokens", style="title"), *(figure(each.tokens) for each in found))
    show(console, table)
    for dominated in comparison.dominated:
        better = listed([numbers[name] for name in dominated.by], 6)
        bullet(console, f"{numbers[dominated.roadmap]} is dominated by {better}: no KPI is better, for no fewer tokens")
    if not comparison.dominated:
        bullet(console, "none is dominated: each is better than every other in some KPI, or in tokens, or equal")


def _show_matrix(console: Console, comparison: RoadmapComparison, numbers: dict[str, str], every: bool) -> None:
    rows = [row for row in comparison.matrix if every or row.standing is not Standing.EXTERIOR]
    counts = [f"{sum(row.standing is standing for row in comparison.matrix)} {standing.value}" for standing in Standing]
    heading(console, "Initiatives by roadmap", ", ".join(counts))
    found = {each.roadmap for row in rows for each in row.held}
    shown = {name: number for name, number in numbers.items() if name in found}
    names = ("Initiative", "", *shown.values(), "Core", "")
    table = plain_table(*names, right=frozenset({len(names) - 2}))
    several = len({held.period for row in rows for held in row.held}) > 1
    for row in rows:
        table.add_row(
            Text(clean(row.initiative_key), style="key", no_wrap=True),
            Text(_short(row.title), style="quiet", no_wrap=True),
            *_marks(row, shown, several),
            Text(percent(row.core_index)),
            Text(row.standing.value, style=_STYLES[row.standing]),
        )
    show(console, table)


def _marks(row: MatrixRow, numbers: dict[str, str], several: bool) -> list[Text]:
    """One cell a roadmap: the period and an MVP, where there are several periods."""
    held = {each.roadmap: each for each in row.held}
    cells = []
    for name in numbers:
        place = held.get(name)
        if place is None:
            cells.append(Text("·", style="quiet"))
            continue
        words = [place.period.rpartition("-")[2] if several else "x", "mvp" if place.scope == "mvp" else ""]
        cells.append(Text(" ".join(word for word in words if word), style=_STYLES[row.standing], no_wrap=True))
    return cells


def _show_overlaps(console: Console, comparison: RoadmapComparison, numbers: dict[str, str], every: bool) -> None:
    pairs = sorted(comparison.overlaps, key=lambda pair: pair.jaccard)
    if not pairs:
        return
    shown = pairs if every else pairs[:MOST_PAIRS]
    note = "least alike first" if len(shown) == len(pairs) else f"the {len(shown)} least alike of {len(pairs)} pairs"
    heading(console, "How far they agree", note)
    table = plain_table("Pair", "Share", "Of", "Jaccard", right=frozenset({1, 2, 3}))
    for pair in shown:
        names = f"{numbers[pair.first]} and {numbers[pair.second]}"
        table.add_row(names, str(pair.shared), str(pair.either), percent(pair.jaccard))
    show(console, table)


def _show_regret(console: Console, regret: RegretResult, numbers: dict[str, str]) -> None:
    heading(console, "Regret", "what each roadmap loses if the scenario of another comes true; ! breaks its rules")
    optima = [optimum for optimum in regret.scenarios if optimum.roadmap is not None]
    if regret.cells:
        heads = [f"in {numbers[optimum.roadmap or '']}" for optimum in optima]
        table = plain_table("", "Roadmap", *heads, "worst", right=frozenset({0, *range(2, len(heads) + 3)}))
        cells = {(cell.portfolio, cell.scenario): cell for cell in regret.cells}
        for worst in regret.worst:
            row = [_cell(cells[worst.portfolio, optimum.scenario], regret.measure) for optimum in optima]
            figure_of_worst = "–" if worst.regret is None else _plain(worst.regret, regret.measure)
            table.add_row(
                Text(numbers[worst.portfolio], style="quiet"), Text(clean(worst.portfolio)), *row, figure_of_worst
            )
        show(console, table)
    for note in regret.notes:
        bullet(console, note, style="fair")


def _cell(cell: RegretCell, measure: RegretMeasure) -> Text:
    amount = _amount(cell.stages[0].regret, cell.stages[0].stage, measure) if cell.stages else "–"
    return Text(amount) if cell.allowed else Text(f"! {amount}", style="fair")


def _amount(regret: Decimal, stage: str, measure: RegretMeasure) -> str:
    return figure(regret) if stage == "goal_shortfall" else _plain(regret, measure)


def _plain(regret: Decimal, measure: RegretMeasure) -> str:
    return percent(regret) if measure is RegretMeasure.RELATIVE else figure(regret)


def _show_safe(console: Console, safe: SafePortfolio, measure: RegretMeasure) -> None:
    whose = f"the rules of {safe.rules}" if safe.rules else "the rules of every scenario"
    heading(console, "The regret-safe portfolio", f"its largest regret is smallest; keeps {whose}")
    if not safe.stages:
        bullet(console, safe.detail, style="fair")
        return
    for stage in safe.stages:
        known = stage.max_regret
        value = "–" if known.value is None else _plain(known.value, measure)
        least = "" if known.bound is None else f"; at least {_plain(known.bound, measure)}"
        proof = "proven" if known.proven else f"not proven{least}"
        where = f", in {listed(stage.scenarios, 3)}" if stage.scenarios else ""
        which = "" if stage.order == 1 else "then, in the second stage: "
        gain = ", a gain" if known.value is not None and known.value < 0 else ""
        bullet(console, f"{which}largest regret {value}{where}{gain} ({proof})")
    bullet(console, f"{count(len(safe.placements), 'initiative')} for {figure(safe.tokens)} tokens")
    periods: dict[str, list[str]] = {}
    for placement in safe.placements:
        mark = " mvp" if placement.scope == "mvp" else ""
        periods.setdefault(placement.period, []).append(placement.initiative_key + mark)
    for period, keys in sorted(periods.items()):
        bullet(console, f"{period}: {listed(keys, len(keys))}")


def _short(title: str, width: int = 28) -> str:
    text = clean(title)
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
