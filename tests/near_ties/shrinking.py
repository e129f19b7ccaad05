"""Makes a problem that shows a fault as small as it gets while it still shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode

Shows = Callable[[PortfolioProblem], bool]

RULES = ("floors", "caps", "targets", "exclusions", "bundles", "synergies")
SCENARIO = {
    "capacity_total_tokens": None,
    "capacity_by_market": {},
    "capacity_by_period": {},
    "objective_weights": {},
    "tie_breaks": (),
    "objective_mode": ObjectiveMode.NORTH_STAR,
}


def shrunk(problem: PortfolioProblem, shows: Shows) -> PortfolioProblem:
    """A smaller problem that shows the same; itself where none does. Problems that cannot be judged show nothing."""
    again = True
    while again:
        again = False
        for smaller in _smaller(problem):
            try:
                found = shows(smaller)
            except Exception:
                found = False
            if found:
                problem, again = smaller, True
                break
    return problem


def _smaller(problem: PortfolioProblem) -> Iterator[PortfolioProblem]:
    rules, scenario = problem.constraint_set, problem.scenario
    for at in range(len(problem.initiatives)):
        yield replace(problem, initiatives=problem.initiatives[:at] + problem.initiatives[at + 1 :])
    for name in RULES:
        given = getattr(rules, name)
        for at in range(len(given)):
            yield replace(problem, constraint_set=replace(rules, **{name: given[:at] + given[at + 1 :]}))
    for name, value in SCENARIO.items():
        if getattr(scenario, name) != value:
            yield replace(problem, scenario=replace(scenario, **{name: value}))
    for at, initiative in enumerate(problem.initiatives):
        for name, value in (("prerequisite_keys", ()), ("synergy_group_keys", ()), ("active_overall_score", None)):
            if getattr(initiative, name) != value:
                fewer = (
                    *problem.initiatives[:at],
                    replace(initiative, **{name: value}),
                    *problem.initiatives[at + 1 :],
                )
                yield replace(problem, initiatives=fewer)
