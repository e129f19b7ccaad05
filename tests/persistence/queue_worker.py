"""A worker with the backends of the tests: ``python -m tests.persistence.queue_worker URL NAME ATTEMPTS SLOTS``."""

from __future__ import annotations

import sys

from cli.commands.worker import work
from persistence.run_queue.worker import WorkerSettings
from solvers.plugins import SolverRegistry
from tests.persistence import queue_backends

if __name__ == "__main__":
    url, name, attempts, slots = sys.argv[1:]
    registry = SolverRegistry()
    registry.register(queue_backends, "tests")
    work(WorkerSettings(url, name, slots=int(slots), attempts=int(attempts)), registry=registry, with_parent=True)
