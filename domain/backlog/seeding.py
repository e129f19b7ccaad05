"""Fills a fresh database with a problem: its backlog, its rules, and scenarios that ask the same in several ways."""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.backlog.constraint_sets import create_constraint_set
from domain.backlog.initiatives import save_initiatives
from domain.backlog.scenarios import create_scenario
from domain.ports import Clock
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode, Scenario
from domain.storage import UnitOfWork
from domain.storage.records import InitiativeRecord

_DESCRIPTIONS = {
    ObjectiveMode.NORTH_STAR: "The most of the north star",
    ObjectiveMode.WEIGHTED_KPIS: "The most of all KPIs by their weight",
    ObjectiveMode.LEXICOGRAPHIC: "Targets first, then the most of all KPIs by their weight",
}


@dataclass(frozen=True, slots=True)
class Seeded:
    """What was added; existing rows stay unchanged."""

    initiatives: int
    scenarios: tuple[str, ...]
    constraint_sets: tuple[str, ...]


def seed(uow: UnitOfWork, problem: PortfolioProblem, clock: Clock) -> Seeded:
    """Store the initiatives of a problem as candidates, its constraint set, and a scenario for each objective mode."""
    period_key = problem.scenario.period_key
    now = clock.now()
    known = uow.initiatives.by_keys(initiative.initiative_key for initiative in problem.initiatives)
    records = [
        InitiativeRecord(
            initiative,
            now,
            now,
            country=initiative.market,
            is_optimization_candidate=True,
            candidate_period_key=period_key,
            north_star_kpi_key=problem.scenario.north_star_kpi_key,
        )
        for initiative in problem.initiatives
        if initiative.initiative_key not in known
    ]
    save_initiatives(uow, records, clock)
    sets = []
    rules = problem.constraint_set
    if rules.name and uow.constraint_sets.by_name(rules.name) is None:
        create_constraint_set(uow, rules, clock)
        sets.append(rules.name)
    scenarios = []
    for scenario in _scenarios(problem.scenario):
        if uow.scenarios.by_name(scenario.name) is None:
            about = _DESCRIPTIONS[scenario.objective_mode]
            create_scenario(uow, scenario, clock, description=about, delivered=problem.delivered)
            scenarios.append(scenario.name)
    return Seeded(len(records), tuple(scenarios), tuple(sets))


def _scenarios(own: Scenario) -> list[Scenario]:
    """The scenario itself, and one under another name for each other objective mode."""
    others = [mode for mode in ObjectiveMode if mode is not own.objective_mode]
    return [own, *(replace(own, name=f"{own.name}, {_words(mode)}", objective_mode=mode) for mode in others)]


def _words(mode: ObjectiveMode) -> str:
    return {
        ObjectiveMode.NORTH_STAR: "north star",
        ObjectiveMode.WEIGHTED_KPIS: "weighted KPIs",
        ObjectiveMode.LEXICOGRAPHIC: "targets first",
    }[mode]
