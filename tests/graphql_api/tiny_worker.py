"""A worker that enumerates: ``python -m tests.graphql_api.tiny_worker URL NAME ATTEMPTS SLOTS``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from cli.commands.service.worker import work
from cli.wiring import runs as run_wiring
from domain.integer_model.solver import SolverPort
from persistence.run_queue.worker import WorkerSettings
from tests.tiny_solver import TinySolver


class TinyShelf:
    """Lends the solver that tests trust, whatever is asked for."""

    def __init__(self, _: object) -> None:
        pass

    @contextmanager
    def lend(self) -> Iterator[TinyShelf]:
        yield self

    @property
    def available(self) -> tuple[str, ...]:
        return ("tiny",)

    def solver(self, name: str) -> SolverPort:
        return TinySolver()

    alone = solver

    def peak_megabytes(self) -> float:
        return 0.0

    def close(self) -> None:
        pass


if __name__ == "__main__":
    url, name, attempts, slots = sys.argv[1:]
    run_wiring.SolverPoolCache = TinyShelf  # type: ignore[assignment, misc]
    work(WorkerSettings(url, name, slots=int(slots), attempts=int(attempts)), with_parent=True)
