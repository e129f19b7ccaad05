"""Several backends on the same plan, side by side: no one backend wins everywhere, the first proof does."""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Callable, Sequence

from domain.errors import ParameterError
from domain.integer_model.bounding import BoundRequest, Bounds
from domain.integer_model.model import Plan, SolveParameters
from domain.integer_model.result import PlanResult, Progress, SolutionStatus, Termination
from domain.integer_model.solver import SolveControl
from domain.lean import replace
from solvers.plugins.built_in import LEAST_COLUMNS
from solvers.processes.worker import Worker
from solvers.racing.certifying import certified_by, followed_by
from solvers.racing.dense_pairs import DensePairs
from solvers.racing.effort import with_effort
from solvers.racing.lazily import Lazily
from solvers.racing.merging import merged
from solvers.stages.bridges import proves_exactly
from solvers.stages.outcome import described, without_point

POLL_SECONDS = 0.03
HEAD_START_SECONDS = 0.3
"""What the first has before the others begin: most plans are proven by then, so their processes are not started."""
BUSY_HEAD_START_SECONDS = 3.0
"""The same where other solves wait for the processor: two racers take it from them for what one does alone."""
LEAST_WORK_OF_A_RACE = 1.0
"""What is given less work is asked of the first alone: the others would be at work on its rows when it ends."""
Answer = tuple[Worker, PlanResult | ParameterError]


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class AutoSolver:
    """Races backends on one thread each. The first exact proof wins and ends the others; without one, all are heard.

    Which one proves first depends on the machine and the moment. The answer does not, where its canonical stages are
    proven; nor does an unproven one, which is the best of all racers after fixed portions of work.
    """

    def __init__(
        self,
        workers: Sequence[Worker],
        at_once: int | None = None,
        head_start: float = HEAD_START_SECONDS,
        for_periods: Callable[[], Worker | None] | None = None,
        pairs: DensePairs | None = None,
    ) -> None:
        """workers: the one that is likely to prove first comes first. at_once: how many race at the same time; by
        default as many as there are cores, and two at least. head_start: seconds that the first is alone.
        for_periods: finds the one of them that comes first where periods are chosen. pairs: has one more, who is the
        second of a race where a plan has dense pairs.

        Two that share a core take at most twice as long as the better one; the worse one may never end.
        """
        self._workers = workers
        self._at_once = at_once or max(2, cores())
        self._head_start = head_start
        self._for_periods, self._pairs = for_periods, pairs
        self._likely: str | None = None

    @property
    def name(self) -> str:
        """``auto``."""
        return "auto"

    @property
    def exact_up_to(self) -> int:
        """That of its most exact backend: those less exact stay out of a race that they could not prove."""
        return max(worker.exact_up_to for worker in self._workers)

    def solve(self, plan: Plan, parameters: SolveParameters, control: SolveControl | None = None) -> PlanResult:
        """Solve all stages. Raises ``ParameterError``: threads and options that belong to one backend are refused."""
        if parameters.options or (parameters.threads or 1) > 1:
            raise ParameterError(
                "the solver auto takes no threads and no options, which mean something else to each backend; "
                "name one backend to use them"
            )
        control, began = control or SolveControl(), time.monotonic()
        if plan.model.bends:
            return followed_by(self._workers, plan, parameters, control)
        entrants = self._entrants(plan, parameters.deterministic_limit)

        def solve_once(asked: Plan, limits: SolveParameters) -> PlanResult:
            race = _Race(entrants, asked, limits, control, self._head_start)
            result = race.run()
            self._likely = race.winner or self._likely
            return result

        result = with_effort(solve_once, plan, parameters, control, counts_work=True)

        def rest() -> list[Worker]:
            return [worker for worker in self._workers if worker not in entrants]

        result = certified_by(rest, plan, parameters, control, began, result.solver_name, result)
        return replace(result, seconds=time.monotonic() - began, parameters=described(parameters))

    def bounds(
        self, request: BoundRequest, parameters: SolveParameters, control: SolveControl | None = None
    ) -> Bounds | None:
        """The bounds of the first backend that knows any."""
        for worker in self._workers:
            found = worker.bounds(request, parameters, control)
            if found is not None:
                return found
        return None

    def _entrants(self, plan: Plan, work: float | None) -> Sequence[Worker]:
        """Those that are exact on this plan, if any are: what another claims must not win against them.

        The one that proved the plan before comes first: questions of one computation are much alike. The others are
        looked for when its head start is over. work: that all of it may take.
        """
        first, is_brief = self._first(plan), work is not None and work < LEAST_WORK_OF_A_RACE
        if self._likely in (None, first.name) and proves_exactly(first.backend, plan):
            return [first] if is_brief else Lazily([first], lambda: self._all_entrants(plan)[1:])
        return self._all_entrants(plan)[: 1 if is_brief else None]

    def _first(self, plan: Plan) -> Worker:
        """Who is the most likely to prove a plan first, if nothing of its kind has been asked yet."""
        placed = plan.model.places is not None and plan.model.num_columns >= LEAST_COLUMNS
        found = self._for_periods() if placed and self._for_periods is not None else None
        return found or self._workers[0]

    def _all_entrants(self, plan: Plan) -> list[Worker]:
        exact = [worker for worker in self._workers if proves_exactly(worker.backend, plan)]
        likely = self._likely or self._first(plan).name
        entrants = sorted(exact or self._workers, key=lambda worker: worker.name != likely)
        searcher = None if self._pairs is None else self._pairs.searcher(plan)
        if searcher is not None:
            entrants.insert(0 if searcher.name == likely else 1, searcher)
        return entrants[: self._at_once]


