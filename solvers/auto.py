"""Several backends on the same plan, side by side: no one backend wins everywhere, the first proof does."""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Sequence
from dataclasses import replace

from domain.bounding import BoundRequest, Bounds
from domain.errors import ParameterError
from domain.model import Plan, SolveParameters
from domain.ports import SolveControl
from domain.result import PlanResult, Progress, Proof, SolutionStatus, Termination
from solvers.merging import merged
from solvers.outcome import described, without_point
from solvers.precision import is_exact
from solvers.worker import Worker

POLL_SECONDS = 0.03
PROOF = (SolutionStatus.OPTIMAL, SolutionStatus.INFEASIBLE)
Answer = tuple[Worker, PlanResult | ParameterError]


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class AutoSolver:
    """Races backends on one thread each. The first proof wins and ends the others.

    Which one wins depends on the machine and the moment, and equal portfolios are common: so its results are
    never marked reproducible.
    """

    def __init__(self, workers: Sequence[Worker], at_once: int | None = None) -> None:
        """at_once: how many race at the same time; by default as many as there are cores, and two at least.

        Two that share a core take at most twice as long as the better one; the worse one may never end.
        """
        self._workers = list(workers)
        self._at_once = at_once or max(2, cores())

    @property
    def name(self) -> str:
        """``auto``."""
        return "auto"

    @property
    def exact_up_to(self) -> int:
        """That of its most exact backend: those less exact stay out of a race that they could not prove."""
        return max(worker.exact_up_to for worker in self._workers)

    def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
        """Solve all stages. Raises ``ParameterError``: limits and options that belong to one backend are refused."""
        if parameters.options or parameters.deterministic_limit is not None or (parameters.threads or 1) > 1:
            raise ParameterError(
                "the solver auto takes no threads, options or deterministic_limit, which mean something else to each "
                "backend; name one backend to use them"
            )
        control, began = control or SolveControl(), time.monotonic()
        answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
        race = {worker: _sub_control(control) for worker in self._entrants(plan)}
        for worker, own in race.items():
            threading.Thread(target=_run, args=(worker, plan, parameters, own, answers), daemon=True).start()
        results: list[tuple[Worker, PlanResult]] = []
        while len(results) < len(race):
            for own in race.values():
                _pass_on(control, own)
            try:
                worker, answer = answers.get(timeout=POLL_SECONDS)
            except queue.Empty:
                continue
            if isinstance(answer, ParameterError):
                _cancel(race)
                raise answer
            results.append((worker, answer))
            if _is_proof(answer):
                break
        for own in race.values():
            own.stop()  # not cancel: a process that ends its solve by itself stays warm for the next
        return _concluded(plan, results, list(race), parameters, time.monotonic() - began)

    def bounds(
        self, request: BoundRequest, parameters: SolveParameters, control: SolveControl | None = None
    ) -> Bounds | None:
        """The bounds of the first backend that knows any."""
        for worker in self._workers:
            found = worker.bounds(request, parameters, control)
            if found is not None:
                return found
        return None

    def _entrants(self, plan: Plan) -> list[Worker]:
        """Those that are exact on this plan, if any are: what another "proves" must not win against them."""
        exact = [worker for worker in self._workers if is_exact(worker.backend, plan.model, plan.stages)]
        return (exact or self._workers)[: self._at_once]


def _is_proof(answer: PlanResult) -> bool:
    return answer.status in PROOF and answer.proof is Proof.EXACT


def _sub_control(control: SolveControl) -> SolveControl:
    def passed_on(progress: Progress) -> None:
        control.on_progress(replace(progress, solver_name=f"auto ({progress.solver_name})"))

    return SolveControl(passed_on)


def _pass_on(control: SolveControl, own: SolveControl) -> None:
    if control.cancel_requested:
        own.cancel()
    elif control.stop_requested:
        own.stop()


def _cancel(race: dict[Worker, SolveControl]) -> None:
    for own in race.values():
        own.cancel()


def _run(
    worker: Worker,
    plan: Plan,
    parameters: SolveParameters,
    control: SolveControl,
    answers: queue.SimpleQueue[Answer],
) -> None:
    try:
        answers.put((worker, worker.solve(plan, parameters, control)))
    except ParameterError as error:
        answers.put((worker, error))
    except Exception as error:  # a listener that raises; the race goes on without this one
        answers.put((worker, without_point(plan, Termination.ERROR, f"{type(error).__name__}: {error}")))


def _concluded(
    plan: Plan,
    results: Sequence[tuple[Worker, PlanResult]],
    race: Sequence[Worker],
    parameters: SolveParameters,
    seconds: float,
) -> PlanResult:
    """The winner's result, or at a limit the better point with the tighter bounds of all."""
    worker, best = results[-1]
    if not _is_proof(best):
        worker, best = merged(plan, results)
    entrants = ", ".join(each.name for each in race)
    won = "proved it first" if _is_proof(best) else "had the best portfolio"
    notes = [f"auto: of {entrants}, {worker.name} {won}; another run may end with an equal but different portfolio"]
    notes += [f"{each.name} dropped out: {r.detail}" for each, r in results if r.termination is Termination.ERROR]
    return replace(
        best,
        solver_name=f"auto ({worker.name})",
        solver_version=best.solver_version,
        seconds=seconds,
        reproducible=False,
        notes=(*best.notes, *notes),
        parameters=described(parameters),
    )
