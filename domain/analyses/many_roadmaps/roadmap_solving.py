"""Solves many roadmaps beside each other, each with solvers of its own, and keeps what is done when it is stopped."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from domain.analyses.many_roadmaps.comparison import Roadmap
from domain.analyses.session.terms import Listener, Step, ignore
from domain.errors import OptimizationEngineError
from domain.integer_model.model import SolveParameters
from domain.integer_model.result import Termination
from domain.integer_model.solver import SolveControl
from domain.optimization.optimize import optimize
from domain.problem.variants import Variant
from domain.runs.execution import LendSolvers

POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class FailedRoadmap:
    """A roadmap that was not made, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class SolvedRoadmaps:
    """Outcome of many roadmaps in the order of the request. skipped: names of those that were never begun."""

    made: tuple[Roadmap, ...]
    failed: tuple[FailedRoadmap, ...]
    skipped: tuple[str, ...]


def solve_roadmaps(
    variants: Sequence[Variant],
    lend_solvers: LendSolvers,
    parameters: SolveParameters,
    control: SolveControl,
    at_once: int,
    listen: Listener = ignore,
) -> SolvedRoadmaps:
    """Solve all variants, so many at a time; each step of the listener carries the name of what is done.

    Stopped, those at work give their best portfolio and no other is begun; cancelled, they give none. The parameters
    hold for each variant.
    """
    waiting = list(enumerate(variants))
    done: dict[int, Roadmap | FailedRoadmap] = {}
    running: dict[Future[Roadmap | FailedRoadmap | None], tuple[int, SolveControl]] = {}
    with ThreadPoolExecutor(max_workers=max(1, at_once), thread_name_prefix="roadmap") as threads:
        try:
            while waiting or running:
                if control.stop_requested or control.cancel_requested:
                    waiting.clear()
                while waiting and len(running) < at_once:
                    place, variant = waiting.pop(0)
                    own = SolveControl(control.on_progress)
                    running[threads.submit(_solved, variant, lend_solvers, parameters, own)] = place, own
                ended, _ = wait(running, timeout=POLL_SECONDS, return_when=FIRST_COMPLETED)
                for future in ended:
                    place, _ = running.pop(future)
                    answer = future.result()
                    if answer is not None:
                        done[place] = answer
                        listen(Step(len(done), len(variants), answer.name))
                _pass_on(control, [own for _, own in running.values()])
        finally:
            for _, own in running.values():
                own.cancel()
    in_order = [done[place] for place in sorted(done)]
    return SolvedRoadmaps(
        made=tuple(each for each in in_order if isinstance(each, Roadmap)),
        failed=tuple(each for each in in_order if isinstance(each, FailedRoadmap)),
        skipped=tuple(variant.name for place, variant in enumerate(variants) if place not in done),
    )


def _solved(
    variant: Variant, lend_solvers: LendSolvers, parameters: SolveParameters, control: SolveControl
) -> Roadmap | FailedRoadmap | None:
    """The roadmap of a variant, or why there is none; None where it was cancelled."""
    try:
        with lend_solvers() as solvers:
            solver = solvers.solver(variant.solver)
            report = optimize(variant.problem, solver, parameters, control, explain_infeasibility=False)
    except OptimizationEngineError as error:
        return FailedRoadmap(variant.name, str(error))
    if report.termination_reason is Termination.CANCELLED:
        return None
    return Roadmap(variant.name, variant.scenario, variant.problem, report)


def _pass_on(control: SolveControl, own: Sequence[SolveControl]) -> None:
    for each in own:
        if control.cancel_requested:
            each.cancel()
        elif control.stop_requested:
            each.stop()
