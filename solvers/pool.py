"""All solvers of one engine process: each backend's warm worker, started when it is first asked for."""

from __future__ import annotations

import atexit
import threading
from collections.abc import Mapping
from types import TracebackType

from domain.errors import SolverUnavailableError
from domain.integer_model.solver import SolverPort
from solvers.backend import Backend
from solvers.plugins.built_in import AUTO, BUILT_IN, FOR_PERIODS, LEAST_COLUMNS
from solvers.plugins.registry import SolverRegistry, load_solvers
from solvers.processes.memory import peak_megabytes
from solvers.processes.process import SolverProcess
from solvers.processes.worker import Worker
from solvers.racing.auto import BUSY_HEAD_START_SECONDS, HEAD_START_SECONDS, AutoSolver
from solvers.racing.certifying import CertifyingSolver
from solvers.racing.dense_pairs import DensePairs
from solvers.racing.lazily import Lazily

PREFERRED = tuple(BUILT_IN)
"""Those that come first in a race, in this order."""


class SolverPool:
    """Hands out solvers by name and ends their processes when it is closed (at the latest with the program)."""

    def __init__(
        self,
        registry: SolverRegistry | None = None,
        busy: bool = False,
        started: Mapping[str, SolverProcess] | None = None,
        niceness: int = 0,
    ) -> None:
        """A pool over the installed plugins, or over a registry of one's own.

        busy: other solves run beside those of this pool, so ``auto`` is slower to start a second backend.
        started: processes of backends, by name, that the pool takes over. niceness: by how much those that it starts
        itself yield to other processes.
        """
        self.registry = registry or load_solvers()
        self._head_start = BUSY_HEAD_START_SECONDS if busy else HEAD_START_SECONDS
        self._started, self._niceness = dict(started or {}), niceness
        self._workers: dict[str, Worker] = {}
        self._pairs: DensePairs | None = None
        self._lock = threading.Lock()
        if self._started:
            atexit.register(self.close)

    def __enter__(self) -> SolverPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def available(self) -> tuple[str, ...]:
        """The names of the installed solvers."""
        return tuple(self.registry.available)

    def solver(self, name: str) -> SolverPort:
        """The solver of a name, or ``auto`` for the race of all deterministic ones that are available.

        Behind it stand the other deterministic backends, which confirm what it cannot prove exactly and answer where
        it fails; their processes are started when they are first needed.

        Raises ``ParameterError`` for a name that nobody bears, ``SolverUnavailableError`` where a library is missing.
        """
        if name == AUTO:
            begins = self._begins_race()
            workers = Lazily(begins, lambda: self._all_but(begins, self._racing()))
            with self._lock:
                pairs = self._pairs = self._pairs or DensePairs(self._kept)
            return AutoSolver(workers, None, self._head_start, self._for_periods, pairs)
        first = self._worker(name)
        return CertifyingSolver(first, lambda: self._all_but([first], self._deterministic()))

    def expect(self, name: str, candidates: int, periods: int) -> None:
        """Begin to load what a solver of this name is going to ask first about a problem of this size."""
        first = self._for_periods() if name == AUTO and periods > 1 and candidates * periods >= LEAST_COLUMNS else None
        if first is not None:
            first.start()

    def alone(self, name: str) -> SolverPort:
        """The backend of a name with none behind it, for those who compare backends; ``auto`` as usual."""
        return self.solver(name) if name == AUTO else CertifyingSolver(self._worker(name), tuple)

    def peak_megabytes(self) -> float:
        """The most memory that the living solver processes have held, added up; 0 where it cannot be told."""
        with self._lock:
            pids = [worker.pid for worker in self._workers.values()]
        return sum(peak_megabytes(pid) for pid in pids if pid is not None)

    def close(self) -> None:
        """End all solver processes. The pool may be used again afterwards."""
        with self._lock:
            workers, self._workers = list(self._workers.values()), {}
            self._pairs = None
            unused, self._started = list(self._started.values()), {}
        for process in unused:
            process.kill()
        for worker in workers:
            worker.close()
        atexit.unregister(self.close)

    def _begins_race(self) -> list[Worker]:
        """Who is alone in a race at first: a built-in backend, so that no other has to be looked for."""
        at_hand = next((name for name in self.registry.at_hand if self._can_race(name)), None)
        return [self._worker(each) for each in ([at_hand] if at_hand is not None else self._racing()[:1])]

    def _for_periods(self) -> Worker | None:
        """Who comes first in a race about periods, where that one is installed."""
        known = FOR_PERIODS in self.registry.at_hand and self._can_race(FOR_PERIODS)
        return self._worker(FOR_PERIODS) if known else None

    def _can_race(self, name: str) -> bool:
        backend = self.registry.get(name)
        return backend.capabilities.deterministic and backend().unavailable_reason() is None

    def _all_but(self, workers: list[Worker], names: list[str]) -> list[Worker]:
        return [worker for name in names if (worker := self._worker(name)) not in workers]

    def _deterministic(self) -> list[str]:
        return [n for n in self.registry.available if self.registry.get(n).capabilities.deterministic]

    def _racing(self) -> list[str]:
        names = self._deterministic()
        if not names:
            raise SolverUnavailableError("no deterministic solver is installed; install ortools or highspy")
        return sorted(names, key=lambda name: (PREFERRED.index(name) if name in PREFERRED else len(PREFERRED), name))

    def _kept(self, backend: type[Backend]) -> Worker:
        """A worker of a backend that is no plugin."""
        worker = Worker(backend, niceness=self._niceness)
        with self._lock:
            if not self._workers:
                atexit.register(self.close)
            self._workers[f"{backend.name}, no plugin"] = worker
        return worker

    def _worker(self, name: str) -> Worker:
        backend = self.registry.get(name)
        with self._lock:
            if name not in self._workers:
                worker = Worker(backend, process=self._started.pop(name, None), niceness=self._niceness)
                reason = worker.backend.unavailable_reason()
                if reason:
                    worker.close()
                    raise SolverUnavailableError(f"solver {name} cannot run here: {reason}")
                if not self._workers:
                    atexit.register(self.close)
                self._workers[name] = worker
            return self._workers[name]
