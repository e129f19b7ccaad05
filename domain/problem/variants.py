"""Many roadmaps asked for at once: a problem under several objectives, capacities, rules and solvers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from domain.errors import InputError
from domain.numbers import ONE, exact_arithmetic
from domain.problem.constraints import ConstraintSet
from domain.problem.initiative import Initiative
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode, Scenario
from domain.problem.sizing import SCORE_KPI

MAX_ROADMAPS = 1000
"""More than anybody can compare; a mistyped list must not start a month of work."""
SEPARATOR = " · "


@dataclass(frozen=True, slots=True)
class WeightSet:
    """Weights of KPIs under a name of their own.

    name: what to call them; it becomes part of the name of each roadmap.
    weights: a weight for each KPI key; ``score`` and ``score:FRAMEWORK`` may be weighted, too.
    """

    name: str
    weights: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class CapacityChange:
    """Another total capacity; give tokens or share.

    tokens: the tokens of each period, in place of the capacity of today; None where share is given.
    share: the share of the capacity of each period: 1.2 is 120 %; None where tokens are.
    """

    tokens: Decimal | None = None
    share: Decimal | None = None

    @property
    def name(self) -> str:
        """As a person writes it: ``120`` or ``90%``."""
        if self.tokens is not None:
            return f"{self.tokens:f}"
        with exact_arithmetic():
            return f"{((self.share or ONE) * 100).normalize():f}%"


@dataclass(frozen=True, slots=True)
class Axes:
    """What is varied. Every objective is combined with every capacity, constraint set and solver; an empty axis
    leaves what the problem has.

    modes, weight_sets: combined with each other where the mode uses weights. frameworks: objectives of their own, the
    highest total score of that framework, which tie-breaks then use, too. rules: constraint sets by name, None for the
    problem's own.
    """

    modes: tuple[ObjectiveMode, ...] = ()
    weight_sets: tuple[WeightSet, ...] = ()
    frameworks: tuple[str, ...] = ()
    capacities: tuple[CapacityChange, ...] = ()
    rules: Mapping[str, ConstraintSet | None] = field(default_factory=dict)
    solvers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """One roadmap to be made. scenario: its name without the solver; variants that share it answer the same problem.

    source, rules: the name of the problem, and of the constraint set where those are varied, that it comes from.
    """

    name: str
    scenario: str
    problem: PortfolioProblem
    solver: str
    source: str = ""
    rules: str = ""


def expand(problems: Mapping[str, PortfolioProblem], axes: Axes) -> tuple[Variant, ...]:
    """Every roadmap of the named problems along the axes, in order and each once.

    Raises ``InputError`` for no solver, a capacity share of a scenario without one, or more than ``MAX_ROADMAPS``.
    """
    if not axes.solvers:
        raise InputError("name at least one solver for the roadmaps")
    scenarios: dict[str, tuple[PortfolioProblem, str, str]] = {}
    for name, problem in problems.items():
        own = name if len(problems) > 1 else ""
        for parts, variant in _scenarios(problem, axes):
            label = SEPARATOR.join(part for part in (own, *parts) if part) or name
            scenarios.setdefault(label, (variant, name, parts[-1]))
    count = len(scenarios) * len(axes.solvers)
    if count > MAX_ROADMAPS:
        raise InputError(f"these lists make {count} roadmaps; {MAX_ROADMAPS} are the most at a time")
    several = len(axes.solvers) > 1
    return tuple(
        Variant(SEPARATOR.join((label, solver)) if several else label, label, problem, solver, *origin)
        for label, (problem, *origin) in scenarios.items()
        for solver in axes.solvers
    )


def _scenarios(problem: PortfolioProblem, axes: Axes) -> list[tuple[tuple[str, ...], PortfolioProblem]]:
    found: list[tuple[tuple[str, ...], PortfolioProblem]] = []
    for aim, aimed in _objectives(problem, axes):
        for size, sized in _capacities(aimed, axes.capacities):
            rules = axes.rules or {"": None}
            for name, constraint_set in rules.items():
                ruled = sized if constraint_set is None else replace(sized, constraint_set=constraint_set)
                found.append(((aim, size, name), ruled))
    return found


def _objectives(problem: PortfolioProblem, axes: Axes) -> list[tuple[str, PortfolioProblem]]:
    scenario = problem.scenario
    found: list[tuple[str, PortfolioProblem]] = []
    modes: Sequence[ObjectiveMode] = axes.modes
    if not modes and axes.weight_sets:
        modes = [scenario.objective_mode if scenario.uses_weights else ObjectiveMode.WEIGHTED_KPIS]
    for mode in modes:
        if mode is ObjectiveMode.NORTH_STAR or not axes.weight_sets:
            found.append((mode.value, _under(problem, replace(scenario, objective_mode=mode))))
            continue
        for each in axes.weight_sets:
            name = each.name if len(modes) == 1 else f"{mode.value} {each.name}"
            changed = replace(scenario, objective_mode=mode, objective_weights=each.weights)
            found.append((name, _under(problem, changed)))
    found += [(framework, _by_framework(problem, framework)) for framework in axes.frameworks]
    return found or [("", problem)]


def _by_framework(problem: PortfolioProblem, framework: str) -> PortfolioProblem:
    """The problem in which the score of a framework is what counts."""
    scenario = replace(
        problem.scenario,
        objective_mode=ObjectiveMode.WEIGHTED_KPIS,
        objective_weights={f"{SCORE_KPI}:{framework}": ONE},
    )
    if not any(framework in initiative.scores for initiative in problem.initiatives):
        known = sorted({name for initiative in problem.initiatives for name in initiative.scores})
        raise InputError(
            f"no initiative has a score of the framework {framework!r}; there are: {', '.join(known) or 'none'}"
        )

    def scored(initiative: Initiative) -> Initiative:
        score = initiative.scores.get(framework)
        return replace(initiative, active_scoring_framework=framework, active_overall_score=score)

    return replace(problem, scenario=scenario, initiatives=tuple(scored(each) for each in problem.initiatives))


def _capacities(problem: PortfolioProblem, capacities: Sequence[CapacityChange]) -> list[tuple[str, PortfolioProblem]]:
    if not capacities:
        return [("", problem)]
    found = []
    for change in capacities:
        name = f"capacity {change.name}"
        found.append((name, _under(problem, _with_capacity(problem.scenario, change))))
    return found


def _with_capacity(scenario: Scenario, change: CapacityChange) -> Scenario:
    if change.tokens is not None:
        return replace(scenario, capacity_total_tokens=change.tokens, capacity_by_period={})
    share, total = change.share or ONE, scenario.capacity_total_tokens
    if total is None and not scenario.capacity_by_period:
        raise InputError(f"scenario {scenario.name} has no total capacity to take {change.name} of; give tokens")
    with exact_arithmetic():
        return replace(
            scenario,
            capacity_total_tokens=None if total is None else total * share,
            capacity_by_period={period: tokens * share for period, tokens in scenario.capacity_by_period.items()},
        )


def _under(problem: PortfolioProblem, scenario: Scenario) -> PortfolioProblem:
    return replace(problem, scenario=scenario)
