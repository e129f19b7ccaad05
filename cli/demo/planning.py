"""What planners do after the first optimum, on the demo: a trade, what bends, a frontier, four roadmaps."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from cli.terminal.output import named, write_picture
from domain.analyses.frontiers.frontier import FrontierRequest, frontier
from domain.analyses.frontiers.frontier_results import FrontierResult
from domain.analyses.many_roadmaps.comparison import Roadmap, RoadmapComparison, compare_roadmaps
from domain.analyses.session.session import PlanningSession
from domain.analyses.trading.trade import trade
from domain.analyses.trading.trade_results import TradeRequest
from domain.explanation.explanation import Certainty, explain
from domain.integer_model.model import Effort, SolveParameters
from domain.integer_model.result import SolutionStatus
from domain.integer_model.solver import SolveControl
from domain.numbers import ZERO
from domain.optimization.optimize import optimize
from domain.portfolio.report import Decision, PortfolioReport
from domain.problem.problem import PortfolioProblem
from domain.problem.scenario import ObjectiveMode
from domain.problem.variants import Axes, expand

if TYPE_CHECKING:
    from rich.console import Console

    from solvers.pool import SolverPool

SOLVER = "auto"
TIME_LIMIT = 60.0
BELOW, ABOVE = 2, 4
"""The frontier reaches from so many tokens below today's limit to so many above it."""


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked. key: the best initiative outside; capacity, limit: the one that keeps out most, and its tokens."""

    key: str | None
    capacity: str | None
    limit: Decimal


def show_planning(console: Console, problem: PortfolioProblem, path: Path) -> None:
    """Compute, show, and draw beside the file of the demo."""
    from cli.terminal.interrupts import ends_cleanly_on_sigterm
    from cli.wiring.bootstrap import open_solvers

    with ends_cleanly_on_sigterm(), open_solvers() as solvers:
        with _session(problem, solvers, "After the optimum") as session:
            question = _question(session)
            if question is None:
                return
            if question.key is not None:
                _show_trade(console, session, question.key)
        line = _frontier(problem, solvers, question)
        comparison, own = _roadmaps(problem, solvers)
    _show(console, line, comparison, own.report)
    _draw(console, path.with_suffix(".svg"), line, comparison, own)


@contextmanager
def _session(problem: PortfolioProblem, solvers: SolverPool, label: str) -> Iterator[PlanningSession]:
    from cli.terminal.progress import progress_line

    sys.stdout.flush()
    with progress_line(label) as line:
        control = SolveControl(line.update)
        yield PlanningSession(
            problem, solvers.solver(SOLVER), SolveParameters(time_limit=TIME_LIMIT, effort=Effort.NORMAL), control
        )


def _question(session: PlanningSession) -> _Question | None:
    """What is worth asking about this problem; None where it has no portfolio."""
    base, prepared = session.base(), session.prepared
    if base.solution is None:
        return None
    proven = base.status is SolutionStatus.OPTIMAL
    found = explain(prepared.judged(base.solution), Certainty(proven))
    outside = [
        report
        for report in found.initiatives
        if report.decision is Decision.NOT_SELECTED
        and report.rank is not None
        and report.value > ZERO
        and report.initiative_key not in prepared.rules.unselectable
    ]
    best = min(outside, key=lambda report: report.rank or 0, default=None)
    capacity = next((rule for rule in found.limiting_rules if rule.startswith("capacity:")), None)
    limits = {rule.rule_id: rule.limit for rule in prepared.rules.tokens}
    return _Question(None if best is None else best.initiative_key, capacity, limits.get(capacity or "", ZERO))


def _show_trade(console: Console, session: PlanningSession, key: str) -> None:
    from cli.render.analyses.trade import show_trade

    request = TradeRequest(force_in=(key,))
    result = trade(session, request)
    console.print()
    show_trade(console, session.problem, request, result)
    sys.stdout.flush()


def _frontier(problem: PortfolioProblem, solvers: SolverPool, question: _Question) -> FrontierResult | None:
    if question.capacity is None:
        return None
    low, high = max(question.limit - BELOW, ZERO), question.limit + ABOVE
    with _session(problem, solvers, f"Value against {question.capacity}") as session:
        return frontier(session, FrontierRequest(question.capacity, low, high))


def _roadmaps(problem: PortfolioProblem, solvers: SolverPool) -> tuple[RoadmapComparison, Roadmap]:
    """A roadmap for each mode, and one by the first scoring framework; the second is that of the problem's own mode."""
    frameworks = tuple(dict.fromkeys(name for each in problem.initiatives for name in each.scores))[:1]
    modes = tuple(ObjectiveMode) if problem.scenario.objective_weights else (ObjectiveMode.NORTH_STAR,)
    variants = expand({"demo": problem}, Axes(modes=modes, frameworks=frameworks, solvers=(SOLVER,)))
    made = []
    for variant in variants:
        with _session(variant.problem, solvers, f"Roadmap {variant.name}") as session:
            report = optimize(variant.problem, session.solver, session.parameters, session.control)
            made.append(Roadmap(variant.name, variant.scenario, variant.problem, report))
    own = next((each for each in made if each.problem.scenario == problem.scenario), made[0])
    return compare_roadmaps(made), own


def _show(
    console: Console, line: FrontierResult | None, comparison: RoadmapComparison, report: PortfolioReport
) -> None:
    from cli.render.analyses.frontier import show_frontier
    from cli.render.analyses.roadmaps import show_roadmap_lines
    from cli.render.answers.figures import show_curves, show_overheads

    if report.curves:
        show_curves(console, report.curves)
    if report.overheads:
        show_overheads(console, report.overheads)
    if line is not None:
        show_frontier(console, line)
    show_roadmap_lines(console, comparison)


def _draw(
    console: Console,
    path: Path,
    line: FrontierResult | None,
    comparison: RoadmapComparison,
    own: Roadmap,
) -> None:
    from cli.render.console import heading
    from pictures.capacity import draw_capacity
    from pictures.curves import draw_curves
    from pictures.frontier import draw_frontier
    from pictures.matrix import draw_comparison
    from pictures.roadmap import draw_roadmap

    heading(console, "Pictures", "open them in a browser")
    sys.stdout.flush()
    write_picture(named(path, "roadmap"), draw_roadmap(own.problem, own.report))
    write_picture(named(path, "capacity"), draw_capacity(own.problem, own.report))
    if own.report.curves:
        write_picture(named(path, "curves"), draw_curves(own.problem, own.report))
    if line is not None:
        write_picture(named(path, "frontier"), draw_frontier(line))
    write_picture(named(path, "roadmaps"), draw_comparison(comparison))