class _Race:
    """One plan in front of several backends, until one proves it or all have ended."""

    def __init__(
        self,
        entrants: Sequence[Worker],
        plan: Plan,
        parameters: SolveParameters,
        control: SolveControl,
        head_start: float,
    ) -> None:
        self._entrants, self._plan, self._parameters, self._control = entrants, plan, parameters, control
        self._began = time.monotonic()
        self._head_start = head_start
        self._answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
        self._running: dict[Worker, SolveControl] = {}
        self.winner: str | None = None

    def run(self) -> PlanResult:
        """The winner's result, or the best of all. Raises ``ParameterError``."""
        results: list[tuple[Worker, PlanResult]] = []
        self._start(self._entrants[0])
        while not results or len(results) < len(self._entrants):
            self._pass_on()
            over = results or time.monotonic() - self._began >= self._head_start
            if over and len(self._running) == 1:
                for worker in self._entrants[1:]:
                    self._start(worker)
            try:
                worker, answer = self._answers.get(timeout=POLL_SECONDS)
            except queue.Empty:
                continue
            if isinstance(answer, ParameterError):
                self._end(SolveControl.cancel)
                raise answer
            results.append((worker, answer))
            self.winner = worker.name if answer.is_proof else None
            if answer.is_proof or self._control.stop_requested or self._control.cancel_requested:
                break
        # Not cancelled: a process that ends its solve by itself stays warm for the next.
        self._end(SolveControl.stop)
        return _concluded(self._plan, results, list(self._running))

    def _start(self, worker: Worker) -> None:
        own = self._running[worker] = _sub_control(self._control)
        parameters = self._parameters
        elapsed = time.monotonic() - self._began
        if parameters.time_limit is not None:
            parameters = replace(parameters, time_limit=max(0.01, parameters.time_limit - elapsed))
        if not worker.backend.capabilities.deterministic_limit_unit and parameters.deterministic_limit is not None:
            work = parameters.deterministic_limit
            limit = work if parameters.time_limit is None else min(work, parameters.time_limit)
            parameters = replace(parameters, deterministic_limit=None, time_limit=limit)
        arguments = (worker, self._plan, parameters, own, self._answers)
        threading.Thread(target=_run, args=arguments, daemon=True).start()

    def _pass_on(self) -> None:
        for own in self._running.values():
            if self._control.cancel_requested:
                own.cancel()
            elif self._control.stop_requested:
                own.stop()

    def _end(self, how: object) -> None:
        assert callable(how)
        for own in self._running.values():
            how(own)


def _sub_control(control: SolveControl) -> SolveControl:
    def passed_on(progress: Progress) -> None:
        control.on_progress(replace(progress, solver_name=f"auto ({progress.solver_name})"))

    return SolveControl(passed_on, control.on_point)


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


def _concluded(plan: Plan, results: Sequence[tuple[Worker, PlanResult]], race: Sequence[Worker]) -> PlanResult:
    """The winner's result, or at a limit the better point with the tighter bounds of all."""
    worker, best = results[-1]
    if not best.is_proof:
        worker, best = merged(plan, results)
    entrants = ", ".join(each.name for each in race)
    won = "proved it first" if best.is_proof else "had the best portfolio"
    repeats = _repeats(plan, best, [result for _, result in results], len(race))
    notes = [f"auto: of {entrants}, {worker.name} {won}"] if len(race) > 1 else []
    if not repeats and best.values is not None:
        notes.append("another run may end with an equal but different portfolio")
    notes += [f"{each.name} dropped out: {r.detail}" for each, r in results if r.termination is Termination.ERROR]
    return replace(
        best,
        solver_name=f"auto ({worker.name})",
        work=max(result.work for _, result in results),
        reproducible=repeats,
        notes=(*best.notes, *notes),
    )


def _repeats(plan: Plan, best: PlanResult, results: Sequence[PlanResult], racers: int) -> bool:
    """Whether every run ends like this: only one answer is left, or all racers were heard after fixed work."""
    if best.is_proof and best.status is SolutionStatus.INFEASIBLE:
        return True
    if best.is_proof and best.is_canonical:
        return True
    heard = len(results) == racers and not best.is_proof
    return heard and all(result.reproducible for result in results)
