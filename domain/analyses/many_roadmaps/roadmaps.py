"""Many roadmaps at once: a problem under several objectives and capacities, compared, and what is safe to do.

The computation of ``plan.roadmaps`` solves one roadmap after the other with the solver of its session; the command line
and stored batches solve them beside each other and compare them with ``judge_roadmaps``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from domain.analyses.many_roadmaps.comparison import Roadmap, RoadmapComparison, compare_roadmaps
from domain.analyses.many_roadmaps.regret import (
    RegretScenario,
    picks_of,
    regret_cells,
    regret_scenarios,
    why_not_comparable,
    worst_regrets,
)
from domain.analyses.many_roadmaps.regret_results import RegretMeasure, RegretResult, SafePortfolio
from domain.analyses.many_roadmaps.regret_safe import safe_portfolio
from domain.analyses.session.request_checks import refused
from domain.analyses.session.session import PlanningSession
from domain.analyses.session.terms import Listener, Step, ignore
from domain.errors import Fault, InputError
from domain.optimization.optimize import optimize
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode
from domain.problem.variants import Axes, CapacityChange, Variant, WeightSet, expand


@dataclass(frozen=True, slots=True)
class RoadmapsRequest:
    """Which roadmaps to make of a problem; every objective is combined with every capacity.

    modes: objective modes to vary; without any objective the problem keeps its own.
    weight_sets: weights of KPIs to vary; without any objective the problem keeps its own.
    frameworks: scoring frameworks whose total score is an objective; without any objective the problem keeps its own.
    capacities: total capacities to vary; none leaves the capacity of the problem.
    measure: how regret is counted.
    safe: whether to look for the regret-safe portfolio, too.
    safe_rules: the scenario whose rules that portfolio keeps; empty for those of every scenario.
    """

    modes: tuple[ObjectiveMode, ...] = ()
    weight_sets: tuple[WeightSet, ...] = ()
    frameworks: tuple[str, ...] = ()
    capacities: tuple[CapacityChange, ...] = ()
    measure: RegretMeasure = RegretMeasure.RELATIVE
    safe: bool = True
    safe_rules: str = ""


@dataclass(frozen=True, slots=True)
class RoadmapsResult:
    """Roadmaps side by side, and what each would lose if another scenario came true.

    comparison: what the roadmaps share and where they differ.
    regret: what each portfolio loses in each scenario.
    """

    comparison: RoadmapComparison
    regret: RegretResult


MAX_CELLS = 2500
"""Portfolios times scenarios that regret is computed for, at a few milliseconds each."""

OpenSession = Callable[[PortfolioProblem], PlanningSession]
"""Opens a session on a problem, to look for the regret-safe portfolio."""


def faults(problem: PortfolioProblem, request: RoadmapsRequest) -> Iterator[Fault]:
    """The first list that cannot be used, each by itself before all of them together."""
    parts = {
        "frameworks": RoadmapsRequest(frameworks=request.frameworks),
        "capacities": RoadmapsRequest(capacities=request.capacities),
        "modes": replace(request, safe_rules=""),
        "safe_rules": request,
    }
    for place, part in parts.items():
        found = tuple(refused(place, partial(wanted_roadmaps, problem, part)))
        if found:
            yield from found
            return


def roadmaps(session: PlanningSession, request: RoadmapsRequest, listen: Listener = ignore) -> RoadmapsResult:
    """Make and compare roadmaps of the problem of a session. Raises ``InputError`` for lists that make no sense.

    Stopped or out of time, it compares what is there. Each step of the listener carries a ``RoadmapSummary``.
    """
    variants = wanted_roadmaps(session.problem, request)
    made: list[Roadmap] = []
    for number, variant in enumerate(variants, start=1):
        if session.is_over:
            break
        made.append(_made(session, variant))
        listen(Step(number, len(variants), compare_roadmaps(made[-1:]).roadmaps[0]))
    open_session = session.with_problem if request.safe else None
    return judge_roadmaps(made, request.measure, open_session, request.safe_rules)


def wanted_roadmaps(problem: PortfolioProblem, request: RoadmapsRequest) -> tuple[Variant, ...]:
    """The roadmaps that a request asks for. Raises ``InputError`` for lists that make no sense."""
    axes = Axes(request.modes, request.weight_sets, request.frameworks, request.capacities, solvers=("",))
    variants = expand({problem.scenario.name: problem}, axes)
    if request.safe_rules:
        _check_safe_rules(request.safe_rules, dict.fromkeys(variant.scenario for variant in variants))
    return variants


def judge_roadmaps(
    made: Sequence[Roadmap], measure: RegretMeasure, open_session: OpenSession | None, safe_rules: str = ""
) -> RoadmapsResult:
    """Compare roadmaps, with their regret and, where a session can be opened, the regret-safe portfolio.

    Raises ``InputError`` for safe rules of a scenario that is not among them.
    """
    return RoadmapsResult(compare_roadmaps(made), _regret(made, measure, open_session, safe_rules))


def _made(session: PlanningSession, variant: Variant) -> Roadmap:
    report = optimize(variant.problem, session.solver, session.limited(), session.control, explain_infeasibility=False)
    return Roadmap(variant.name, variant.scenario, variant.problem, report)


def _regret(
    made: Sequence[Roadmap], measure: RegretMeasure, open_session: OpenSession | None, safe_rules: str
) -> RegretResult:
    names = {roadmap.scenario for roadmap in made}
    if len(made) * len(names) > MAX_CELLS:
        reason = f"regret is not computed for so many: {len(made)} roadmaps in {len(names)} scenarios"
        return RegretResult(measure, False, (), (), (), None, (reason,))
    scenarios = regret_scenarios(made, measure)
    if safe_rules:
        _check_safe_rules(safe_rules, [scenario.name for scenario in scenarios])
    optima = tuple(scenario.optimum() for scenario in scenarios)
    unlike = why_not_comparable(scenarios) if scenarios else None
    if unlike is not None:
        return RegretResult(measure, False, optima, (), (), None, (unlike,))
    cells = regret_cells(made, scenarios)
    usable = [scenario for scenario in scenarios if scenario.aims]
    notes = [f"{s.name} has no portfolio, so nothing can be regretted there" for s in scenarios if not s.aims]
    notes += [
        f"the best of {scenario.name} is not proven, so regret there may be larger than shown"
        for scenario in usable
        if not all(aim.proven for aim in scenario.aims)
    ]
    safe = None
    if open_session is not None and len(usable) > 1:
        safe = _safe(made, usable, open_session, safe_rules)
    return RegretResult(measure, True, optima, cells, worst_regrets(cells), safe, tuple(notes))


def _check_safe_rules(name: str, known: Collection[str]) -> None:
    if name not in known:
        raise InputError(f"there is no scenario {name!r} to take the rules of; there are: {', '.join(known)}")


def _safe(
    made: Sequence[Roadmap], usable: Sequence[RegretScenario], open_session: OpenSession, safe_rules: str
) -> SafePortfolio:
    base = next((scenario for scenario in usable if scenario.name == safe_rules), usable[0])
    if safe_rules and base.name != safe_rules:
        raise InputError(f"scenario {safe_rules!r} has no portfolio, so its rules cannot be kept")
    ordered = [base, *(scenario for scenario in usable if scenario is not base)]
    portfolios = [picks for roadmap in made if (picks := picks_of(roadmap)) is not None]
    return safe_portfolio(open_session(base.prepared.problem), ordered, portfolios, every_rule=not safe_rules)
