"""A worker with the actions of the tests; run it by ``python -m`` with URL NAME ATTEMPTS SLOTS."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cli.commands.service.worker import work
from domain.actions.context import ActionContext
from domain.actions.registry import Action, ActionRegistry
from domain.errors import InputError
from domain.integer_model.model import SolveParameters
from domain.ports import WorkKind
from domain.runs.requests import RunRequest
from persistence.run_queue.worker import WorkerSettings
from solvers.plugins.registry import SolverRegistry
from tests.persistence.run_queue import queue_backends


def count(context: ActionContext, payload: Mapping[str, Any]) -> Any:
    """Counts slowly, and says how far it is."""
    total = payload["to"]
    with context.step("count") as note:
        for number in range(total):
            context.progress(number + 1, total, [{"number": number + 1}])
            time.sleep(float(payload.get("pause", 0)))
        note.message = f"counted to {total}"
    return {"counted": total}


def solve(context: ActionContext, payload: Mapping[str, Any]) -> Any:
    """Starts a run and waits for it."""
    parameters = SolveParameters(options={"seconds": payload["seconds"]})
    with context.step("start run"):
        run = context.run(RunRequest(payload["scenario"], solvers=("busy",), parameters=parameters))
    with context.step("await run"):
        run = context.follow(run.run_id)
    return {"run_id": run.run_id, "status": run.status.value}


def refuse(context: ActionContext, payload: Mapping[str, Any]) -> Any:
    """Fails on purpose."""
    with context.step("look"):
        raise InputError("the row is bad")


def stumble(context: ActionContext, payload: Mapping[str, Any]) -> Any:
    """Fails by mistake."""
    return payload["absent"]


def die(context: ActionContext, payload: Mapping[str, Any]) -> Any:
    """Kills its worker between two writes, as often as it is told to."""
    marks = Path(payload["marks"])
    for number in range(payload["writes"]):
        with context.step(f"write {number}"):
            (marks / f"written-{number}").write_text("x")
        deaths = marks / f"death-{number}"
        if number in payload["die_after"] and not deaths.exists():
            deaths.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    return {"written": payload["writes"]}


def registry() -> ActionRegistry:
    return ActionRegistry(
        [
            Action("test.count", "counts", lambda: count),
            Action("test.compute", "counts in the place of a run", lambda: count, WorkKind.ANALYSIS),
            Action("test.solve", "runs", lambda: solve),
            Action("test.refuse", "fails", lambda: refuse),
            Action("test.stumble", "fails by mistake", lambda: stumble),
            Action("test.die", "dies", lambda: die),
        ]
    )


if __name__ == "__main__":
    url, name, attempts, slots = sys.argv[1:]
    solvers = SolverRegistry()
    solvers.register(queue_backends, "tests")
    settings = WorkerSettings(url, name, slots=int(slots), attempts=int(attempts))
    work(settings, registry=solvers, with_parent=True, actions=registry())
