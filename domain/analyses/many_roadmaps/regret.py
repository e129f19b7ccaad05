"""Regret of portfolios over scenarios: each one evaluated exactly in each scenario, against the best that it allows.

Scenarios can be compared where they have the same initiatives (by key) and the same periods. Objectives, weights,
capacities, rules and the figures of the initiatives may differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from domain.analyses.many_roadmaps.comparison import Roadmap
from domain.analyses.many_roadmaps.regret_results import (
    RegretCell,
    RegretMeasure,
    ScenarioOptimum,
    StageOptimum,
    StageRegret,
    WorstRegret,
)
from domain.analyses.session.terms import Proven
from domain.integer_model.model import Sense, Stage, StageRole
from domain.integer_model.result import Proof, SolutionStatus
from domain.numbers import to_decimal
from domain.optimization.preparation import PreparedProblem, prepare
from domain.portfolio.evaluation import GOAL_SHORTFALL
from domain.problem.selection import Choice, PortfolioSolution

Pick = tuple[int, str]
"""Period (an index into the horizon) and scope of one selected initiative."""
Picks = Mapping[str, Pick]


@dataclass(frozen=True, slots=True)
class Aim:
    """One objective stage of a scenario. best: its exact best value in its own unit; weight: regret per unit lost."""

    stage: Stage
    best: Fraction
    weight: Fraction
    bound: Decimal | None
    proven: bool

    def regret(self, value: Fraction) -> Fraction:
        """Loss against the best, by the measure; negative where the value is better."""
        lost = value - self.best if self.stage.sense is Sense.MINIMIZE else self.best - value
        return lost * self.weight


@dataclass(frozen=True, slots=True)
class RegretScenario:
    """A scenario in which regret is measured. aims: its objective stages in order; empty without a portfolio."""

    name: str
    prepared: PreparedProblem
    roadmap: str | None
    aims: tuple[Aim, ...]
    detail: str

    def solution(self, picks: Picks) -> PortfolioSolution | str:
        """A portfolio as this scenario sees it, or the key of an initiative that is no candidate in that size here."""
        sizes, choices = self.prepared.pool.sizes, {}
        for key in sizes:
            if key in picks:
                period, scope = picks[key]
                size = next((size for size in sizes[key] if size.scope.value == scope), None)
                if size is None:
                    return key
                choices[key] = Choice(key, period, size)
        missing = next((key for key in picks if key not in choices), None)
        return PortfolioSolution(choices) if missing is None else missing

    def cell(self, portfolio: str, picks: Picks) -> RegretCell:
        """Regret of a portfolio in this scenario."""
        solution = self.solution(picks)
        if isinstance(solution, str):
            return RegretCell(portfolio, self.name, False, (f"choice:{solution}",), ())
        judged = self.prepared.judged(solution)
        broken = tuple(dict.fromkeys(violation.rule_id for violation in judged.violations))
        values = judged.stage_values
        stages = tuple(
            StageRegret(
                aim.stage.name,
                to_decimal(values[aim.stage.name]),
                to_decimal(aim.regret(values[aim.stage.name])),
            )
            for aim in self.aims
        )
        return RegretCell(portfolio, self.name, not broken, broken, stages)

    def optimum(self) -> ScenarioOptimum:
        """Best of this scenario, as results show it."""
        stages = tuple(
            StageOptimum(
                aim.stage.name,
                Proven(to_decimal(aim.best), aim.bound, aim.proven, Proof.EXACT if aim.proven else Proof.NONE),
            )
            for aim in self.aims
        )
        return ScenarioOptimum(self.name, self.roadmap, stages, self.detail)


def regret_scenarios(roadmaps: Sequence[Roadmap], measure: RegretMeasure) -> tuple[RegretScenario, ...]:
    """Scenarios of some roadmaps in order, each with the best portfolio among its roadmaps."""
    groups: dict[str, list[Roadmap]] = {}
    for roadmap in roadmaps:
        groups.setdefault(roadmap.scenario, []).append(roadmap)
    return tuple(_scenario(name, members, measure) for name, members in groups.items())


def picks_of(roadmap: Roadmap) -> dict[str, Pick] | None:
    """The portfolio of a roadmap; None where it has none."""
    if roadmap.report.solution_status not in (SolutionStatus.OPTIMAL, SolutionStatus.FEASIBLE):
        return None
    periods = roadmap.problem.scenario.periods
    selected = set(roadmap.report.selected)
    return {
        each.initiative_key: (periods.index(each.period or ""), each.scope.value)
        for each in roadmap.report.initiatives
        if each.initiative_key in selected
    }


def why_not_comparable(scenarios: Sequence[RegretScenario]) -> str | None:
    """Why the scenarios cannot be compared; None where they can."""
    first, *others = scenarios
    keys = {initiative.initiative_key for initiative in first.prepared.problem.initiatives}
    for other in others:
        if other.prepared.rules.periods != first.prepared.rules.periods:
            return f"{first.name} and {other.name} plan different periods, so a portfolio of one is none of the other"
        if {initiative.initiative_key for initiative in other.prepared.problem.initiatives} != keys:
            return f"{first.name} and {other.name} have different initiatives, so their values mean different things"
    return None


def regret_cells(roadmaps: Sequence[Roadmap], scenarios: Sequence[RegretScenario]) -> tuple[RegretCell, ...]:
    """Regret of every portfolio in every scenario that has a portfolio of its own."""
    return tuple(
        scenario.cell(roadmap.name, picks)
        for roadmap in roadmaps
        if (picks := picks_of(roadmap)) is not None
        for scenario in scenarios
        if scenario.aims
    )


def worst_regrets(cells: Sequence[RegretCell]) -> tuple[WorstRegret, ...]:
    """Largest regret of each portfolio, counted in the first stage of the scenarios."""
    by_portfolio: dict[str, list[RegretCell]] = {}
    for cell in cells:
        by_portfolio.setdefault(cell.portfolio, []).append(cell)
    out = []
    for name, own in by_portfolio.items():
        allowed = all(cell.allowed for cell in own)
        if any(not cell.stages for cell in own):
            out.append(WorstRegret(name, None, None, allowed))
            continue
        worst = max(own, key=lambda cell: cell.stages[0].regret)
        out.append(WorstRegret(name, worst.stages[0].regret, worst.scenario, allowed))
    return tuple(out)


def _scenario(name: str, members: Sequence[Roadmap], measure: RegretMeasure) -> RegretScenario:
    prepared = prepare(members[0].problem)
    stages = [s for s in prepared.formulation.plan.stages if s.role is StageRole.OBJECTIVE]
    best: tuple[tuple[Fraction, ...], Roadmap, dict[str, Fraction]] | None = None
    for roadmap in members:
        picks = picks_of(roadmap)
        if picks is None:
            continue
        solution = RegretScenario(name, prepared, None, (), "").solution(picks)
        if isinstance(solution, str):
            continue
        values = prepared.judged(solution).stage_values
        rank = tuple(-values[s.name] if s.sense is Sense.MINIMIZE else values[s.name] for s in stages)
        proven = roadmap.report.solution_status is SolutionStatus.OPTIMAL
        if best is None or (rank, proven) > (best[0], best[1].report.solution_status is SolutionStatus.OPTIMAL):
            best = rank, roadmap, values
    if best is None:
        return RegretScenario(name, prepared, None, (), members[0].report.detail)
    _, roadmap, values = best
    figures = {stage.name: stage for stage in roadmap.report.stages}
    aims = tuple(
        Aim(
            stage,
            values[stage.name],
            _weight(stage, values[stage.name], measure),
            figures[stage.name].bound,
            figures[stage.name].proven,
        )
        for stage in stages
    )
    return RegretScenario(name, prepared, roadmap.name, aims, roadmap.report.detail)


def _weight(stage: Stage, best: Fraction, measure: RegretMeasure) -> Fraction:
    as_it_is = measure is RegretMeasure.ABSOLUTE or stage.name == GOAL_SHORTFALL or not best
    return Fraction(1) if as_it_is else 1 / abs(best)
