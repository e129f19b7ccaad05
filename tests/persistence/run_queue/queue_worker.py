"""A worker with the backends of the tests; run it by ``python -m`` with URL NAME ATTEMPTS SLOTS."""

from __future__ import annotations

import os
import sys

from cli.commands.service.worker import work
from persistence.run_queue.membership import Patience
from persistence.run_queue.worker import WorkerSettings
from solvers.plugins.registry import SolverRegistry
from tests.persistence.run_queue import queue_backends

if __name__ == "__main__":
    url, name, attempts, slots = sys.argv[1:]
    registry = SolverRegistry()
    registry.register(queue_backends, "tests")
    patience = Patience(beat=0.2, own=2.0, lost=4.0) if "IMPATIENT" in os.environ else None
    settings = WorkerSettings(url, name, slots=int(slots), attempts=int(attempts), patience=patience)
    work(settings, registry=registry, with_parent=True)
