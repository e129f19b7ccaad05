"""The first sentence of an answer and the last lines: what came out, and where it came from."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from cli.render.console import speaks_unicode
from cli.render.text import clean, count, figure, listed, percent, seconds
from domain.integer_model.model import StageRole
from domain.integer_model.result import Proof, SolutionStatus, Termination
from domain.portfolio.certainty import NUMERICALLY, settled_numerically, shortfall_of_proof
from domain.portfolio.report import PortfolioReport, StageReport
from domain.problem.problem import PortfolioProblem

_LOOKS = {
    SolutionStatus.OPTIMAL: ("✓", "good", "Optimal"),
    SolutionStatus.FEASIBLE: ("●", "fair", "Feasible"),
    SolutionStatus.INFEASIBLE: ("✗", "bad", "Infeasible"),
    SolutionStatus.UNKNOWN: ("✗", "bad", "Nothing found"),
}
_NUMERICAL_LOOKS = {
    SolutionStatus.OPTIMAL: ("●", "fair", f"Best {NUMERICALLY}, not proven:"),
    SolutionStatus.INFEASIBLE: ("✗", "bad", f"Infeasible {NUMERICALLY}, not proven:"),
}
_PROOF_TAKES_LONGER = "proof takes longer: --effort proof"
MAIN_STAGES = ("weighted_kpis", "north_star")
GOAL_SHORTFALL = "goal_shortfall"
SHOWN_KPIS = 5


def main_stage(report: PortfolioReport) -> str:
    """The name of what the objective figure measures."""
    return next((stage.name for stage in report.stages if stage.name in MAIN_STAGES), "objective")


def show_headline(console: Console, problem: PortfolioProblem, report: PortfolioReport) -> None:
    """What was asked, and the answer in one sentence."""
    scenario = problem.scenario
    question = Text(clean(scenario.name), style="title")
    question.append(f"  {scenario.objective_mode.value}, {' '.join(scenario.periods)}", style="quiet")
    console.print(question)
    looks = _NUMERICAL_LOOKS if report.proof is Proof.NUMERICAL else _LOOKS
    mark, style, word = looks[report.solution_status]
    line = Text(f"{mark} " if speaks_unicode(console) else "", style=style)
    line.append(word, style=f"bold {style}")
    line.append(f"  {_sentence(report)}", style="default")
    console.print(line)
    if worthless := _why_nothing_counts(problem, report):
        console.print(Text(f"  {worthless}", style="fair"))
    for stage in report.stages:
        if stage.name == GOAL_SHORTFALL and stage.value is not None:
            state = _state(stage)
            console.print(Text(f"  Goals missed by {percent(stage.value)} in sum, {state}.", style="quiet"))
        elif stage.role == StageRole.TIE_BREAK.value and not stage.proven and _is_settled(report):
            console.print(
                Text(
                    f"  {clean(stage.name)} is {_state(stage)}: among equals there may be a better one.", style="quiet"
                )
            )
    if scenario.canonical and not report.canonical and _is_settled(report) and _are_ties_broken(report):
        console.print(Text("  Not canonical: another solver may give another one that is as good.", style="quiet"))


def _state(stage: StageReport) -> str:
    if stage.proven:
        return "proven"
    return f"the best {NUMERICALLY}, not proven" if settled_numerically(stage) else "not proven"


def _is_settled(report: PortfolioReport) -> bool:
    """Whether the value is, so that a tie-break has equals to choose among."""
    return report.solution_status is SolutionStatus.OPTIMAL and bool(report.selected)


def _are_ties_broken(report: PortfolioReport) -> bool:
    return all(stage.proven for stage in report.stages if stage.role == StageRole.TIE_BREAK.value)


def _sentence(report: PortfolioReport) -> str:
    if report.solution_status is SolutionStatus.INFEASIBLE:
        return "No portfolio keeps every rule."
    time = seconds(report.timings.solve)
    if report.solution_status is SolutionStatus.UNKNOWN:
        if report.termination_reason is Termination.STOPPED:
            return f"Stopped after {time}, before the first portfolio was found."
        if report.termination_reason is Termination.ERROR:
            return clean(report.detail)
        return f"No portfolio in {time}. Give it more time (--time-limit), or try another --solver."
    candidates = sum(item.rank is not None for item in report.initiatives)
    taken = f"{figure(report.allocated_tokens)} tokens"
    taken += f" and {figure(report.overhead_tokens)} of overheads" if report.overhead_tokens else ""
    found = (
        f"{len(report.selected)} of {count(candidates, 'candidate')} for {taken}, "
        f"{main_stage(report)} {figure(report.objective)}"
    )
    if report.solution_status is SolutionStatus.OPTIMAL:
        return f"{found}, {'proven best ' if report.proof is not Proof.NUMERICAL else ''}in {time}."
    known = shortfall_of_proof(report)
    if report.termination_reason in (Termination.GAP_REACHED, Termination.WORK_LIMIT):
        return f"{found}, in {time}.\n  {known[:1].upper()}{known[1:]}; {_PROOF_TAKES_LONGER}."
    ended = {Termination.TIME_LIMIT: "the limit cut the search", Termination.STOPPED: "you stopped the search"}
    why = ended.get(report.termination_reason, "the search ended")
    return f"{found}.\n  Best so far when {why} after {time}; {known}."


def _why_nothing_counts(problem: PortfolioProblem, report: PortfolioReport) -> str:
    """A goal that nothing contributes to is most likely one that was mistyped or left out."""
    ranked = [item for item in report.initiatives if item.rank is not None]
    if report.objective is None or report.objective != 0 or not ranked or any(item.value for item in ranked):
        return ""
    scenario = problem.scenario
    if scenario.uses_weights and not scenario.objective_weights:
        return "Nothing counts: the scenario has no objective_weights."
    kpis = listed(scenario.objective_kpi_keys, SHOWN_KPIS)
    return f"Nothing counts: no candidate adds to {kpis}, which the objective is made of."


def show_provenance(console: Console, report: PortfolioReport) -> None:
    """Who solved it, how long each step took, and whether a second run gives the same."""
    solver, timings = report.solver, report.timings
    again = "the same again on every run" if solver.reproducible else "not reproducible: the clock or a race had a say"
    steps = ", ".join(
        f"{name} {seconds(value)}"
        for name, value in (
            ("load", timings.load),
            ("formulate", timings.formulate),
            ("solve", timings.solve),
            ("verify", timings.verify),
            ("explain", timings.explain),
        )
    )
    checked = "checked in exact arithmetic; " if report.objective is not None else ""
    lines = [
        f"{solver.name} {solver.version}, engine {solver.engine_version}, seed {solver.seed}; {checked}{again}",
        f"{steps}; inputs {solver.inputs_hash[:12]}",
        *solver.notes,
    ]
    if report.detail and report.solution_status is SolutionStatus.FEASIBLE:
        lines.append(report.detail)
    console.print()
    for line in lines:
        console.print(Text(clean(line), style="quiet"))
