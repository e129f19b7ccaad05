"""The tables of the demo: one per mode, and all solves beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from cli.render.answers.headline import GOAL_SHORTFALL
from cli.render.answers.limits import by_rank
from cli.render.console import heading, plain_table, show
from cli.render.text import clean, count, figure, listed, percent, seconds
from domain.integer_model.result import SolutionStatus
from domain.portfolio.certainty import status_text
from domain.portfolio.figures import Severity
from domain.portfolio.report import Decision, InitiativeReport, PortfolioReport
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode
from domain.problem.sizing import Scope

MEANINGS = {
    ObjectiveMode.NORTH_STAR: "as many weekly active buyers as possible, whatever else happens",
    ObjectiveMode.WEIGHTED_KPIS: "the best mix of sales, retention and conversion, weighted 3 : 2 : 1",
    ObjectiveMode.LEXICOGRAPHIC: "the goals first, as close as possible; then the best mix",
}


@dataclass(frozen=True, slots=True)
class Solve:
    """One solve of the demo."""

    solver: str
    problem: PortfolioProblem
    report: PortfolioReport


def show_story(console: Console, problem: PortfolioProblem) -> None:
    """What the sample is about."""
    scenario, rules = problem.scenario, problem.constraint_set
    mandatory = sum(i.is_mandatory for i in problem.initiatives) + len(rules.mandatory_initiatives)
    wanted = sum(
        max(i.engineering_tokens or i.engineering_tokens_full or Decimal(0), Decimal(0)) for i in problem.initiatives
    )
    there = sum(
        scenario.capacity_by_period.get(period, scenario.capacity_total_tokens or Decimal(0))
        for period in scenario.periods
    )
    story = (
        f"A marketplace in four countries has {count(len(problem.initiatives), 'initiative')} on its list, "
        f"{figure(Decimal(wanted))} tokens of work, and {figure(Decimal(there))} tokens of capacity in "
        f"{' and '.join(scenario.periods)}. {mandatory} are mandatory, some wait for others, some only make sense "
        "together, two pairs exclude each other, many come as an MVP or in full, and a few entries are faulty. "
        "Buyers in the UK count for less the more there are, messages to buyers for more the more of them are done, "
        "and the sellers' team pays for switching between too much at once. "
        "Which of them, when, and in which size? That depends on the goal."
    )
    console.print(Text("A sample organisation", style="title"))
    console.print(Padding(Text(story), (0, 0, 0, 2)))


def show_mode(console: Console, mode: ObjectiveMode, solves: Sequence[Solve]) -> None:
    """The portfolio of one mode, in few lines."""
    report = solves[0].report
    heading(console, mode.value, MEANINGS[mode])
    table = plain_table("Period", "Tokens", "Initiatives", right=frozenset({1}))
    for period in solves[0].problem.scenario.periods:
        items = [
            item for item in report.initiatives if item.period == period and item.initiative_key in report.selected
        ]
        tokens = sum((item.tokens for item in items), Decimal(0))
        table.add_row(Text(period, style="title"), Text(figure(tokens)), _keys(items))
    show(console, table)
    totals = "   ".join(f"{clean(kpi.kpi_key)} {figure(kpi.total)}" for kpi in report.kpis if kpi.total)
    missed = [f"{t.rule_id} by {percent(t.gap / t.target)}" for t in report.targets if t.severity is not Severity.NONE]
    lines = [
        ("KPI totals", totals),
        ("Targets missed", ", ".join(missed) or "none"),
        ("What limits you", listed(report.limiting_rules, 4) or "nothing"),
        ("Best left out", listed([item.initiative_key for item in by_rank(report)], 6)),
    ]
    grid = Table.grid(padding=(0, 2))
    for name, text in lines:
        grid.add_row(Text(name, style="quiet", no_wrap=True), Text(clean(text)))
    console.print(Padding(grid, (0, 0, 0, 1), expand=False))


def _keys(items: Sequence[InitiativeReport]) -> Text:
    """Keys in a row: mandatory ones marked, MVPs named."""
    text = Text()
    for item in items:
        text.append("  " if text else "")
        text.append(clean(item.initiative_key), style="fair" if item.decision is Decision.FORCED_IN else "key")
        if item.scope is Scope.MVP:
            text.append("\N{NO-BREAK SPACE}mvp", style="quiet")
    return text


def show_comparison(console: Console, answers: Mapping[ObjectiveMode, Sequence[Solve]]) -> None:
    """All solves beside each other, and what the goal changes."""
    heading(console, "All solves", "two independent solvers, each answer checked again in exact arithmetic")
    names = ("Mode", "Solver", "Status", "Goals missed by", "Value", "Initiatives", "Tokens", "Time")
    table = plain_table(*names, right=frozenset(range(3, len(names))))
    for mode, solves in answers.items():
        for index, solve in enumerate(solves):
            report = solve.report
            table.add_row(
                Text("" if index else mode.value, style="title", no_wrap=True),
                Text(report.solver.name, style="key", no_wrap=True),
                Text(
                    status_text(report.solution_status, report.proof, report.gap),
                    style="good" if report.is_proof else "fair",
                    no_wrap=True,
                ),
                Text(_goals(report)),
                Text(figure(report.objective)),
                Text(str(len(report.selected))),
                Text(figure(report.tokens_used)),
                Text(seconds(report.timings.solve), style="quiet"),
            )
    show(console, table)
    console.print(Text(f" {_verdict(answers)}"))
    _show_differences(console, answers)
    console.print()
    console.print(Text(" Play on:  optengine demo --write .   then   optengine solve organisation.json", style="quiet"))


def _verdict(answers: Mapping[ObjectiveMode, Sequence[Solve]]) -> str:
    proven = all(s.report.is_proof for solves in answers.values() for s in solves)
    if not proven:
        return "Not every solve was proven in time; this machine is slow or busy."
    if agreed(answers):
        return "Both solvers prove the same value in every mode."
    return "The solvers contradict each other; this must not happen."


def agreed(answers: Mapping[ObjectiveMode, Sequence[Solve]]) -> bool:
    """Whether no two proofs of one mode contradict each other."""
    return all(
        len(
            {
                (_goals(s.report), s.report.objective)
                for s in solves
                if s.report.solution_status is SolutionStatus.OPTIMAL and s.report.is_proof
            }
        )
        <= 1
        for solves in answers.values()
    )


def _goals(report: PortfolioReport) -> str:
    return "".join(percent(stage.value) for stage in report.stages if stage.name == GOAL_SHORTFALL)


def _show_differences(console: Console, answers: Mapping[ObjectiveMode, Sequence[Solve]]) -> None:
    chosen = {mode: set(solves[0].report.selected) for mode, solves in answers.items()}
    common = set.intersection(*chosen.values())
    console.print(Text(f" {count(len(common), 'initiative is', 'initiatives are')} in every portfolio. Only in"))
    for mode, keys in chosen.items():
        others = set().union(*(other for name, other in chosen.items() if name is not mode))
        order = [key for key in answers[mode][0].report.selected if key in keys - others]
        line = Text(f"   {mode.value:<15}", style="quiet")
        line.append(listed(order, 8) or "nothing of its own", style="key")
        console.print(line)
