"""SCIP's events as reports to the engine, and its count of simplex iterations as a limit of work."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from solvers.api import Watch
from solvers.default_plugins.scip.model import Built
from solvers.default_plugins.scip.points import point_of

LOOK_SECONDS = 0.02
ITERATION_SECONDS, ENTRY_SECONDS = 0.0003, 1e-5
"""What an iteration of the simplex method costs, and the preparation for each entry of the rows. Measured on the public
problems of the benchmarks, one core; within a factor of three of the clock there."""


@dataclass
class Heard:
    """What events have brought about. ``used_up``: the limit of work is reached; ``stopped``: a stop was asked for."""

    used_up: bool = False
    stopped: bool = False


def work_of(built: Built) -> float:
    """What the search has taken so far, about seconds, the same on every machine."""
    return ITERATION_SECONDS * float(built.scip.getNLPIterations()) + ENTRY_SECONDS * len(built.model.columns)


def listen(library: Any, built: Built, watch: Watch, limit: float | None) -> Heard:
    """Report incumbents and bounds, and end the search after so much work.

    The limit is looked at whenever the relaxation of a node is solved, so a search ends at the same place every time.
    """
    events, heard = library.SCIP_EVENTTYPE, Heard()
    kinds = [events.BESTSOLFOUND, events.LPSOLVED, events.FIRSTLPSOLVED, events.NODESOLVED]
    improved = events.BESTSOLFOUND
    next_look = 0.0

    def called(scip: Any, event: Any) -> None:
        nonlocal next_look
        if limit is not None and work_of(built) >= limit:
            heard.used_up = True
            scip.interruptSolve()
        if event.getType() == improved and not built.model.bends:
            point = point_of(built, scip.getBestSol())
            watch.report(built.model.objective.value(point), _finite(scip), point)
        elif time.monotonic() >= next_look:
            next_look = time.monotonic() + LOOK_SECONDS
            watch.report(None, _finite(scip))
            if watch.should_stop():
                heard.stopped = True
                scip.interruptSolve()

    class Listener(library.Eventhdlr):  # type: ignore[misc]
        def eventinit(self) -> None:
            for kind in kinds:
                self.model.catchEvent(kind, self)

        def eventexit(self) -> None:
            for kind in kinds:
                self.model.dropEvent(kind, self)

        def eventexec(self, event: Any) -> None:
            called(self.model, event)

    built.scip.includeEventhdlr(Listener(), "listener", "reports to the engine")
    return heard


def _finite(scip: Any) -> float | None:
    bound: float = scip.getDualbound()
    return bound if abs(bound) < scip.infinity() else None
